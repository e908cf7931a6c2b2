"""Finding what people say they have, lack or study: "no GCSEs", "just maths", "a C in English, doing my A levels".

Qualifications and subjects are matched by name; subjects are shared out to the qualifications beside them, grades to
the subjects (``claim_details``), and each gets its status from the words around it (``claim_statuses``). A
qualification merely named in a question ("is a degree worth it?") is ``asked`` and claims nothing.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Span

from ahp_careers.nlu import claim_details, claim_statuses
from ahp_careers.nlu.claim_details import Grade
from ahp_careers.nlu.claim_statuses import Status
from ahp_careers.nlu.finding import CLAUSE_END, Finder, found, said, spaced, taken_tokens
from ahp_careers.nlu.lexicon import Lexicon

#: The qualification meant by "no qualifications", and one that is none of those content knows.
ANY, OTHER = "any", "other"
_ANY = frozenset("qualification qualifications quals qual grades exam exams certificate certificates papers".split())
#: Being at university is a degree in progress, and leaving it one not had; the place alone is neither.
_UNI = frozenset({"uni", "university", "college degree"})
#: Words that name a qualification only where something is said of it: "started uni", "did my Access".
_BARELY = {"uni": "degree", "bare access": "access"}
#: "qualified nurse in India", "trained as a teacher", "registered physio back home"
_QUALIFIED_AS = re.compile(
    r"\b(?:(?:fully )?(?:qualified|trained|registered|certified)(?: as)?(?: an?)? (?!(?:in|to|for|by|or|and)\b)[a-z]+"
    r"|(?:nurse|doctor|teacher|physio\w*|midwife|pharmacist|dentist|paramedic) (?:qualified|trained) in)\b"
)
_LEVEL_ALONE = re.compile(
    r"\b(?:i|i 've|ive|i 'm|i m) (?:(?:have|got|have got|hold|am|passed|did|done) )?(?:a |my |qualified (?:to|at) )"
    r"(?:scqf )?level ?\d"
)
_NOTHING = frozenset({"nothing", "none", "nowt", "naff all", "zilch"})
_AFTER_NOTHING = frozenset("really yet sorry lol . ! , at".split())
#: In so few words "nothing" can only mean qualifications.
SHORT_SENTENCE = 6
#: "left school with nothing", "not an exam passed"
_LEFT_WITH_NOTHING = re.compile(
    r"\bschool (?:\w+ ){0,4}with (?:nothing|nowt|none|no)\b"
    r"|\b(?:not|nt) (?:an?|one|a single) (?:exam|certificate|qualification)"
    r"|\bno (?:exam|exams|certificates?|school papers?|papers?)\b|\bnothing (?:since|from) school\b|\bno schooling\b"
    r"|\bnothing on paper\b|\b(?:sod|bugger|naff|jack) all\b|\b(?:got|have|with) (?:nothing|nowt) (?:to show"
    r"|from school)\b|\bzero quals\b"
)
#: Words that may stand between a qualification, its subjects and their grades.
_LINKS = frozenset(
    "in and or & n nd an , of both my a the for at with level lvl lv + : grade grades ( ) was were is also to he "
    "from them my plus including incl he course courses his her doing as got i ive 've one - l /".split()
)
_AT_UNIVERSITY = frozenset({"degree", "masters", "doctorate", "foundation_degree"})
_DIPLOMAS = frozenset({"diploma", "health_and_social_care_diploma"})
_INTO = frozenset("in of 4 for is was a september sept october january next year".split())
_LISTING = frozenset({"including", "incl", "includes", "with", "inc"})
#: This many words that mean nothing here may stand between a qualification and its subject: "BTEC in applied science".
MOST_STRANGERS = 1
_DEGREE_CLASSES = frozenset({"2:1", "2:2", "1st"})
_ADVERBS = frozenset("done finished passed completed".split())


@dataclass
class _Mention:
    """A qualification with the subjects that belong to it, or subjects alone."""

    value: str
    span: Span
    subjects: list[tuple[str, Span]] = field(default_factory=list)
    level: int | None = None
    named: bool = True

    @property
    def end(self) -> int:
        return max([self.span.end, *(span.end for _, span in self.subjects)])


class QualificationClaims(Finder):
    """Label qualification; ``details`` holds status, supposed, count, level, grade and subject."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {name: lexicon[name] for name in ("qualifications", "subjects", "families", "other_qualifications")}  # type: ignore[literal-required]

    def prepare(self) -> None:
        subjects = [spelling for spelling, _ in self.data["subjects"]]
        named = {(spelling, key) for spelling, key in self.data["qualifications"]}
        # "functional skills maths" is the qualification and its subject.
        together = {(f"{spelling} {subject}", key) for spelling, key in named for subject in subjects}
        together |= {(f"{subject} {spelling}", key) for spelling, key in named for subject in subjects}
        entries = [[spelling, "qualification", key] for spelling, key in sorted(named - together)]
        entries += [[spelling, "qualification", OTHER] for spelling in self.data["other_qualifications"]]
        for short in ("nvq", "svq", "btec"):
            entries += [[f"{short}{number}", "qualification", f"{short}:{number}"] for number in range(1, 6)]
        entries += [[spelling, "subject", key] for spelling, key in self.data["subjects"]]
        entries += [[word, "qualification", ANY] for word in sorted(_ANY)]
        entries += [[word, "qualification", "uni"] for word in sorted(_UNI)]
        entries += [["access", "qualification", "bare access"]]
        self.exact = self.matcher(entries)

    def __call__(self, doc: Doc) -> Doc:
        taken = taken_tokens(doc)
        fields = [(span, span.kb_id_) for span in found(doc) if span.label_ == "family"]
        fields += [(span, self.data["families"][span.kb_id_]) for span in found(doc) if span.label_ == "role"]
        mentions, subjects = self._mentions(doc, taken)
        _share_out(doc, mentions, subjects)
        inside = {token.i for mention in mentions for _, span in mention.subjects for token in span}
        inside |= {token.i for mention in mentions for token in mention.span}
        rows = _rows(doc, [(value, span) for value, span in subjects if not _in(span, inside)], inside)
        alone = [_Mention("gcse", row[0][1], row, named=False) for row in rows]
        inside |= {token.i for row in rows for _, span in row for token in span}
        grades = list(claim_details.grades(doc, inside))
        ends = _clause_starts(doc)
        before = claim_statuses.statuses(doc, ends)
        used: set[int] = set()
        for mention in sorted([*mentions, *alone], key=lambda mention: mention.span.start):
            used |= self._claimed(doc, mention, grades, before, ends, fields, [*mentions, *alone])
        if not any(span.label_ == "qualification" and span._.details["status"] != "asked" for span in found(doc)):
            self._level_alone(doc)
            self._nothing(doc)
        self._qualified_elsewhere(doc)
        doc.user_data["used"] = used
        return doc

    def _mentions(self, doc: Doc, taken: set[int]) -> tuple[list[_Mention], list[tuple[str, Span]]]:
        mentions: list[_Mention] = []
        subjects: list[tuple[str, Span]] = []
        for (kind, value), span in self.matches(self.exact, doc):
            if (span.start in taken and value != OTHER) or _article_and_level(doc, span):
                continue
            if kind == "subject":
                subjects.append((value, span))
            else:
                name, _, level = value.partition(":")
                mentions.append(_Mention(name, span, level=int(level) if level else None))
        named = {token.i for mention in mentions for token in mention.span}
        for token in doc:
            before = doc[token.i - 1].norm_ if token.i else ""
            if token.norm_ == "higher" and token.i not in named:
                # "Higher biology", "AABB at Higher": the word alone means too much else.
                after = doc[token.i + 1].norm_ if token.i + 1 < len(doc) else ""
                starts = {token.i + 1, token.i + 2} if after == "in" else {token.i + 1}
                if before == "at" or any(span.start in starts for _, span in subjects):
                    mentions.append(_Mention("higher", doc[token.i : token.i + 1]))
            elif token.norm_ == "as" and token.i not in named and before in {"", "my", "doing", "an", "n", "and", ","}:
                # "AS sociology", "my AS in biology"
                after = doc[token.i + 1].norm_ if token.i + 1 < len(doc) else ""
                if any(span.start == token.i + (2 if after == "in" else 1) for _, span in subjects):
                    mentions.append(_Mention("as_level", doc[token.i : token.i + 1]))
            elif token.norm_ == "it" and before == "in" and named & set(range(token.i - 5, token.i)):
                # "a BTEC in IT"; but "no GCSE in it" is of a subject named before.
                earlier = [value for value, span in subjects if span.end < token.i]
                subjects.append((earlier[-1] if earlier else "computing", doc[token.i : token.i + 1]))
        subjects.sort(key=lambda pair: pair[1].start)
        return _merged(sorted(mentions, key=lambda mention: mention.span.start), subjects), subjects

    def _claimed(
        self,
        doc: Doc,
        mention: _Mention,
        grades: list[Grade],
        before: list[Status | None],
        ends: list[int],
        fields: list[tuple[Span, str]],
        everything: list[_Mention],
    ) -> set[int]:
        """Add the claims of one mention; returns the tokens they took."""
        start = min([mention.span.start, *(span.start for _, span in mention.subjects)])
        end = mention.end
        nearest = next(
            (m.span.start for m in sorted(everything, key=lambda m: m.span.start) if m.span.start >= end), len(doc)
        )
        own = _grades_of(doc, mention, grades, everything)
        if not mention.named and set(own.values()) & _DEGREE_CLASSES:
            # "a 2:1 in psychology"
            mention.value = "degree"
        claimed = {
            token.i for m in everything for part in (m.span, *(span for _, span in m.subjects)) for token in part
        }
        previous = max((m.end for m in everything if m.end <= start), default=0)
        level = mention.level
        if level is None and mention.named:
            here = slice(max(previous, mention.span.start - 3), min(nearest, max(mention.span.end + 8, end + 3)))
            level = claim_details.level_of(doc, mention.span, here.start, mention.end, here.stop)
        count = claim_details.count_of(doc, mention.span, level, claimed) if mention.named else None
        detailed = bool(own or count or level)
        generic = mention.value == ANY
        # Where something else is named later, a new clause before it speaks of that.
        until = min([stop for stop in ends if end < stop < nearest], default=nearest) if nearest < len(doc) else nearest
        status = claim_statuses.status_of(doc, start, end, until, before[start], generic, detailed)
        if mention.value in _BARELY:
            status = status if status and status.name in ("in_progress", "lacks") else None
            mention.value = _BARELY[mention.value]
        if mention.value == "diploma" and any(subject == "health_and_social_care" for subject, _ in mention.subjects):
            mention.value, mention.subjects = "health_and_social_care_diploma", []
        if not mention.named and not _counts_alone(doc, mention, before[start], own):
            return set()
        if status is None or (status.name == "asked" and not mention.named):
            return set()
        of_all = own.get(None)
        details: dict[str, Any] = {"status": status.name}
        if status.supposed:
            details["supposed"] = True
        if level is not None and mention.value != "a_level":
            details["level"] = level
        if not mention.subjects:
            field_of = _field(doc, mention, fields)
            extra: dict[str, Any] = {"count": count} if count else {}
            extra |= {"grade": of_all} if of_all else {}
            extra |= {"subject": f"family:{field_of}"} if field_of else {}
            self.add(doc, mention.span, "qualification", mention.value, {**details, **extra})
            return {token.i for token in mention.span}
        listing = any(token.norm_ in _LISTING for token in doc[mention.span.end : mention.subjects[0][1].start])
        if count is not None and (listing or count > len(mention.subjects)):
            # "5 GCSEs including maths": five, and maths among them.
            extra = {"count": count, **({"grade": of_all} if of_all else {})}
            self.add(doc, mention.span, "qualification", mention.value, {**details, **extra})
            listing = True
        for number, (subject, span) in enumerate(mention.subjects):
            grade = own.get(span.start) or (None if listing else of_all)
            place = mention.span if number == 0 and not listing and mention.named else span
            extra = {"grade": grade} if grade else {}
            self.add(doc, place, "qualification", mention.value, {**details, "subject": subject, **extra})
        return {token.i for _, span in mention.subjects for token in span} | {token.i for token in mention.span}

    def _level_alone(self, doc: Doc) -> None:
        """ "I have a level 3 in childcare", "qualified to SCQF level 6": a level, whatever of."""
        match = _LEVEL_ALONE.search(spaced(doc))
        if match and not claim_statuses.of_others(spaced(doc)):
            at = next(token for token in doc if token.norm_.startswith("level"))
            span = doc[at.i : at.i + 1]
            level = claim_details.level_of(doc, span, max(0, at.i - 1), at.i, at.i + 2)
            if level is not None:
                self.add(doc, span, "qualification", ANY, {"status": "has", "level": level})

    def _nothing(self, doc: Doc) -> None:
        """ "nothing", "left school with nothing": no qualifications at all."""
        words = said(doc)
        if claim_statuses.of_others(spaced(doc)):
            return
        phrase = _LEFT_WITH_NOTHING.search(words)
        word = next((token for token in doc if token.norm_ in _NOTHING and _is_all(token)), None)
        if phrase or word is not None:
            at = word.i if word is not None else 0
            self.add(doc, doc[at : at + 1], "qualification", ANY, {"status": "lacks"})

    def _qualified_elsewhere(self, doc: Doc) -> None:
        """ "a qualified nurse from the Philippines": something of another sort, whose level only experts can tell."""
        if any(span.label_ == "qualification" and span.kb_id_ == OTHER for span in found(doc)):
            return
        match = _QUALIFIED_AS.search(said(doc))
        speaker = re.search(r"\b(?:i|i'm|im|i am|am|my|me|ive|we)\b|^\W*(?:qualified|trained|registered)", said(doc))
        asks = re.search(
            r"\b(?:how|become|get|be|getting|becoming|being) (?:a |an |fully )?(?:qualified|trained|registered)",
            said(doc),
        )
        if match and speaker and not asks:
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            where = span if span is not None and len(said(doc)) == len(doc.text) else doc[0:1]
            self.add(doc, where, "qualification", OTHER, {"status": "has"})


