"""Finding what people say they have, lack or study: "no GCSEs", "just maths", "doing my A levels".

A claim's status comes from the words before it in its clause. A qualification merely named in a question ("is a degree
worth it?") is ``asked`` and claims nothing.
"""

import re
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span, Token

from ahp_careers.nlu.finding import CLAUSE_END, Finder, found, said, taken_tokens
from ahp_careers.nlu.lexicon import Lexicon

_SUPPOSED = frozenset({"without", "w/o", "minus"})
_LACK = _SUPPOSED | frozenset(
    "no not n't nt lack lacking lacked never failed fail flunked zero none nope havent didnt dont wont cant hasnt aint "
    "isnt dropped missed".split()
)
_HAVE = frozenset("have has had got get with passed pass achieved hold did just only finished completed done".split())
_PROGRESS = frozenset("doing studying taking sitting retaking resitting starting currently predicted towards".split())
_ASKED = frozenset("need needs needed require required requires must want ask asks necessary compulsory".split())
_QUESTION = frozenset(
    "what whats wats which how is are do does can could would should will why where who whos any".split()
)
_SPEAKER = frozenset("i ive im i'm my me mine we our son daughter he she his her kid lad girl boy child".split())
_ANY = frozenset("qualification qualifications quals grades exams certificates".split())
_FEELING = frozenset("like love enjoy hate stand bear into keen prefer fancy mind".split())
_NOTHING = frozenset({"nothing", "none", "nowt"})
_AFTER_NOTHING = frozenset("really yet sorry lol . ! , at".split())
_NUMBERS = {
    name: number
    for number, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
#: In so few words "nothing" can only mean qualifications.
SHORT_SENTENCE = 6
#: Nobody has more GCSEs than this; a larger number is something else, such as an age.
_MOST = 15
#: Scotland counts its levels otherwise: SCQF 6 (Higher) is level 3 elsewhere.
_SCQF_AS_RQF = {4: 1, 5: 2, 6: 3, 7: 4, 8: 5, 9: 6, 10: 6, 11: 7, 12: 8}
_LEVEL = re.compile(r"\b(?:level|lvl|l|scqf)\s?(1[0-2]|[1-9])\b")
_GRADE = re.compile(
    r"\bgrades?\s+([a-g]\*?|[1-9])(?![a-z0-9])|\bat\s+([a-g]|[1-9])\b|\b([a-g1-9]\*?)\s?(?:or above|and above|\+|s\b)"
)
_BARE_GRADE = re.compile(r"[a-g]\*?|[1-9]")
#: Words that may stand between a qualification and its subject: "GCSEs in maths and English".
_LINKS = frozenset("in and or & , of both my a an for with at level lvl + grade gcse".split())


@dataclass(frozen=True)
class _Status:
    """``supposed`` marks a condition rather than a fact: "could I do it without a degree?"."""

    name: str
    supposed: bool = False


class QualificationClaims(Finder):
    """Label qualification; ``details`` holds status, supposed, count, level, grade and subject."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {"qualifications": lexicon["qualifications"], "subjects": lexicon["subjects"]}

    def prepare(self) -> None:
        entries = [[spelling, "qualification", key] for spelling, key in self.data["qualifications"]]
        entries += [[spelling, "subject", key] for spelling, key in self.data["subjects"]]
        entries += [[word, "qualification", "any"] for word in sorted(_ANY)]
        self.exact = self.matcher(entries)

    def __call__(self, doc: Doc) -> Doc:
        taken = taken_tokens(doc)
        fields = {span.end: span.kb_id_ for span in found(doc) if span.label_ == "family"}
        mentions = [
            (kind, value, span)
            for (kind, value), span in self.matches(self.exact, doc)
            if span.start not in taken and not _article_and_level(doc, span)
        ]
        subjects = [(value, span) for kind, value, span in mentions if kind == "subject"]
        statuses = _statuses(doc)
        used: set[int] = set()
        claimed = False
        for kind, value, span in mentions:
            if kind != "qualification":
                continue
            own = [(subject, at) for subject, at in subjects if at.start not in used and _linked(doc, span, at)]
            status = _status_of(doc, span, statuses, generic=value == "any")
            if status is None:
                continue
            last = max([span.end, *(at.end for _, at in own)])
            # "a podiatry degree": the field stands right before.
            field = f"family:{fields[span.start]}" if span.start in fields else None
            self._claim(doc, span, value, status, last, own[0][0] if own else field)
            for subject, at in own[1:]:
                # Further subjects are claims of their own and stand where they were said.
                self._claim(doc, at, value, status, last, subject)
            used.update(token.i for _, at in own for token in at)
            claimed = True
        for subject, at in subjects:
            if at.start in used:
                continue
            status = self._status_of_subject(doc, at, statuses)
            if status is not None:
                # A school subject on its own ("failed maths") is a GCSE in it.
                self._claim(doc, at, "gcse", status, at.end, subject)
                used.update(token.i for token in at)
                claimed = True
        if not claimed:
            nothing = next((token for token in doc if token.norm_ in _NOTHING and _is_all(token)), None)
            if nothing is not None:
                self.add(doc, doc[nothing.i : nothing.i + 1], "qualification", "any", {"status": "lacks"})
        doc.user_data["used"] = used
        return doc

    def _claim(self, doc: Doc, span: Span, value: str, status: _Status, end: int, subject: str | None) -> None:
        details: dict[str, Any] = {"status": status.name, **_about(doc, span, end)}
        if status.supposed:
            details["supposed"] = True
        if subject is not None:
            details["subject"] = subject
        self.add(doc, span, "qualification", value, details)

    @staticmethod
    def _status_of_subject(doc: Doc, at: Span, statuses: list[_Status | None]) -> _Status | None:
        """A subject alone is a claim only with a word that says so, a grade, or nothing else in the sentence."""
        if statuses[at.start] is not None:
            return _status_of(doc, at, statuses, generic=False)
        graded = "grade" in _about(doc, at, at.end)
        bare = all(token.norm_ in _LINKS or token.is_punct or token.i in range(at.start, at.end) for token in doc)
        return _Status("has") if graded or bare else None


def _status_of(doc: Doc, span: Span, statuses: list[_Status | None], generic: bool) -> _Status | None:
    """What is said of this mention; None where nothing is. ``generic`` is for words such as "exams"."""
    status = statuses[span.start]
    sentence_start = max((t.i + 1 for t in doc[: span.start] if t.norm_ in {".", "?", "!", ";"}), default=0)
    before = doc[sentence_start : span.start]
    speaker = next((token.i for token in before if token.norm_ in _SPEAKER), len(doc))
    # "I don't have": a "do" after the speaker asks nothing.
    question = next((token.i for token in before if token.norm_ in _QUESTION and token.i < speaker), None)
    spoken_for = question is not None and not any(token.norm_ in _SPEAKER for token in doc[question : span.start])
    if status is None:
        if generic:
            return None
        return _Status("asked") if question is not None else _Status("has")
    if status.name == "has" and (spoken_for or generic):
        # "do paramedics have degrees?" is about paramedics.
        return _Status("asked") if spoken_for else None
    if status.name == "lacks" and spoken_for:
        return _Status("lacks", supposed=True)
    if status.name == "has" and any(token.norm_ == "if" for token in before):
        # "if I get three A levels"
        return _Status("has", supposed=True)
    return status


def _statuses(doc: Doc) -> list[_Status | None]:
    """For each token, what the words before it in its clause say; None for nothing."""
    result: list[_Status | None] = []
    status: _Status | None = None
    for token in doc:
        word = token.norm_
        if word in CLAUSE_END:
            # "no GCSEs, A levels or degree": a comma alone does not end what one lacks.
            ends = word != "," or status is None or status.name != "lacks" or _verb_follows(token)
            status = None if ends else status
        elif word in _LACK:
            status = _Status("lacks", supposed=word in _SUPPOSED)
        elif word in _FEELING:
            # "I don't like art" is no claim about an exam.
            status = None
        elif word in _PROGRESS:
            status = _Status("in_progress")
        elif word in _ASKED or (word in {"have", "has", "got"} and _next_is(token, "to")):
            status = _Status("asked")
        elif (word in _HAVE and (status is None or status.name not in ("lacks", "asked"))) or word in {"just", "only"}:
            # "could I be one with a BTEC?" asks; "I have" says.
            status = _Status("has", supposed=word == "with")
        result.append(status)
    return result


def _verb_follows(token: Token) -> bool:
    return any(word.norm_ in _HAVE | _PROGRESS for word in token.doc[token.i + 1 : token.i + 4])


def _next_is(token: Token, word: str) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().norm_ == word


def _article_and_level(doc: Doc, span: Span) -> bool:
    """ "a level 2 NVQ" holds no A level."""
    return said(span) == "a level" and span.end < len(doc) and doc[span.end].norm_.isdigit()


def _is_all(token: Token) -> bool:
    """ "nothing", "nothing really", "none, I left early", but not "nothing wrong"; in a long sentence only up front."""
    ends = token.i + 1 == len(token.doc) or token.nbor().norm_ in _AFTER_NOTHING
    return ends and (token.i == 0 or len(token.doc) <= SHORT_SENTENCE)


def _linked(doc: Doc, span: Span, subject: Span) -> bool:
    """Whether nothing but links, other subjects' words and numbers stand between a qualification and a subject."""
    left, right = sorted((span, subject), key=lambda part: part.start)
    between = doc[left.end : right.start]
    # Other subjects in a list ("maths, English and science GCSEs") are at most a few words.
    unknown = [t for t in between if t.norm_ not in _LINKS and not t.norm_.isdigit()]
    return (
        len(unknown) <= (1 if "and" in said(between).split() or "," in between.text else 0)
        and len(between) <= 6
        and not ({t.norm_ for t in between} & (CLAUSE_END - {","} | _LACK))
    )


def _about(doc: Doc, span: Span, end: int) -> dict[str, Any]:
    """Level, count and grade said close to a claim; ``end`` is where its subjects end."""
    details: dict[str, Any] = {}
    level = _LEVEL.search(said(doc[max(0, span.start - 3) : min(len(doc), span.end + 3)]))
    following = doc[span.end].norm_ if span.end < len(doc) else ""
    if level:
        number = int(level.group(1))
        details["level"] = _SCQF_AS_RQF.get(number, number) if "scqf" in said(doc) else number
    elif said(span) in {"nvq", "svq", "btec"} and following.isdigit():
        # "NVQ 2" is a level, not a count.
        details["level"] = int(following)
    for token in doc[max(0, span.start - 2) : span.start]:
        count = int(token.norm_) if token.norm_.isdigit() else _NUMBERS.get(token.norm_)
        if count is not None and 0 < count <= _MOST and not (level and token.norm_ == level.group(1)):
            details["count"] = count
    after = doc[end : end + 6]
    stop = next((token.i for token in after if token.norm_ in CLAUSE_END), end + 6)
    after = doc[end : min(stop, len(doc))]
    grade = _GRADE.search(said(after))
    if grade:
        details["grade"] = next(part for part in grade.groups() if part).upper()
    elif len(after) and "level" not in details and _BARE_GRADE.fullmatch(after[0].norm_):
        # "GCSE maths D"; but "a" is an article where a word follows.
        alone = len(after) == 1 or (after[1].norm_ in _LINKS | {"to"} and after[0].norm_ != "a")
        details |= {"grade": after[0].norm_.upper()} if alone else {}
    return details
