"""Finding roles, fields, nations and names that mean several roles; also when misspelt or spoken against.

Misspelt names are found with rapidfuzz's normalised Indel similarity (``fuzz.ratio``, 0 to 100).
"""

import re
from typing import Any

from rapidfuzz import fuzz, process
from spacy.tokens import Doc, Span

from ahp_careers.nlu.finding import Finder
from ahp_careers.nlu.lexicon import Lexicon

#: Below this similarity a word is not taken for a misspelt name. "podietrist" has 90, "paramedik" 89.
MISSPELT_AT_LEAST = 84.0
#: A window that reaches beyond a correct name ("podiatry assistent", where "podiatry" is a field) must be this alike.
WIDER_NAME_AT_LEAST = 88.0
WORD_AT_LEAST = 60.0
#: A misspelt name must be this long: among short words nearly everything is alike.
MISSPELT_LENGTH = 6

#: Labels whose names are found only as they are written.
EXACT_ONLY = ("nation", "term")

# "not a paramedic", "anything but paramedic", "I don't want to be a paramedic": named, but not wanted.
_SPOKEN_AGAINST = re.compile(
    r"(?<!why )\b(?:not|except|besides|apart from|other than|instead of|rather than|anything but|anything except)"
    r"(?: (?:for|being|be|to be|become))?(?: (?:a|an|the))?$"
    r"|\b(?:do ?n't|dont|do not|did ?n't|would ?n't|wouldnt)(?: \w+)? (?:want|wanna|fancy|mean)"
    r"(?: (?:to|be|become|a|an|the|do|work|as|about))*$"
)


class CareerNames(Finder):
    """Labels role, role_group, family, uncovered, term, nation; ``details["excluded"]`` where it was spoken against."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {"names": lexicon["names"], "known_words": lexicon["known_words"]}

    def prepare(self) -> None:
        self.exact = self.matcher(self.data["names"])
        self.forgiving = {
            spelling: key
            for spelling, *key in self.data["names"]
            if key[0] not in EXACT_ONLY and len(spelling) >= MISSPELT_LENGTH
        }
        self.longest = max((len(self.nlp.make_doc(spelling)) for spelling in self.forgiving), default=0)
        self.known = set(self.data["known_words"])
        self.known |= {word for spelling, *_ in self.data["names"] for word in spelling.split()}

    def __call__(self, doc: Doc) -> Doc:
        exact = self.matches(self.exact, doc)
        misspelt = self._misspelt(doc, [span for _, span in exact])
        covered = {token.i for _, span in misspelt for token in span}
        for (label, value), span in [pair for pair in exact if pair[1].start not in covered] + misspelt:
            against = _SPOKEN_AGAINST.search(doc[max(0, span.start - 8) : span.start].text)
            self.add(doc, span, label, value, {"excluded": True} if against else None)
        return doc

    def _misspelt(self, doc: Doc, exact: list[Span]) -> list[tuple[list[str], Span]]:
        """Windows of words that are nearly a name, best first; a window needs a word nobody uses otherwise.

        A window may take in a correct name only whole and as part of a longer one. Only a role's name may be broken
        in pieces ("para medic") or run together: "the rapist" is no therapist.
        """
        taken = {token.i for span in exact for token in span}
        strange = {t.i for t in doc if t.is_alpha and len(t) > 3 and t.text not in self.known and t.i not in taken}
        candidates: list[tuple[float, int, Span, list[str]]] = []
        for start in range(len(doc)) if strange else ():
            for end in range(start + 1, min(start + self.longest, len(doc)) + 1):
                if not strange.intersection(range(start, end)) or any(t.is_punct for t in doc[start:end]):
                    continue
                inside = [span for span in exact if span.start < end and start < span.end]
                if any(span.start < start or span.end > end for span in inside):
                    continue
                span = doc[start:end]
                least = WIDER_NAME_AT_LEAST if inside else MISSPELT_AT_LEAST
                best = process.extractOne(span.text, self.forgiving.keys(), scorer=fuzz.ratio, score_cutoff=least)
                if best is None or len(span.text) < MISSPELT_LENGTH:
                    continue
                key = self.forgiving[best[0]]
                words = best[0].split()
                in_pieces = key[0] == "role" and not inside and 1 in (len(words), end - start)
                if len(words) != end - start and not in_pieces:
                    continue
                if len(words) == end - start and not all(map(_alike, words, span.text.split())):
                    continue
                candidates.append((best[1], end - start, span, key))
        chosen: list[tuple[list[str], Span]] = []
        for _, _, span, key in sorted(candidates, key=lambda item: (-item[0], -item[1])):
            if not any(span.start < other.end and other.start < span.end for _, other in chosen):
                chosen.append((key, span))
        return chosen


def _alike(word: str, typed: str) -> bool:
    """Whether one word may be a slip for another: the words of a name must each be, not only the name as a whole."""
    return fuzz.ratio(word, typed) >= WORD_AT_LEAST
