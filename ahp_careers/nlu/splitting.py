"""Cutting a message into its questions: "what do physios earn and how long is the training?" is two."""

from __future__ import annotations

import re

#: Words a question begins with, also as people type them.
_ASKS = (
    r"(?:what|wh?ats?|wot|how|hows|do|does|is|are|am|can|could|would|will|where|wheres|which|when|whens|who|whos|why"
    r"|should|any|have|has|did)"
)
# The end of a sentence, but not the point in "4.5" or "B.Sc"; or a link before a new question.
_CUT = re.compile(
    r"(?<=[?!;\n])\s*|(?<=\.)\s+"
    rf"|\s*,?\s+(?:and|also|plus|n|&|but|oh and|and also|as well as)\s+(?=(?:also |then )?{_ASKS}\b)"
    rf"|\s*,\s*(?=(?:also |then )?{_ASKS}\b)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|mr|mrs|dr|st|no)\.$", re.IGNORECASE)
_QUESTION = re.compile(rf"^(?:and |so |but |ok |also |then |oh )*{_ASKS}\b|\?\s*$", re.IGNORECASE)
#: A longer message is a story: it is read as a whole.
MOST_PARTS = 4
FEWEST_WORDS = 2


def parts(text: str) -> list[str]:
    """The questions and statements of a message, as typed; empty where it holds no two questions, or too many parts
    to answer."""
    pieces: list[str] = []
    for piece in _CUT.split(text):
        if pieces and _ABBREVIATION.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    said = [piece for piece in pieces if len(re.findall(r"\w+", piece)) >= FEWEST_WORDS]
    several = sum(bool(_QUESTION.search(piece)) for piece in said) > 1
    return said if several and len(said) <= MOST_PARTS else []
