"""Cutting a message into its questions: "what do physios earn and how long is the training?" is two."""

from __future__ import annotations

import re

#: Words a question begins with, also as people type them.
_ASKS = (
    r"(?:what|wh?ats?|wots?|how|hows|do|does|is|are|am|can|could|would|will|where|wheres|which|when|whens|who|whos|why"
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
#: "no, not the pay, the hours": only what follows is asked.
_NOT_THAT = re.compile(
    r"^\W*(?:(?:no|nah|nope|sorry|oops|wait)\W+)*(?:i (?:did ?n'?t|do ?n'?t) mean|not) (?:the |his |her )?[\w' ]{2,20}?"
    r"(?:\s*[,.;]\s*|\s+)(?:(?:but|i mean|i meant|i said)\s+|(?<=[,.;]\s)|(?<=[,.;]))"
    r"(?P<meant>(?:the |their )?\w[\w' ]{2,30})\W*$",
    re.IGNORECASE,
)
#: With more parts than this a message is a story.
MOST_PARTS = 4
#: Of a story so many statements are listened to, the last ones.
MOST_STATEMENTS = 5
FEWEST_WORDS = 2
#: Somebody is spoken of: only such a statement can say that someone is in need.
_SOMEBODY = re.compile(
    r"\b(?:i|im|i'm|ive|i've|me|my|myself|he|she|him|her|we|us|friend|mate|nobody|no one|everyone)\b", re.IGNORECASE
)


def parts(text: str) -> list[str]:
    """The parts of a message that are worth reading apart, as typed; empty where the whole says it all.

    All of them where it asks two questions or more. Else the statements beside a question, in which someone may say
    that they are in need, and the question of a story.
    """
    corrected = meant_instead(text)
    if corrected:
        return [corrected]
    pieces: list[str] = []
    for piece in _CUT.split(text):
        if pieces and _ABBREVIATION.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece.strip():
            pieces.append(piece.strip())
    said = [piece for piece in pieces if len(re.findall(r"\w+", piece)) >= FEWEST_WORDS]
    if len(said) < 2:
        return []
    questions = [piece for piece in said if _QUESTION.search(piece)]
    if len(questions) > 1 and len(said) <= MOST_PARTS:
        return said
    statements = [piece for piece in said if piece not in questions and _SOMEBODY.search(piece)][-MOST_STATEMENTS:]
    return [*statements, *(questions[-1:] if len(said) > 2 else [])]


def meant_instead(text: str) -> str | None:
    """What a message puts in the place of something misunderstood ("not the pay, the hours"); else None."""
    match = _NOT_THAT.match(text)
    return match.group("meant") if match else None
