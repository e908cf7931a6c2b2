"""Which subjects and grades belong to which qualification: "maths and English GCSEs, a C in art, two A levels"."""

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from ahp_careers.nlu.claim_details import NUMBERS, Grade
from ahp_careers.nlu.finding import spaced

#: Words that may stand between a qualification, its subjects and their grades.
LINKS = frozenset(
    "in and or & n nd an , of both my a the for at with level lvl lv + : grade grades ( ) was were is also to he "
    "from them my plus including incl he course courses his her doing as got i ive 've one - l /".split()
)
#: Of these links some begin something new between two subjects.
_LISTED = LINKS - {"i", "ive", "'ve", "got", "doing"}
_ADDING = frozenset({"and", "plus", "n", ","})
#: Nothing is shared across these.
_APART = frozenset(". ? ! ; but apart except bar no not n't failed lack without".split())
#: This many words that mean nothing here may stand between a qualification and its subject: "BTEC in applied science".
MOST_STRANGERS = 1
#: So many words may stand between two subjects of one row, and between a subject and its grade.
MOST_BETWEEN = 6


@dataclass
class Mention:
    """A qualification with the subjects that belong to it, or subjects alone."""

    value: str
    span: Span
    subjects: list[tuple[str, Span]] = field(default_factory=list)
    level: int | None = None
    named: bool = True

    @property
    def end(self) -> int:
        return max([self.span.end, *(span.end for _, span in self.subjects)])


def overlaps(span: Span, tokens: set[int]) -> bool:
    return any(token.i in tokens for token in span)


def share_out(doc: Doc, mentions: list[Mention], subjects: list[tuple[str, Span]], undivided: frozenset[str]) -> None:
    """Give each row of subjects to the qualification it stands beside; those ``undivided`` have no subjects."""
    owners = {token.i: mention for mention in mentions for token in mention.span}
    for row in rows(doc, subjects, set(owners)):
        first, last = row[0][1], row[-1][1]
        following = _neighbour(doc, last.end, 1, owners)
        preceding = _neighbour(doc, first.start - 1, -1, owners)
        adjacent = following is not None and all(
            token.norm_ in {"at", "to", "level"} or _is_grade_word(token.norm_)
            for token in doc[last.end : following.span.start]
        )
        owner = following if adjacent else preceding
        # A level alone is of something: "level 3 in childcare".
        if owner is not None and (owner.value not in undivided or owner.level is not None):
            owner.subjects.extend(row)
    for mention in mentions:
        mention.subjects.sort(key=lambda pair: pair[1].start)


def _is_grade_word(word: str) -> bool:
    return bool(re.fullmatch(r"[a-e]\*?|[1-9]", word)) and word != "a"


def rows(doc: Doc, subjects: list[tuple[str, Span]], owned: set[int]) -> list[list[tuple[str, Span]]]:
    """Subjects listed together: nothing but links and grades between them."""
    result: list[list[tuple[str, Span]]] = []
    for value, span in subjects:
        between = doc[result[-1][-1][1].end : span.start] if result else None
        joined = (
            between is not None
            # "... and my English at C": another row.
            and not ("my" in (words := {token.norm_ for token in between}) and _ADDING & words)
            and len(between) <= MOST_BETWEEN
            and not overlaps(between, owned)
            and all(
                token.norm_ in _LISTED or _is_grade_word(token.norm_) or token.norm_ in NUMBERS for token in between
            )
        )
        if joined:
            result[-1].append((value, span))
        else:
            result.append([(value, span)])
    return result


def _neighbour(doc: Doc, at: int, step: int, owners: dict[int, Mention]) -> Mention | None:
    """The qualification next to a row of subjects on one side, with no more than links between them."""
    strangers = 0
    # Before the row grades and levels may stand ("GCSEs: a 4 in maths").
    while 0 <= at < len(doc):
        word = doc[at].norm_
        if at in owners:
            return owners[at]
        if word in _APART or (word == "," and step > 0):
            return None
        if word not in LINKS and not word.isdigit() and not _is_grade_word(word) and word not in NUMBERS:
            strangers += "one of" not in spaced(doc[max(0, min(at, at + step * 3)) : max(at, at + step * 3) + 1])
            if strangers > MOST_STRANGERS:
                return None
        at += step
    return None


def grades_of(doc: Doc, mention: Mention, grades: list[Grade], everything: list[Mention]) -> dict[int | None, str]:
    """The grades of a mention: by the first token of the subject, None for the qualification as a whole."""
    spans = [
        (span.start, span.end, number)
        for number, m in enumerate(everything)
        for span in [m.span, *(s for _, s in m.subjects)]
    ]
    me = next(number for number, m in enumerate(everything) if m is mention)
    result: dict[int | None, str] = {}
    for grade in grades:
        if _is_count(doc, grade, everything):
            continue
        after = min((s for s in spans if s[0] >= grade.end), default=None)
        before = max((s for s in spans if s[1] <= grade.start), default=None)
        gap_after = [t.norm_ for t in doc[grade.end : after[0]]] if after else []
        gap_before = [t.norm_ for t in doc[before[1] : grade.start]] if before else []
        forward = (
            after is not None
            and _only(gap_after, {"in", "for", "both", "my", "gcse", "of"})
            and ("in" in gap_after or "for" in gap_after)
        )
        backward = (
            before is not None
            and len(gap_before) <= (9 if "grade" in gap_before else 6)
            and not {".", "?", ";", "but"} & set(gap_before)
        )
        if not forward and after is not None and not gap_after and (not backward or len(gap_before) > 1):
            forward = True
        if forward and after is not None and after[2] == me:
            _give(mention, grade, after[0], result, onward=True, doc=doc)
        elif not forward and backward and before is not None and before[2] == me:
            _give(mention, grade, before[0], result, onward=False, doc=doc)
        elif not forward and not backward and after is not None and len(gap_after) <= 3 and after[2] == me:
            result.setdefault(None, grade.value)
    return result


def _only(words: list[str], allowed: set[str]) -> bool:
    return len(words) <= 4 and all(word in allowed for word in words)


def _is_count(doc: Doc, grade: Grade, everything: list[Mention]) -> bool:
    """Whether a number is how many there are: "5 GCSEs", "three good A levels"."""
    if grade.several or not (doc[grade.start].norm_.isdigit() or doc[grade.start].norm_ in NUMBERS):
        return False
    before = doc[grade.start - 1].norm_ if grade.start else ""
    if before in {"grade", "at", "grades", "level"}:
        return False
    starts = {mention.span.start for mention in everything if mention.named}
    return bool(starts & set(range(grade.end, grade.end + 2)))


def _give(mention: Mention, grade: Grade, at: int, result: dict[int | None, str], onward: bool, doc: Doc) -> None:
    """Put a grade where it belongs: to one subject, to the row of them, or to the qualification."""
    starts = [span.start for _, span in mention.subjects]
    if at not in starts:
        result.setdefault(None, grade.value)
        return
    place = starts.index(at)
    if onward:
        # "7s in biology and chemistry", "a 4 in maths": the first, and those after it where it is said of several.
        for start in starts[place : None if grade.several else place + 1]:
            result.setdefault(start, grade.value)
        return
    result.setdefault(at, grade.value)
    marked = (
        grade.several
        or doc[grade.start - 1].norm_ in {"at", "both"}
        or "both" in [t.norm_ for t in doc[grade.start : grade.end + 2]]
    )
    for start in reversed(starts[:place]):
        # "maths and English at 5"; but a subject with a grade of its own ends the row.
        if start in result or not marked:
            break
        result[start] = grade.value
