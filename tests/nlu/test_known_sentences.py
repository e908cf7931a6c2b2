"""A training sentence is read as what it was given for, whatever the classifiers make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from ahp_careers.nlu.importer import CARE, FAQ
from ahp_careers.nlu.known_sentences import SURE, KnownSentences
from ahp_careers.nlu.tokenizer import MASKED_WORDS


def sentence(text: str, **more: Any) -> Message:
    """A message as it comes out of the tokenizer; a job is written as one word, "JOB"."""
    words = [("this job" if word == "JOB" else word, 0, 0) for word in text.split()]
    return Message({TEXT: text, MASKED_WORDS: words, **more})


@pytest.fixture
def known(tmp_path: Path) -> KnownSentences:
    """Trained, and then read back from disk."""
    storage, resource = LocalModelStorage(tmp_path), Resource("known")
    given = [
        sentence("what does a JOB do", intent="about_role"),
        sentence("from the top", intent="quiz_restart"),
        sentence("fine", intent="affirm"),
        sentence("fine", intent="neutral"),
        sentence("am i too old", intent="faq", **{FAQ: "too_old"}),
        sentence("my feet are killing me", intent="out_of_scope", **{CARE: True}),
    ]
    KnownSentences({}, storage, resource).train(TrainingData(given))
    return KnownSentences.load({}, storage, resource, ExecutionContext(GraphSchema({})))


def read(known: KnownSentences, text: str, said: str, confidence: float) -> Message:
    ranking = [{"name": said, "confidence": confidence}, {"name": "quiz_restart", "confidence": 0.1}]
    message = sentence(text, **{INTENT: dict(ranking[0]), INTENT_RANKING_KEY: ranking})
    return known.process([message])[0]


def test_a_sentence_known_by_heart_comes_first(known: KnownSentences) -> None:
    message = read(known, "from the top", said="thank", confidence=0.8)
    assert message.get(INTENT) == {"name": "quiz_restart", "confidence": SURE}
    names = [item["name"] for item in message.get(INTENT_RANKING_KEY)]
    assert names == ["quiz_restart", "thank"]


def test_any_job_may_be_named_in_it(known: KnownSentences) -> None:
    assert read(known, "what does a JOB do", said="day", confidence=0.8).get(INTENT)["name"] == "about_role"


@pytest.mark.parametrize("text", ["from the bottom", "fine", "am i too old", "my feet are killing me"])
def test_everything_else_is_left_to_the_classifiers(known: KnownSentences, text: str) -> None:
    """What nobody taught, what was taught for two intents, and what others learn from."""
    assert read(known, text, said="thank", confidence=0.8).get(INTENT) == {"name": "thank", "confidence": 0.8}


def test_a_surer_reading_stays_as_sure(known: KnownSentences) -> None:
    assert read(known, "from the top", said="quiz_restart", confidence=0.97).get(INTENT)["confidence"] == 0.97
