"""Slips of the fingers put right before anything is looked for: "sallary", "qualifcations", "helth".

SymSpell (Garbe 2012), through symspellpy: Damerau-Levenshtein distance over a frequency dictionary. Words that the
guide itself uses are preferred to all others, so that "alied" becomes "allied" and not "alien".
"""

from pathlib import Path
from typing import Any

import srsly
from rapidfuzz import fuzz
from spacy.language import Language
from spacy.tokens import Doc
from symspellpy import SymSpell, Verbosity

from ahp_careers.nlu.english import english
from ahp_careers.nlu.lexicon import Lexicon

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
        self.data = {
            "own": lexicon["known_words"],
            "slang": sorted(set(lexicon["slang"]) - self._slips(lexicon)),
            # Short forms of one word; those of several are spelt out where a sentence is read as a whole.
            "short": {
                short: word for short, word in lexicon["text_speak"].items() if len(short) > 2 and word.isalpha()
            },
        }
        self.prepare()

    @staticmethod
    def _slips(lexicon: Lexicon) -> set[str]:
        """Words that are no slang, however often they are typed: slips of the guide's own words."""
        own = SymSpell(max_dictionary_edit_distance=MOST_SLIPS)
        for word in lexicon["known_words"]:
            if len(word) >= SHORTEST:
                own.create_dictionary_entry(word, OWN_WORD)

        def near(word: str) -> bool:
            return bool(
                own.lookup(word, Verbosity.TOP, max_edit_distance=1 if len(word) < TWO_SLIPS_FROM else MOST_SLIPS)
            )

        known = set(lexicon["known_words"]) | english().keys() | lexicon["text_speak"].keys()
        return {word for word in lexicon["slang"] if word not in known and len(word) >= SHORTEST and near(word)}

    def prepare(self) -> None:
        words = english()
        self.known = words.keys() | set(self.data["own"]) | set(self.data["slang"])
        self.swapped: dict[str, list[str]] = {}
        for word in self.data["own"]:
            if 2 < len(word) < SHORTEST:
                self.swapped.setdefault("".join(sorted(word)), []).append(word)
        self.correct = SymSpell(max_dictionary_edit_distance=MOST_SLIPS)
        for word in sorted(words, key=lambda word: -words[word])[:COMMONEST]:
            self.correct.create_dictionary_entry(word, words[word])
        for word in self.data["own"]:
            if len(word) >= SHORTEST:
                self.correct.create_dictionary_entry(word, OWN_WORD)

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.norm_ = self.meant(token.text)
        return doc

    def meant(self, word: str) -> str:
        """The word itself where it is one, or where no known word is near."""
        if word in self.data["short"]:
            return str(self.data["short"][word])
        if word not in self.known and word.endswith("in") and f"{word}g" in self.known:
            # "retakin": a g that was not said, and no slip.
            return f"{word}g"
        if not word.isalpha() or word in self.known:
            return word
        if len(word) < SHORTEST:
            # Too short to guess at, but for letters that changed places: "waht".
            swapped = self.swapped.get("".join(sorted(word)), ()) if len(word) > 2 else ()
            return next((meant for meant in swapped if _one_swap(meant, word)), word)
        slips = 1 if len(word) < TWO_SLIPS_FROM else MOST_SLIPS
        near = self.correct.lookup(word, Verbosity.CLOSEST, max_edit_distance=slips)
        # The guide's own words first; of those as near, the one that leaves most as it was typed ("orthopist").
        best = max(
            near, key=lambda item: (item.count >= OWN_WORD, fuzz.ratio(item.term, word), item.count), default=None
        )
        return str(best.term) if best is not None else word

    def to_disk(self, path: Path, exclude: Any = ()) -> None:
        srsly.write_json(path, self.data)

    def from_disk(self, path: Path, exclude: Any = ()) -> "Spelling":
        self.data = srsly.read_json(path)
        self.prepare()
        return self


def _one_swap(meant: str, typed: str) -> bool:
    """Whether two neighbouring letters changed places."""
    unlike = [at for at in range(len(meant)) if meant[at] != typed[at]]
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1
