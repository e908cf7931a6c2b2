"""How old a reader must be for a text, by the Flesch-Kincaid grade (Kincaid et al. 1975).

The formula knows sentence lengths and syllables, nothing else. Job titles are long words that a careers guide cannot do
without ("occupational therapist"), and the guide explains them; so they are read as one plain word each, and what is
measured is everything around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from textstat.textstat import textstatistics

from ahp_careers.content.knowledge import Knowledge, spellings

#: A grade is a year of school; children in grade 1 are 6.
AGE_AT_GRADE_0 = 5
#: Shorter texts are not measured: in one short sentence, two long words decide.
FEWEST_WORDS = 15

_scale = textstatistics()
_scale.set_lang("en_GB")


class Reader:
    """Reads texts with the known names replaced."""

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted({name.lower() for name in names}, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?:'s|s)?\b", re.IGNORECASE)

    @classmethod
    def of(cls, knowledge: Knowledge) -> Reader:
        """A reader for whom every job, field, qualification and explained term is one known word."""
        names = [name for role in knowledge.roles.values() for name in spellings(role)]
        explained: tuple[Any, ...] = (
            *knowledge.families.values(),
            *knowledge.qualifications.values(),
            *knowledge.glossary.terms,
        )
        for item in explained:
            names.extend((item.title, *item.names))
        names.extend(profession.title for profession in knowledge.professions.professions)
        names.extend(name for item in knowledge.ambiguous_names.values() for name in item.names)
        return cls(names)

    def age(self, text: str) -> float | None:
        """The reading age in years; None for a text too short to measure."""
        plain = self._names.sub("job", text)
        # A name of an organisation, course or place in mid-sentence is one known word too.
        plain = re.sub(r"(?<=[a-z,] )(?:[A-Z][\w'-]*)(?: (?:of |and |for |the )*[A-Z][\w'-]*)*", "name", plain)
        if len(plain.split()) < FEWEST_WORDS:
            return None
        return float(_scale.flesch_kincaid_grade(plain)) + AGE_AT_GRADE_0
