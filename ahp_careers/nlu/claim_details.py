"""Grades, counts and levels beside a qualification: "5 GCSEs at grade 4", "a C in English", "NVQ level 2", "BBC".

Everything here reads tokens as they were meant (``norm_``); positions are token indices.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from ahp_careers.nlu.finding import said, spaced

NUMBERS = {
    name: number
    for number, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
#: Nobody has more GCSEs than this; a larger number is something else, such as an age.
MOST = 15
#: Scotland counts its levels otherwise: SCQF 6 (Higher) is level 3 elsewhere.
SCQF_AS_RQF = {4: 1, 5: 2, 6: 3, 7: 4, 8: 5, 9: 6, 10: 6, 11: 7, 12: 8}
_LEVEL = re.compile(r"\b(?:level|levels|lvl|lev|lv|l|scqf)\s?(1[0-2]|[1-9]|one|two|three|four|five|six|seven)\b")
#: Qualifications named by their level alone: "NVQ 2" is a level and no count.
_BY_LEVEL = frozenset({"nvq", "nvqs", "svq", "svqs", "btec", "diploma"})
_LETTER = re.compile(r"[a-eu]\*?|[a-e]s")
_LETTERS = re.compile(r"(?:[a-e]\*?){2,4}|(?:[dmp]\*?){3}")
#: Words that look like a row of grades.
_NO_GRADES = frozenset("bac be bad bed add dad cab ace bee ad abed dead bead bade ab".split())
_DIGIT = re.compile(r"[1-9]s?|[1-9][/-][1-9]")
_CLASS = {
    "2:1": "2:1",
    "2.1": "2:1",
    "2:2": "2:2",
    "2.2": "2:2",
    "two one": "2:1",
    "two two": "2:2",
    "a first": "1st",
    "first class": "1st",
}
_MERITS = {
    "distinction": "distinction",
    "distinctions": "distinction",
    "merit": "merit",
    "merits": "merit",
    "dist": "distinction",
}
#: A number after one of these is a grade: "grade 4", "at a 5", "was a four".
_BEFORE_GRADE = frozenset(
    "grade grades graded at predicted a an all both scraped squeaked scored only just got".split()
)
#: What is asked for is not what one has: "they want BBB".
_WANTING = frozenset("need needs ned want wants require requires ask asks asking".split())
#: A number after one of these is a level, a band or a year.
_NUMBERED = _BY_LEVEL | frozenset("level lvl lv l scqf band age aged year".split())
#: What is counted and not graded: "a 2 year course", "at 15 years".
_COUNTED = frozenset("year years yr yrs month months week weeks day days times of gcses".split())


@dataclass(frozen=True)
class Grade:
    """A grade at tokens ``start`` to ``end``; ``several`` where it holds for more than one subject ("4s")."""

    value: str
    start: int
    end: int
    several: bool = False


def grades(doc: Doc, taken: set[int]) -> Iterator[Grade]:
    """Everything that may be a grade, in the order of the sentence. ``taken`` are tokens of other mentions."""
    at = 0
    while at < len(doc):
        grade = None if at in taken or _is_needed(doc, at) else _grade_at(doc, at, taken)
        if grade is not None:
            yield grade
        at = grade.end if grade is not None else at + 1


def _grade_at(doc: Doc, at: int, taken: set[int]) -> Grade | None:
    word = _plain(doc, at)
    pair = f"{word} {doc[at + 1].norm_}" if at + 1 < len(doc) else ""
    before = doc[at - 1].norm_ if at else ""
    after = doc[at + 1].norm_ if at + 1 < len(doc) else ""
    beside = at + 1 in taken or at - 1 in taken
    if pair in _CLASS and at + 1 not in taken and (after != "first" or _next(doc, at + 2) in {"in", "class"}):
        return Grade(_CLASS[pair], at, at + 2)
    if word in _CLASS:
        return Grade(_CLASS[word], at, at + 1)
    if word in _MERITS:
        return Grade(_MERITS[word], at, at + 1)
    if _DIGIT.fullmatch(word) or word in NUMBERS:
        return _number_at(doc, at, before, after, beside, taken)
    if _LETTER.fullmatch(word):
        star = after == "*"
        ends = after in {"", "in", ",", ".", "+", ")"}
        if word == "a" and not (
            star or (ends and (before in {"grade", "an", "grades", "predicted"} or at - 1 in taken))
        ):
            return None
        if word in {"as", "es", "us"} or not (
            star or before in _BEFORE_GRADE or beside or after in {"in", "+", "at", "'s"}
        ):
            return None
        several = word.endswith("s") or after == "'s"
        return Grade(f"{word[0].upper()}{'*' if star else word[1:].replace('s', '')}", at, at + 1 + star, several)
    near = taken & set(range(at - 4, at + 5))
    if _LETTERS.fullmatch(word) and word not in _NO_GRADES and near and (len(word) > 2 or beside):
        return Grade(word.upper(), at, at + 1)
    return None


def _is_needed(doc: Doc, at: int) -> bool:
    """Whether the grade is what somebody asks for: "they want BBB"."""
    return any(token.norm_ in _WANTING for token in doc[max(0, at - 2) : at])


def _plain(doc: Doc, at: int) -> str:
    """The word without a full stop that the tokeniser left on it: "grade D."."""
    word = str(doc[at].norm_)
    return word[:-1] if len(word) == 2 and word.endswith(".") else word


def _number_at(doc: Doc, at: int, before: str, after: str, beside: bool, taken: set[int]) -> Grade | None:
    word = _plain(doc, at)
    digit = word[0] if word[0].isdigit() else str(NUMBERS[word])
    if word.endswith("s") and word[0].isdigit():
        return Grade(digit, at, at + 1, several=True)
    if len(digit) > 1 or int(digit) > 9 or before in _NUMBERED:
        return None
    if after.isdigit() and len(after) == 1 and _next(doc, at + 2) in {"in", "for"}:
        # "4-4 in combined science"
        return Grade(digit, at, at + 2)
    if after == "in" and at + 2 in taken and before in {"", "n", "and", "&", ",", "+"}:
        return Grade(digit, at, at + 1)
    if before in {"grade", "grades"} or (after in {"in", "for"} and before in _BEFORE_GRADE):
        return Grade(digit, at, at + 1, several=before == "grades")
    if before in {"at", "a", "an"} and after not in _COUNTED:
        return Grade(digit, at, at + 1)
    return Grade(digit, at, at + 1) if beside and after not in _COUNTED else None


def _next(doc: Doc, at: int) -> str:
    return doc[at].norm_ if at < len(doc) else ""


def level_of(doc: Doc, span: Span, start: int, behind_from: int, end: int) -> int | None:
    """The RQF level said right beside a qualification, between tokens ``start`` and ``end``; what follows it begins at
    ``behind_from``, after its subjects."""
    following = _next(doc, span.end)
    if said(span) in _BY_LEVEL:
        number = int(following) if following.isdigit() else NUMBERS.get(following)
        if number is not None and number <= 8:
            return number
    # What follows "my" or "and" belongs to the next thing named.
    behind = re.split(r"\b(?:my|and|plus|n|but|no)\b", said(doc[behind_from:end]))[0]
    within = said(doc[span.end : behind_from])
    found = _LEVEL.search(within) or _LEVEL.search(behind) or _LEVEL.search(said(doc[start : span.start]))
    if found is None:
        return None
    number = int(found.group(1)) if found.group(1).isdigit() else NUMBERS[found.group(1)]
    return SCQF_AS_RQF.get(number, number) if "scqf" in said(doc[start:end]) else number


def names_level(doc: Doc, at: int) -> bool:
    """Whether a level is named from this token on: "level 3", "L3", "SCQF 6"."""
    # Nearly no word gets as far as the pattern: this is asked of every word of every message.
    return doc[at].norm_.startswith(("l", "scqf")) and _LEVEL.match(said(doc[at : at + 2])) is not None


def count_of(doc: Doc, span: Span, level: int | None, taken: set[int]) -> int | None:
    """How many of a qualification: a number at most two words before it, or "x5" or "five of them" behind it.

    ``taken`` are tokens of other mentions: the 3 of "English 3 GCSE" is a grade."""
    times = re.match(r"(?:, )?(?:x ?(\d{1,2})\b|(\w+) of (?:them|em|'em)\b)", spaced(doc[span.end : span.end + 4]))
    if times and (times.group(1) or times.group(2).isdigit() or times.group(2) in NUMBERS):
        return int(times.group(1) or NUMBERS.get(times.group(2)) or times.group(2))
    for at in range(max(0, span.start - 2), span.start):
        if at - 1 in taken or "," in spaced(doc[at : span.start]).split():
            continue
        word = doc[at].norm_
        number = int(word) if word.isdigit() else NUMBERS.get(word)
        before = doc[at - 1].norm_ if at else ""
        if (
            number is None
            or not 0 < number <= MOST
            or before in {"level", "lvl", "lv", "grade", "at", "scqf", "yr", "year", "your"}
        ):
            continue
        if number == level and "level" in said(doc[max(0, at - 1) : span.start]):
            continue
        if word == "one" and before in {"this", "that", "the", "which", "not"}:
            continue
        return number
    return None
