"""How the rule's reading and the sentence's are put together. The readings here are made up; real ones are measured in
``test_held_out.py``."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.nlu import lexicon, spans
from ahp_careers.nlu.claim_reader import read
from ahp_careers.nlu.encoders import STATUSES

NEUTRAL = np.zeros(len(STATUSES), np.float32)


@pytest.fixture(scope="module")
def nlp(knowledge: Knowledge) -> Language:
    return spans.build(lexicon.build(knowledge, {}, []))


def said(nlp: Language, text: str, **of_words: str) -> list[tuple[str, str | None, str]]:
    """(qualification, subject, status) of each claim, where the sentence says this of these words and else nothing."""
    doc = spans.read(nlp, text)
    words = spans.masked(doc, {})
    readings = np.array([_reading(of_words.get(word)) for word, _, _ in words], np.float32)
    read(doc, words, readings, rule_weight=1.0)
    return claims(doc)


def _reading(status: str | None) -> np.ndarray:
    return NEUTRAL if status is None else 6.0 * np.eye(len(STATUSES))[STATUSES.index(status)]


def claims(doc: Doc) -> list[tuple[str, str | None, str]]:
    found = [span for span in spans.found(doc) if span.label_ == "qualification"]
    return [(span.kb_id_, span._.details.get("subject"), span._.details["status"]) for span in found]


def test_where_the_sentence_says_nothing_the_rule_decides(nlp: Language) -> None:
    assert said(nlp, "i have a degree") == [("degree", None, "has")]
    assert said(nlp, "i failed maths") == [("gcse", "maths", "lacks")]


def test_a_clear_sentence_overrules_the_rule(nlp: Language) -> None:
    assert said(nlp, "i have a degree", degree="in_progress") == [("degree", None, "in_progress")]


def test_subjects_of_one_row_may_differ(nlp: Language) -> None:
    found = said(nlp, "gcse maths and english", maths="has", english="lacks")
    assert [(subject, status) for _, subject, status in found] == [("maths", "has"), ("english", "lacks")]


def test_what_is_no_claim_after_all_is_only_asked_about(nlp: Language) -> None:
    assert said(nlp, "i have a degree", degree="none") == [("degree", None, "asked")]


def test_a_subject_that_no_rule_would_take_is_taken_where_the_sentence_says_so(nlp: Language) -> None:
    text = "chemistry is the bane of my life and there it is still missing"
    assert said(nlp, text) == []
    assert said(nlp, text, chemistry="lacks") == [("gcse", "chemistry", "lacks")]


def test_what_one_likes_is_no_exam(nlp: Language) -> None:
    doc = spans.read(nlp, "i love art")
    words = spans.masked(doc, {})
    read(doc, words, np.array([_reading("has") for _ in words], np.float32), rule_weight=1.0)
    assert claims(doc) == []
    assert [span.label_ for span in spans.found(doc)] == ["preference"]


def test_other_findings_stay(nlp: Language) -> None:
    doc = spans.read(nlp, "can i be a podiatrist without a degree")
    words = spans.masked(doc, {})
    read(doc, words, np.zeros((len(words), len(STATUSES)), np.float32), rule_weight=1.0)
    assert [span.kb_id_ for span in spans.found(doc)] == ["podiatrist", "degree"]


def test_what_a_friend_has_is_never_the_persons_own(nlp: Language) -> None:
    assert said(nlp, "my mate has a degree", degree="has") == [("degree", None, "asked")]
