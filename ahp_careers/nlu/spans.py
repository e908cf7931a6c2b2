"""Finding what a sentence is about by rule: roles, qualification claims and likes.

Three spaCy components on a blank English pipeline, built from a :class:`~ahp_careers.nlu.lexicon.Lexicon`; no
downloaded model. Each puts its findings into ``doc.spans["guide"]``: a span's label is the entity, its ``kb_id_`` the
value, and ``span._.details`` holds what else was said of it (status, level, count, grade, subject).

Misspelt role names are found with rapidfuzz's normalised Indel similarity (``fuzz.ratio``, 0 to 100).
"""

import re
from pathlib import Path
from typing import Any

import spacy
import srsly
from rapidfuzz import fuzz, process
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from ahp_careers.nlu.lexicon import Lexicon
from ahp_careers.nlu.text import comparable

GROUP = "guide"
#: Below this similarity a word is not taken for a misspelt name. "podietrist" has 90, "paramedik" 89.
MISSPELT_AT_LEAST = 84.0
#: A window that reaches beyond a correct name ("podiatry assistent", where "podiatry" is a field) must be this alike.
WIDER_NAME_AT_LEAST = 88.0
#: A misspelt name must be this long: among short words nearly everything is alike.
MISSPELT_LENGTH = 6

if not Span.has_extension("details"):
    Span.set_extension("details", default=None)


def build(lexicon: Lexicon) -> Language:
    """A blank English pipeline that knows the lexicon. Save with ``to_disk``, restore with :func:`load`."""
    nlp = spacy.blank("en")
    for name in ("career_names", "qualification_claims", "preferences"):
        nlp.add_pipe(name).learn(lexicon)
    return nlp


def load(path: Path) -> Language:
    """Restore a pipeline that was saved with ``to_disk``."""
    return spacy.load(path)


def read(nlp: Language, text: str) -> Doc:
    """Run the pipeline. Token and span offsets are those of ``text``."""
    return nlp(comparable(text))


def found(doc: Doc) -> list[Span]:
    """What was found, in the order of the sentence."""
    return sorted(doc.spans.get(GROUP, []), key=lambda span: span.start)