def _merged(mentions: list[_Mention], subjects: list[tuple[str, Span]]) -> list[_Mention]:
    """Mentions of one thing in two names made one: "BTEC extended diploma in health and social care"."""
    result: list[_Mention] = []
    for mention in mentions:
        last = result[-1] if result else None
        near = last is not None and mention.span.start - last.span.end <= 1
        if last is not None and near and last.value == "btec" and mention.value in _DIPLOMAS:
            if mention.value != "diploma":
                last.subjects.append(("health_and_social_care", mention.span))
            continue
        if mention.value == "bare access" and any(
            subject.start == mention.span.end + 1 and subject.doc[mention.span.end].norm_ == "to"
            for _, subject in subjects
        ):
            # "Access to Science"
            mention.value = "access"
        result.append(mention)
    if any(mention.value in _AT_UNIVERSITY for mention in result):
        # "my degree with the Open University" is one thing.
        result = [mention for mention in result if mention.value != "uni"]
    return result


def _in(span: Span, tokens: set[int]) -> bool:
    return any(token.i in tokens for token in span)


def _clause_starts(doc: Doc) -> list[int]:
    """The tokens at which something new begins, so that what was said before no longer holds."""
    starts = []
    for token in doc:
        word = token.norm_
        following = [t.norm_ for t in doc[token.i + 1 : token.i + 4]]
        if word == ",":
            if _begins(following):
                starts.append(token.i + 1)
        elif (
            word in CLAUSE_END
            or word in {"yet", "except", "which", "while"}
            or (word in {"and", "n", "&", "nd", "then", "also", "now"} and _begins(following[:3]))
        ):
            starts.append(token.i + 1)
        elif (
            word == "i"
            and token.i
            and doc[token.i - 1].norm_
            not in {
                "and",
                "what",
                "which",
                "where",
                "when",
                "can",
                "could",
                "do",
                "did",
                "if",
                "am",
                "should",
                "would",
                "have",
                "that",
                "must",
                "will",
                "shall",
                "may",
                "might",
                ",",
            }
        ):
            starts.append(token.i)
    return starts


