"""Which words are English, and how common each is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import symspellpy

#: The dictionary that comes with symspellpy: words and how often each was counted.
_DICTIONARY = files(symspellpy) / "frequency_dictionary_en_82_765.txt"


@cache
def english() -> dict[str, int]:
    """Word -> how often it was counted in a very large collection of texts."""
    lines = _DICTIONARY.read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, count in (line.split() for line in lines if line)}
