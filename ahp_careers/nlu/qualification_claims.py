"""Finding what people say they have, lack or study: "no GCSEs", "just maths", "a C in English, doing my A levels".

Qualifications and subjects are matched by name; subjects and grades are shared out (``claim_groups``,
``claim_details``), and each gets its status from the words around it (``claim_statuses``). A
qualification merely named in a question ("is a degree worth it?") is ``asked`` and claims nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from ahp_careers.guidance.claims import ANY, OTHER
from ahp_careers.nlu import claim_details, claim_groups, claim_statuses
from ahp_careers.nlu.claim_details import Grade
from ahp_careers.nlu.claim_groups import Mention
from ahp_careers.nlu.claim_statuses import Status
from ahp_careers.nlu.finding import Finder, found, said, spaced, taken_tokens
from ahp_careers.nlu.lexicon import Lexicon

_ANY = frozenset("qualification qualifications quals qual grades exam exams certificate certificates papers".split())
#: Being at university is a degree in progress, and leaving it one not had; the place alone is neither.
_UNI = frozenset({"uni", "university", "college degree"})
#: Words that name a qualification only where something is said of it: "started uni", "did my Access".
_BARELY = {"uni": "degree", "bare access": "access"}
#: What has no subjects.
_UNDIVIDED = frozenset({ANY, "care_certificate", *_BARELY})
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
#: Words that may say so in a longer sentence.
_PERHAPS_NOTHING = _NOTHING | frozenset(
    "unqualified unschooled zero zip nil nada diddly nuthin nuffin nought naught owt anything".split()
)
#: A level this many words from a qualification that has it is its own.
FARTHEST_LEVEL = 10
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
_AT_UNIVERSITY = frozenset({"degree", "masters", "doctorate", "foundation_degree"})
_DIPLOMAS = frozenset({"diploma", "health_and_social_care_diploma"})
_INTO = frozenset("in of 4 for is was a september sept october january next year".split())
#: What is taken subject by subject at school.
_SCHOOL = frozenset("gcse national_5 higher advanced_higher a_level as_level international_baccalaureate".split())
#: What maths and English can be taken in besides.
_SKILLS, _CORE = frozenset({"functional_skills", "essential_skills"}), frozenset({"maths", "english"})
CLOSE_BEHIND = 5
#: A level further than this from a qualification is one of its own: "level 3 in childcare".
NEAR_LEVEL = 4
_LISTING = frozenset({"including", "incl", "includes", "with", "inc"})
_DEGREE_CLASSES = frozenset({"2:1", "2:2", "1st"})


#: The status of what is named and says nothing by the words beside it.
NONE = "none"
#: A detail of what somebody else has: "my mate has a degree".
OTHERS = "others"
#: The label of a claim.
QUALIFICATION = "qualification"
_CANDIDATES = "qualification candidates"


@dataclass(frozen=True)
class Candidate:
    """Something that may be claimed. ``details`` hold ``status``, what the words beside it say, and level, count, grade
    and subject; ``said_of`` are the words whose part in the whole sentence tells the status."""

    place: Span
    said_of: Span
    value: str
    details: dict[str, Any]


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
        claim_groups.share_out(doc, mentions, subjects, _UNDIVIDED)
        inside = {token.i for mention in mentions for _, span in mention.subjects for token in span}
        inside |= {token.i for mention in mentions for token in mention.span}
        left = [(value, span) for value, span in subjects if not claim_groups.overlaps(span, inside)]
        rows = claim_groups.rows(doc, left, inside)
        alone = [Mention(_school_qualification(row, mentions), row[0][1], row, named=False) for row in rows]
        inside |= {token.i for row in rows for _, span in row for token in span}
        grades = list(claim_details.grades(doc, inside))
        ends = claim_statuses.clause_starts(doc)
        before = claim_statuses.statuses(doc, ends)
        used: set[int] = set()
        everything = sorted([*mentions, *alone], key=lambda mention: mention.span.start)
        for mention in everything:
            used |= self._claimed(doc, mention, grades, before, ends, fields, everything, inside)
        self._levels_alone(doc)
        self._nothing(doc)
        self._qualified_elsewhere(doc)
        doc.user_data["used"] = used
        return doc

    def _mentions(self, doc: Doc, taken: set[int]) -> tuple[list[Mention], list[tuple[str, Span]]]:
        mentions: list[Mention] = []
        subjects: list[tuple[str, Span]] = []
        for (kind, value), span in self.matches(self.exact, doc):
            if (span.start in taken and value != OTHER) or _article_and_level(doc, span):
                continue
            if kind == "subject":
                subjects.append((value, span))
            else:
                name, _, level = value.partition(":")
                mentions.append(Mention(name, span, level=int(level) if level else None))
        named = {token.i for mention in mentions for token in mention.span}
        for token in doc:
            before = doc[token.i - 1].norm_ if token.i else ""
            if token.norm_ == "higher" and token.i not in named:
                # "Higher biology", "AABB at Higher": the word alone means too much else.
                after = doc[token.i + 1].norm_ if token.i + 1 < len(doc) else ""
                starts = {token.i + 1, token.i + 2} if after == "in" else {token.i + 1}
                if before == "at" or any(span.start in starts for _, span in subjects):
                    mentions.append(Mention("higher", doc[token.i : token.i + 1]))
            elif token.norm_ == "as" and token.i not in named and before in {"", "my", "doing", "an", "n", "and", ","}:
                # "AS sociology", "my AS in biology"
                after = doc[token.i + 1].norm_ if token.i + 1 < len(doc) else ""
                if any(span.start == token.i + (2 if after == "in" else 1) for _, span in subjects):
                    mentions.append(Mention("as_level", doc[token.i : token.i + 1]))
            elif token.norm_ == "it" and before == "in" and named & set(range(token.i - 5, token.i)):
                # "a BTEC in IT"; but "no GCSE in it" is of a subject named before.
                earlier = [value for value, span in subjects if span.end < token.i]
                subjects.append((earlier[-1] if earlier else "computing", doc[token.i : token.i + 1]))
        mentions += [*_classes(doc), *_levels(doc, mentions)]
        subjects.sort(key=lambda pair: pair[1].start)
        return _merged(sorted(mentions, key=lambda mention: mention.span.start), subjects), subjects

    def _claimed(
        self,
        doc: Doc,
        mention: Mention,
        grades: list[Grade],
        before: list[Status | None],
        ends: list[int],
        fields: list[tuple[Span, str]],
        everything: list[Mention],
        inside: set[int],
    ) -> set[int]:
        """Add the claims of one mention; returns the tokens they took. ``everything`` are all mentions, in the order of
        the sentence, and ``inside`` their tokens."""
        start = min([mention.span.start, *(span.start for _, span in mention.subjects)])
        end = mention.end
        nearest = next((m.span.start for m in everything if m.span.start >= end), len(doc))
        own = claim_groups.grades_of(doc, mention, grades, everything)
        if not mention.named and set(own.values()) & _DEGREE_CLASSES:
            # "a 2:1 in psychology"
            mention.value = "degree"
        previous = max((m.end for m in everything if m.end <= start), default=0)
        level = mention.level
        if level is None and mention.named:
            here = slice(max(previous, mention.span.start - 3), min(nearest, max(mention.span.end + 8, end + 3)))
            level = claim_details.level_of(doc, mention.span, here.start, mention.end, here.stop)
        count = claim_details.count_of(doc, mention.span, level, inside) if mention.named else None
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
        told = status is not None and (
            mention.named or (status.name != "asked" and _counts_alone(doc, mention, before[start], own))
        )
        # What says nothing by the words beside it may still be meant: the whole sentence decides (``claim_reader``).
        of_all = own.get(None)
        details: dict[str, Any] = {"status": status.name if told and status else NONE}
        if told and status and status.supposed:
            details["supposed"] = True
        if status and status.others:
            details[OTHERS] = True
        if level is not None and mention.value != "a_level":
            details["level"] = level
        if not mention.subjects:
            field_of = _field(doc, mention, fields)
            extra: dict[str, Any] = {"count": count} if count else {}
            extra |= {"grade": of_all} if of_all else {}
            extra |= {"subject": f"family:{field_of}"} if field_of else {}
            self._claim(doc, mention.span, mention.span, mention.value, {**details, **extra}, told)
            return {token.i for token in mention.span} if told else set()
        listing = any(token.norm_ in _LISTING for token in doc[mention.span.end : mention.subjects[0][1].start])
        if count is not None and (listing or count > len(mention.subjects)):
            # "5 GCSEs including maths": five, and maths among them.
            extra = {"count": count, **({"grade": of_all} if of_all else {})}
            self._claim(doc, mention.span, mention.span, mention.value, {**details, **extra}, told)
            listing = True
        for number, (subject, span) in enumerate(mention.subjects):
            grade = own.get(span.start) or (None if listing else of_all)
            place = mention.span if number == 0 and not listing and mention.named else span
            extra = {"grade": grade} if grade else {}
            self._claim(doc, place, span, mention.value, {**details, "subject": subject, **extra}, told)
        if not told:
            return set()
        return {token.i for _, span in mention.subjects for token in span} | {token.i for token in mention.span}

    def _claim(self, doc: Doc, place: Span, said_of: Span, value: str, details: dict[str, Any], told: bool) -> None:
        """Add one claim at ``place``; ``said_of`` are the words whose part in the sentence tells its status."""
        doc.user_data.setdefault(_CANDIDATES, []).append(Candidate(place, said_of, value, details))
        if told:
            self.add(doc, place, QUALIFICATION, value, details)

    def _levels_alone(self, doc: Doc) -> None:
        """ "I have a level 3 in childcare", "qualified to SCQF level 6": a level, whatever of."""
        sure = _LEVEL_ALONE.search(spaced(doc)) and not claim_statuses.of_others(spaced(doc))
        claimed = candidates(doc)
        for token in doc:
            if not claim_details.names_level(doc, token.i):
                continue
            span = doc[token.i : token.i + 1]
            number = claim_details.level_of(doc, span, max(0, token.i - 1), token.i, token.i + 2)
            owned = any(
                other.details.get("level") == number and abs(other.place.start - token.i) <= FARTHEST_LEVEL
                for other in claimed
            )
            if number is not None and not owned:
                told = bool(sure) and not any(other.label_ == "qualification" for other in found(doc))
                status = "has" if told else NONE
                self._claim(doc, span, doc[token.i : token.i + 2], ANY, {"status": status, "level": number}, told)

    def _nothing(self, doc: Doc) -> None:
        """ "nothing", "left school with nothing": no qualifications at all."""
        words = said(doc)
        claims = any(span.label_ == "qualification" and span._.details["status"] != "asked" for span in found(doc))
        phrase = not claims and not claim_statuses.of_others(spaced(doc)) and _LEFT_WITH_NOTHING.search(words)
        sure = next((token for token in doc if not claims and token.norm_ in _NOTHING and _is_all(token)), None)
        if phrase or sure is not None:
            at = sure.i if sure is not None else 0
            self._claim(doc, doc[at : at + 1], doc[at : at + 1], ANY, {"status": "lacks"}, told=True)
            return
        for token in doc:
            if token.norm_ in _PERHAPS_NOTHING:
                span = doc[token.i : token.i + 1]
                self._claim(doc, span, span, ANY, {"status": NONE}, told=False)

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
            self._claim(doc, where, where, OTHER, {"status": "has"}, told=True)


def candidates(doc: Doc) -> list[Candidate]:
    """Everything that may be a qualification somebody has, lacks or studies, in the order of the sentence."""
    return sorted(doc.user_data.get(_CANDIDATES, []), key=lambda one: (one.said_of.start, one.place.start))


def places(candidate: Candidate, words: list[tuple[str, int, int]]) -> list[int]:
    """Which of these words, each with its place in the text, tell what is said of a candidate."""
    start, end = candidate.said_of.start_char, candidate.said_of.end_char
    return [number for number, (_, first, last) in enumerate(words) if first < end and last > start]


def _merged(mentions: list[Mention], subjects: list[tuple[str, Span]]) -> list[Mention]:
    """Mentions of one thing in two names made one: "BTEC extended diploma in health and social care"."""
    result: list[Mention] = []
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


def _school_qualification(row: list[tuple[str, Span]], mentions: list[Mention]) -> str:
    """What subjects are of that stand beside no qualification: the one that was spoken of last ("I did my Highers in
    1992. I got English"), else one close behind ("an A in biology, A levels"), else GCSEs, as nearly all mean."""
    start, end = row[0][1].start, row[-1][1].end
    core = {subject for subject, _ in row} <= _CORE
    known = _SCHOOL | _SKILLS if core else _SCHOOL
    before = [mention for mention in mentions if mention.span.start < start and mention.value in known]
    if before:
        return before[-1].value
    behind = [
        mention
        for mention in mentions
        if 0 <= mention.span.start - end <= CLOSE_BEHIND and mention.value in _SCHOOL and not mention.subjects
    ]
    return behind[0].value if behind else "gcse"


def _counts_alone(doc: Doc, mention: Mention, before: Status | None, own: dict[int | None, str]) -> bool:
    """Whether a subject alone is a claim: only with a word that says so, a grade, or nothing else in the sentence."""
    if own or (before is not None):
        return True
    after = said(doc[mention.end : mention.end + 6])
    if claim_statuses.told_behind(after):
        return True
    start, end = mention.span.start, mention.end
    around = claim_groups.LINKS | {"only", "just"}
    return all(token.norm_ in around or token.is_punct or start <= token.i < end for token in doc)


def _field(doc: Doc, mention: Mention, fields: list[tuple[Span, str]]) -> str | None:
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


def _classes(doc: Doc) -> Iterator[Mention]:
    """A degree named by its class alone: "a 2:1 in zoology", "got a first in biomed"."""
    for token in doc[:-1]:
        before = doc[token.i - 1].norm_ if token.i else ""
        ordinal = token.norm_ in {"first", "1st", "third"} and before in {"a", ""} and doc[token.i + 1].norm_ == "in"
        if ordinal and doc[token.i + 2 : token.i + 3].text not in {"line", "the", "my", "a", ""}:
            yield Mention("degree", doc[token.i : token.i + 1])


def _levels(doc: Doc, mentions: list[Mention]) -> Iterator[Mention]:
    """Levels that stand by themselves, as qualifications of no named kind: "level 3 in childcare"."""
    for token in doc[:-1]:
        if not claim_details.names_level(doc, token.i):
            continue
        near = [mention for mention in mentions if _beside(doc, mention.span, token.i)]
        level = claim_details.level_of(doc, doc[token.i : token.i + 1], max(0, token.i - 1), token.i, token.i + 2)
        size = 2 if not token.norm_[-1].isdigit() else 1
        if not near and level is not None and not (token.i and doc[token.i - 1].norm_ in {"a", "as", "t"}):
            yield Mention(ANY, doc[token.i : token.i + size], level=level)


def _beside(doc: Doc, span: Span, at: int) -> bool:
    """Whether the level at this token may be that of the qualification: close by, in the same sentence."""
    between = doc[span.end : at] if span.end <= at else doc[at : span.start]
    return len(between) <= NEAR_LEVEL and not any(token.norm_ in {".", "?", "!", ";"} for token in between)


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