def _begins(following: list[str]) -> bool:
    """Whether these words begin a new statement: "..., failed maths", "... and I've not got English"."""
    if not following:
        return False
    if following[0] in {"i", "ive", "iv", "im", "we", "my", "he", "she", "it", "its", "now"}:
        return True
    cue = claim_statuses.Status
    return any(
        isinstance(claim_statuses._last_cue(" ".join(following[: size + 1]) + " "), cue)
        and following[size] not in _ADVERBS | {"with", "on", "a"}
        for size in range(min(2, len(following)))
    )


def _share_out(doc: Doc, mentions: list[_Mention], subjects: list[tuple[str, Span]]) -> None:
    """Give each row of subjects to the qualification it stands beside."""
    owners = {token.i: mention for mention in mentions for token in mention.span}
    for row in _rows(doc, subjects, set(owners)):
        first, last = row[0][1], row[-1][1]
        following = _neighbour(doc, last.end, 1, owners)
        preceding = _neighbour(doc, first.start - 1, -1, owners)
        adjacent = following is not None and all(
            token.norm_ in {"at", "to", "level"} or _is_grade_word(token.norm_)
            for token in doc[last.end : following.span.start]
        )
        owner = following if adjacent else preceding
        if owner is not None and owner.value not in (ANY, "care_certificate", *_BARELY):
            owner.subjects.extend(row)
    for mention in mentions:
        mention.subjects.sort(key=lambda pair: pair[1].start)