class _Finder:
    """A component whose knowledge is plain data, kept beside the pipeline on disk."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.data: dict[str, Any] = {}

    def learn(self, lexicon: Lexicon) -> None:
        self.data = self.choose(lexicon)
        self.prepare()

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        raise NotImplementedError

    def prepare(self) -> None:
        raise NotImplementedError

    def matcher(self, entries: list[list[str]]) -> PhraseMatcher:
        """A matcher over entries [spelling, key...]; the match id is the joined key."""
        matcher = PhraseMatcher(self.nlp.vocab, attr="ORTH")
        by_key: dict[str, list[Doc]] = {}
        for spelling, *key in entries:
            by_key.setdefault("|".join(key), []).append(self.nlp.make_doc(spelling))
        for name, docs in by_key.items():
            matcher.add(name, docs)
        return matcher

    def matches(self, matcher: PhraseMatcher, doc: Doc) -> list[tuple[str, Span]]:
        """Longest matches, none overlapping: (key, span) in the order of the sentence."""
        spans = [Span(doc, start, end, label=key) for key, start, end in matcher(doc)]
        return [(span.label_, span) for span in filter_spans(spans)]

    def add(self, doc: Doc, span: Span, label: str, value: str, details: dict[str, Any] | None = None) -> None:
        marked = Span(doc, span.start, span.end, label=label, kb_id=value)
        marked._.details = details or {}
        doc.spans.setdefault(GROUP, []).append(marked)

    def to_disk(self, path: Path, exclude: Any = ()) -> None:
        srsly.write_json(path, self.data)

    def from_disk(self, path: Path, exclude: Any = ()) -> "_Finder":
        self.data = srsly.read_json(path)
        self.prepare()
        return self

    def __call__(self, doc: Doc) -> Doc:
        raise NotImplementedError


class CareerNames(_Finder):
    """Roles, fields, ambiguous names and nations; role names also when misspelt."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {"names": lexicon["names"], "known_words": lexicon["known_words"]}

    def prepare(self) -> None:
        self.exact = self.matcher(self.data["names"])
        self.known = set(self.data["known_words"])
        self.forgiving = {
            spelling: key
            for spelling, *key in self.data["names"]
            if key[0] != "nation" and len(spelling) >= MISSPELT_LENGTH
        }
        self.longest = max((len(self.nlp.make_doc(spelling)) for spelling in self.forgiving), default=0)
        name_words = {word for spelling, *_ in self.data["names"] for word in spelling.split()}
        self.known |= name_words

    def __call__(self, doc: Doc) -> Doc:
        doc.spans.setdefault(GROUP, [])
        exact = self.matches(self.exact, doc)
        misspelt = self._misspelt(doc, [span for _, span in exact])
        covered = {token.i for _, span in misspelt for token in span}
        for key, span in [pair for pair in exact if pair[1].start not in covered] + misspelt:
            label, value = key.split("|")
            self.add(doc, span, label, value)
        return doc

    def _misspelt(self, doc: Doc, exact: list[Span]) -> list[tuple[str, Span]]:
        """Windows of words that are nearly a name, best first; a window needs a word nobody uses otherwise.

        A window may take in a correct name only whole and as part of a longer one.
        """
        taken = {token.i for span in exact for token in span}
        strange = {t.i for t in doc if t.is_alpha and len(t) > 3 and t.text not in self.known and t.i not in taken}
        candidates: list[tuple[float, int, Span, str]] = []
        for start in range(len(doc)) if strange else ():
            for end in range(start + 1, min(start + self.longest, len(doc)) + 1):
                if not strange.intersection(range(start, end)):
                    continue
                inside = [span for span in exact if span.start < end and start < span.end]
                if any(span.start < start or span.end > end for span in inside):
                    continue
                span = doc[start:end]
                least = WIDER_NAME_AT_LEAST if inside else MISSPELT_AT_LEAST
                best = process.extractOne(span.text, self.forgiving.keys(), scorer=fuzz.ratio, score_cutoff=least)
                if best is None or len(span.text) < MISSPELT_LENGTH:
                    continue
                if inside and len(best[0].split()) != end - start:
                    continue
                candidates.append((best[1], end - start, span, "|".join(self.forgiving[best[0]])))
        chosen: list[tuple[str, Span]] = []
        for _, _, span, key in sorted(candidates, key=lambda item: (-item[0], -item[1])):
            if not any(span.start < other.end and other.start < span.end for _, other in chosen):
                chosen.append((key, span))
        return chosen


_CLAUSE_END = {".", "?", "!", ";", ",", "but", "though", "although", "however", "because", "cos", "bcos"}
_LACK = {
    "no",
    "not",
    "n't",
    "nt",
    "without",
    "lack",
    "lacking",
    "lacked",
    "never",
    "failed",
    "fail",
    "flunked",
    "zero",
    "w/o",
    "minus",
    "none",
    "nope",
}
_LACK |= {"havent", "didnt", "dont", "wont", "cant", "hasnt", "aint", "isnt", "dropped", "missed"}
_HAVE = {
    "have",
    "has",
    "had",
    "got",
    "get",
    "with",
    "passed",
    "pass",
    "achieved",
    "hold",
    "did",
    "just",
    "only",
    "finished",
    "completed",
    "done",
}
_PROGRESS = {
    "doing",
    "studying",
    "taking",
    "sitting",
    "retaking",
    "resitting",
    "starting",
    "currently",
    "predicted",
    "towards",
}
_ASKED = {"need", "needs", "require", "required", "requires", "must", "want", "ask", "necessary", "compulsory"}
_ANY = {"qualification", "qualifications", "quals", "grades", "exams", "certificates"}
_NOTHING = {"nothing", "none", "nowt"}
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_LEVEL = re.compile(r"\b(?:level|lvl|l|scqf)\s?([1-8])\b")
_GRADE = re.compile(
    r"\b(?:grades?\s+([a-g1-9]\*?)|at\s+([a-g]|[1-9])\b|([a-g]\*?)s\b|([a-g1-9])\s?(?:or above|and above|\+))"
)


