"""What the three rule-based finders share: plain data as knowledge, longest phrase first, findings in one place."""

from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from ahp_careers.nlu.lexicon import Lexicon

GROUP = "guide"
#: Marks the end of what was said before: a new clause, perhaps with the opposite meaning.
CLAUSE_END = frozenset({".", "?", "!", ";", ",", "but", "though", "although", "however", "because", "cos", "bcos"})

if not Span.has_extension("details"):
    Span.set_extension("details", default=None)


class Finder:
    """A spaCy component. Its knowledge is plain data, kept beside the pipeline on disk."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.data: dict[str, Any] = {}

    def learn(self, lexicon: Lexicon) -> None:
        self.data = self.choose(lexicon)
        self.prepare()

    def choose(self, lexicon: Lexicon) -> dict[str, Any]:
        """The part of the lexicon that this finder needs."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Build matchers from ``self.data``."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        raise NotImplementedError

    def matcher(self, entries: list[list[str]]) -> PhraseMatcher:
        """A matcher over entries [spelling, key...]; the match id is the joined key."""
        # Words as they were meant, see spelling.py.
        matcher = PhraseMatcher(self.nlp.vocab, attr="NORM")
        by_key: dict[str, list[Doc]] = {}
        for spelling, *key in entries:
            phrase = self.nlp.make_doc(spelling)
            for token in phrase:
                token.norm_ = token.text
            by_key.setdefault("|".join(key), []).append(phrase)
        for name, docs in by_key.items():
            matcher.add(name, docs)
        return matcher

    def matches(self, matcher: PhraseMatcher, doc: Doc) -> list[tuple[list[str], Span]]:
        """Longest matches, none overlapping: (key, span) in the order of the sentence."""
        spans = filter_spans([Span(doc, start, end, label=key) for key, start, end in matcher(doc)])
        return [(span.label_.split("|"), span) for span in sorted(spans, key=lambda span: span.start)]

    def add(self, doc: Doc, span: Span, label: str, value: str, details: dict[str, Any] | None = None) -> None:
        marked = Span(doc, span.start, span.end, label=label, kb_id=value)
        marked._.details = details or {}
        doc.spans.setdefault(GROUP, []).append(marked)

    def to_disk(self, path: Path, exclude: Any = ()) -> None:
        srsly.write_json(path, self.data)

    def from_disk(self, path: Path, exclude: Any = ()) -> "Finder":
        self.data = srsly.read_json(path)
        self.prepare()
        return self


def said(span: Doc | Span) -> str:
    """The words of a span as they were meant."""
    return "".join(token.norm_ + token.whitespace_ for token in span).strip()


def spaced(span: Doc | Span) -> str:
    """The words of a span as they were meant, each apart: "have n't" for "haven't"."""
    return " ".join(token.norm_ for token in span)


def taken_tokens(doc: Doc) -> set[int]:
    """Indices of the tokens that an earlier finder has used."""
    return {token.i for span in doc.spans.get(GROUP, []) for token in span} | doc.user_data.get("used", set())


def found(doc: Doc) -> list[Span]:
    """What was found, in the order of the sentence."""
    return sorted(doc.spans.get(GROUP, []), key=lambda span: span.start)