def _is_grade_word(word: str) -> bool:
    return bool(re.fullmatch(r"[a-e]\*?|[1-9]", word)) and word != "a"


def _rows(doc: Doc, subjects: list[tuple[str, Span]], owned: set[int]) -> list[list[tuple[str, Span]]]:
    """Subjects listed together: nothing but links and grades between them."""
    rows: list[list[tuple[str, Span]]] = []
    for value, span in subjects:
        between = doc[rows[-1][-1][1].end : span.start] if rows else None
        joined = (
            between is not None
            and not (
                {"my"} & {token.norm_ for token in between}
                and {"and", "plus", "n", ","} & {token.norm_ for token in between}
            )
            and len(between) <= 6
            and not _in(between, owned)
            and all(
                token.norm_ in _LINKS - {"i", "ive", "'ve", "got", "doing"}
                or _is_grade_word(token.norm_)
                or token.norm_ in claim_details.NUMBERS
                for token in between
            )
        )
        if joined:
            rows[-1].append((value, span))
        else:
            rows.append([(value, span)])
    return rows


def _neighbour(doc: Doc, at: int, step: int, owners: dict[int, _Mention]) -> _Mention | None:
    """The qualification next to a row of subjects on one side, with no more than links between them."""
    strangers = 0
    # Before the row grades and levels may stand ("GCSEs: a 4 in maths").
    while 0 <= at < len(doc):
        word = doc[at].norm_
        if at in owners:
            return owners[at]
        if word in {
            ".",
            "?",
            "!",
            ";",
            "but",
            "apart",
            "except",
            "bar",
            "no",
            "not",
            "n't",
            "failed",
            "lack",
            "without",
        } or (word == "," and step > 0):
            return None
        if word not in _LINKS and not word.isdigit() and not _is_grade_word(word) and word not in claim_details.NUMBERS:
            strangers += "one of" not in spaced(doc[max(0, min(at, at + step * 3)) : max(at, at + step * 3) + 1])
            if strangers > MOST_STRANGERS:
                return None
        at += step
    return None