class QualificationClaims(_Finder):
    """What people say they have, lack or study; ``details`` holds status, count, level, grade and subject."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {"qualifications": lexicon["qualifications"], "subjects": lexicon["subjects"]}

    def prepare(self) -> None:
        entries = [[spelling, "qualification", key] for spelling, key in self.data["qualifications"]]
        entries += [[spelling, "subject", key] for spelling, key in self.data["subjects"]]
        entries += [[word, "qualification", "any"] for word in sorted(_ANY)]
        self.exact = self.matcher(entries)

    def __call__(self, doc: Doc) -> Doc:
        doc.spans.setdefault(GROUP, [])
        taken = {token.i for span in doc.spans[GROUP] for token in span}
        mentions = [(key.split("|"), span) for key, span in self.matches(self.exact, doc) if span.start not in taken]
        statuses = _statuses(doc)
        named = any(kind == "qualification" for (kind, _), _ in mentions)
        subjects = [(span, value) for (kind, value), span in mentions if kind == "subject"]
        claims = 0
        for (kind, value), span in mentions:
            status = statuses[span.start] or "has"
            if kind == "subject":
                # "failed maths" is a claim about a GCSE; "a degree in psychology" is not two claims.
                if (named and not self._stands_alone(doc, span, mentions)) or statuses[span.start] is None:
                    continue
                self.add(doc, span, "qualification", "gcse", {"status": status, "subject": value})
                claims += 1
                continue
            details: dict[str, Any] = {"status": status, **_about(doc, span)}
            near = [v for other, v in subjects if 0 <= other.start - span.end <= 3 or 0 <= span.start - other.end <= 1]
            if near:
                details["subject"] = near[0]
            self.add(doc, span, "qualification", value, details)
            claims += 1
        if not claims:
            for token in doc:
                if token.text in _NOTHING and len(doc) <= 6:
                    self.add(doc, doc[token.i : token.i + 1], "qualification", "any", {"status": "lacks"})
                    break
        return doc

    @staticmethod
    def _stands_alone(doc: Doc, span: Span, mentions: list[tuple[list[str], Span]]) -> bool:
        """Whether a clause lies between this subject and every qualification named."""
        for (kind, _), other in mentions:
            if kind != "qualification":
                continue
            left, right = sorted((span, other), key=lambda part: part.start)
            if not any(token.text in _CLAUSE_END for token in doc[left.end : right.start]):
                return False
        return True


def _statuses(doc: Doc) -> list[str | None]:
    """For each token, what the words before it in its clause say: has, lacks, in_progress, asked or nothing."""
    result: list[str | None] = []
    status: str | None = None
    for token in doc:
        word = token.text
        if word in _CLAUSE_END:
            # "no GCSEs, A levels or degree": a comma alone does not end what one lacks.
            status = status if word == "," and status == "lacks" and not _verb_follows(token) else None
        elif word in _LACK:
            status = "lacks"
        elif word in _PROGRESS:
            status = "in_progress"
        elif word in _ASKED:
            status = "asked"
        elif (word in _HAVE and status not in ("lacks", "asked")) or word in {"just", "only"}:
            status = "has"
        result.append(status)
    return result


def _verb_follows(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 4]
    return any(word.text in _HAVE | _PROGRESS for word in following)


def _about(doc: Doc, span: Span) -> dict[str, Any]:
    """Level, count and grade said close to a qualification."""
    details: dict[str, Any] = {}
    before, after = doc[max(0, span.start - 2) : span.start], doc[span.end : span.end + 5]
    around = doc[max(0, span.start - 3) : min(len(doc), span.end + 3)].text
    level = _LEVEL.search(around)
    if level:
        details["level"] = int(level.group(1))
    for token in before:
        count = int(token.text) if token.text.isdigit() else _NUMBERS.get(token.text)
        if count is not None and count <= 15 and not (level and token.text == level.group(1)):
            details["count"] = count
    grade = _GRADE.search(after.text)
    if grade:
        details["grade"] = next(part for part in grade.groups() if part).upper()
    return details


_LIKE = {
    "like",
    "love",
    "loving",
    "enjoy",
    "into",
    "keen",
    "want",
    "prefer",
    "good",
    "passion",
    "passionate",
    "interested",
    "fan",
    "adore",
    "fond",
    "fancy",
    "wanna",
    "great",
    "luv",
    "likes",
    "loves",
}
_DISLIKE = {
    "hate",
    "hates",
    "dislike",
    "squeamish",
    "faint",
    "fainting",
    "scared",
    "afraid",
    "avoid",
    "without",
    "no",
    "not",
    "n't",
    "nt",
    "never",
    "dont",
    "cant",
    "terrified",
    "rubbish",
    "bad",
    "awful",
    "sick",
    "stand",
    "hating",
    "loathe",
}
_INDIFFERENT = {"mind", "fine", "ok", "okay", "fussed", "bothered", "alright", "handle", "cope"}
_TURN = {".", "?", "!", ";", "but", "though", "however", "although", "except"}


class Preferences(_Finder):
    """Likes and dislikes; ``details["status"]`` is likes, dislikes or neutral."""

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        return {"preferences": lexicon["preferences"]}

    def prepare(self) -> None:
        self.exact = self.matcher(self.data["preferences"])

    def __call__(self, doc: Doc) -> Doc:
        doc.spans.setdefault(GROUP, [])
        taken = {token.i for span in doc.spans[GROUP] for token in span}
        polarity: str | None = None
        matches = {span.start: (key, span) for key, span in self.matches(self.exact, doc)}
        for token in doc:
            match = matches.get(token.i)
            if match is not None and token.i not in taken:
                self.add(doc, match[1], "preference", match[0], {"status": polarity or "likes"})
                continue
            polarity = _turned(polarity, token.text)
        return doc


def _turned(polarity: str | None, word: str) -> str | None:
    if word in _TURN:
        return None
    if word in _INDIFFERENT:
        # "don't mind", "not bothered" and "fine with" are all neutral; "can't handle" is not.
        return "dislikes" if polarity == "dislikes" and word in {"handle", "cope"} else "neutral"
    if word in _DISLIKE:
        return "dislikes"
    if word in _LIKE and polarity != "dislikes":
        return "likes"
    if word in {"love", "enjoy", "prefer", "like"} and polarity == "dislikes":
        # "don't like" stays a dislike.
        return "dislikes"
    return polarity


def masked(doc: Doc, text_speak: dict[str, str]) -> list[tuple[str, int, int]]:
    """The sentence with every role and field named the same: (word, start, end), offsets in characters.

    An intent is a kind of question, whichever role it is about; so the classifier sees "what does this job do".
    Text-speak is spelt out ("u" -> "you"): the sentence encoders were trained on ordinary spelling.
    """
    stand_in = {"role": "this job", "role_group": "this job", "uncovered": "this job", "family": "this field"}
    replaced = {span.start: span for span in found(doc) if span.label_ in stand_in}
    words: list[tuple[str, int, int]] = []
    at = 0
    while at < len(doc):
        span = replaced.get(at)
        if span is not None:
            words.append((stand_in[span.label_], span.start_char, span.end_char))
            at = span.end
            continue
        token = doc[at]
        if not token.is_space:
            words.append((text_speak.get(token.text, token.text), token.idx, token.idx + len(token)))
        at += 1
    return words


# spaCy reads these annotations when a factory is registered, so the classes must exist and no annotation in this file
# may be postponed.
@Language.factory("career_names")
def _career_names(nlp: Language, name: str) -> CareerNames:
    return CareerNames(nlp)


@Language.factory("qualification_claims")
def _qualification_claims(nlp: Language, name: str) -> QualificationClaims:
    return QualificationClaims(nlp)


@Language.factory("preferences")
def _preferences(nlp: Language, name: str) -> Preferences:
    return Preferences(nlp)
