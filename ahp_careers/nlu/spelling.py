"""Slips of the fingers put right before anything is looked for: "sallary", "qualifcations", "helth".

SymSpell (Garbe 2012), through symspellpy: Damerau-Levenshtein distance over a frequency dictionary. Words that the
guide itself uses are preferred to all others, so that "alied" becomes "allied" and not "alien".
"""

from importlib.resources import files
from pathlib import Path
from typing import Any

import srsly
import symspellpy
from spacy.language import Language
from spacy.tokens import Doc
from symspellpy import SymSpell, Verbosity

from ahp_careers.nlu.lexicon import Lexicon

#: The dictionary that comes with symspellpy: English words and how often each was counted.
ENGLISH = files(symspellpy) / "frequency_dictionary_en_82_765.txt"
#: A word is corrected only to one of the commonest: a rare one is a worse guess than what was typed.
COMMONEST = 20_000
#: More than any English word was counted: the guide's own words come first.
OWN_WORD = 10**11
#: Short words are too alike to be put right, and longer ones may have two slips.
SHORTEST, TWO_SLIPS_FROM = 5, 8
MOST_SLIPS = 2


class Spelling:
    """A spaCy component that sets every token's ``norm_``: the word as it was meant, its text where that is a word.

    Job names are left to :class:`~ahp_careers.nlu.career_names.CareerNames`, which forgives more.
    """

    def __init__(self, nlp: Language) -> None:
        self.data: dict[str, Any] = {}

    def learn(self, lexicon: Lexicon) -> None:
        """Keep what is needed of the lexicon: the guide's own words, and slang that is no slip."""
        own = set(lexicon["known_words"]) | {word for spelling, *_ in lexicon["names"] for word in spelling.split()}
        english = _english()
        self.data = {
            "own": sorted(word for word in own if word in english or word in lexicon["content_words"]),
            "slang": sorted({*lexicon["slang"], *lexicon["text_speak"]}),
        }
        self.prepare()

    def prepare(self) -> None:
        english = _english()
        self.known = english.keys() | set(self.data["own"]) | set(self.data["slang"])
        self.correct = SymSpell(max_dictionary_edit_distance=MOST_SLIPS)
        for word in sorted(english, key=lambda word: -english[word])[:COMMONEST]:
            self.correct.create_dictionary_entry(word, english[word])
        for word in self.data["own"]:
            if len(word) >= SHORTEST:
                self.correct.create_dictionary_entry(word, OWN_WORD)

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.norm_ = self.meant(token.text)
        return doc

    def meant(self, word: str) -> str:
        """The word itself where it is one, or where no known word is near."""
        if len(word) < SHORTEST or not word.isalpha() or word in self.known:
            return word
        slips = 1 if len(word) < TWO_SLIPS_FROM else MOST_SLIPS
        near = self.correct.lookup(word, Verbosity.TOP, max_edit_distance=slips)
        return str(near[0].term) if near else word

    def to_disk(self, path: Path, exclude: Any = ()) -> None:
        srsly.write_json(path, self.data)

    def from_disk(self, path: Path, exclude: Any = ()) -> "Spelling":
        self.data = srsly.read_json(path)
        self.prepare()
        return self


def _english() -> dict[str, int]:
    """Word -> how often it was counted."""
    lines = ENGLISH.read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, count in (line.split() for line in lines if line)}