def _grades_of(doc: Doc, mention: _Mention, grades: list[Grade], everything: list[_Mention]) -> dict[int | None, str]:
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


def _is_count(doc: Doc, grade: Grade, everything: list[_Mention]) -> bool:
    """Whether a number is how many there are: "5 GCSEs", "three good A levels"."""
    if grade.several or not (doc[grade.start].norm_.isdigit() or doc[grade.start].norm_ in claim_details.NUMBERS):
        return False
    before = doc[grade.start - 1].norm_ if grade.start else ""
    if before in {"grade", "at", "grades", "level"}:
        return False
    starts = {mention.span.start for mention in everything if mention.named}
    return bool(starts & set(range(grade.end, grade.end + 2)))


def _give(mention: _Mention, grade: Grade, at: int, result: dict[int | None, str], onward: bool, doc: Doc) -> None:
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


def _counts_alone(doc: Doc, mention: _Mention, before: Status | None, own: dict[int | None, str]) -> bool:
    """Whether a subject alone is a claim: only with a word that says so, a grade, or nothing else in the sentence."""
    if own or (before is not None):
        return True
    after = said(doc[mention.end : mention.end + 6])
    if any(pattern.search(after) for _, pattern in claim_statuses._AFTER):
        return True
    start, end = mention.span.start, mention.end
    return all(token.norm_ in _LINKS | {"only", "just"} or token.is_punct or start <= token.i < end for token in doc)


def _field(doc: Doc, mention: _Mention, fields: list[tuple[Span, str]]) -> str | None:
    """The profession a qualification is in: "a podiatry degree", "bachelor's in physiotherapy"."""
    span = mention.span
    for place, value in fields:
        between = [token.norm_ for token in doc[span.end : place.start]]
        if place.end == span.start or (
            place.start >= span.end
            and len(between) <= 4
            and {*between} <= _INTO
            and (not between or between[-1] in {"in", "of", "4", "for"})
        ):
            return value
    return None


def _article_and_level(doc: Doc, span: Span) -> bool:
    """ "a level 2 NVQ" holds no A level."""
    return (
        said(span) == "a level"
        and span.end < len(doc)
        and (doc[span.end].norm_.isdigit() or doc[span.end].norm_ in claim_details.NUMBERS)
    )


def _is_all(token: Any) -> bool:
    """ "nothing", "nothing really", "none, I left early", but not "nothing wrong"; in a long sentence only up front."""
    ends = token.i + 1 == len(token.doc) or token.nbor().norm_ in _AFTER_NOTHING
    return ends and (token.i == 0 or len(token.doc) <= SHORT_SENTENCE)
