"""How well the trained model understands the held-out sentences.

The marks stand in ``benchmarks/nlu/report.py``; `make nlu-report` prints the figures beside the stock pipeline's. The
floors here lie a little under what was measured last, so that a new sentence may cost a mistake or two, and a change
for the worse is still seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.nlu import scoring, sentences
from benchmarks.nlu.report import CLAIM
from benchmarks.nlu.sentences import Sentence
from tests.nlu.conftest import Read

Reading = dict[str, Any]
INTENT_MACRO_F1, OUT_OF_SCOPE_F1 = 0.91, 0.85
NAMES_CLEAN_F1, NAMES_MISSPELT_F1 = 0.97, 0.92
CLAIMS_F1 = 0.88
DISTRESS_RECALL, ORDINARY_CAUGHT = 0.89, 0.03
#: What the issue of a test set is: enough sentences to say something, of every kind.
LEAST_SENTENCES, LEAST_AN_INTENT, LEAST_NOISY = 700, 12, 1 / 3


@pytest.fixture(scope="module")
def scored(read: Read) -> Callable[[Sentence], Reading]:
    """What was meant by a sentence beside how it was read."""

    def reading(sentence: Sentence) -> Reading:
        parsed = read(sentence.text)
        meant = {"intent": sentence.intent, "names": sentence.names, "claims": sentence.claims}
        return {
            "text": sentence.text,
            "meant": meant,
            "intent": parsed["intent"]["name"],
            "entities": parsed["entities"],
        }

    return reading


def test_there_are_enough_sentences_of_every_kind() -> None:
    given = sentences.intents()
    counts = [sum(item.intent == intent for item in given) for intent in {item.intent for item in given}]
    assert len(given) >= LEAST_SENTENCES
    assert min(counts) >= LEAST_AN_INTENT
    assert sum(item.noisy for item in given) >= LEAST_NOISY * len(given)


def test_kinds_of_question(scored: Callable[[Sentence], Reading]) -> None:
    readings = [scored(sentence) for sentence in sentences.intents()]
    assert scoring.macro_f1(readings) >= INTENT_MACRO_F1
    assert scoring.intent_scores(readings)["out_of_scope"]["f1"] >= OUT_OF_SCOPE_F1


@pytest.mark.parametrize(("misspelt", "least"), [(False, NAMES_CLEAN_F1), (True, NAMES_MISSPELT_F1)])
def test_names_of_jobs(scored: Callable[[Sentence], Reading], misspelt: bool, least: float) -> None:
    readings = [scored(sentence) for sentence in sentences.names() if sentence.noisy == misspelt]
    assert scoring.names_f1(readings) >= least


def test_what_people_have_lack_or_study(scored: Callable[[Sentence], Reading]) -> None:
    assert scoring.claims_f1([scored(sentence) for sentence in sentences.claims()], CLAIM) >= CLAIMS_F1


def test_cries_for_help_are_heard(scored: Callable[[Sentence], Reading]) -> None:
    readings = [scored(sentence) for sentence in sentences.distress()]
    missed = [item["text"] for item in readings if item["intent"] != "distress"]
    assert 1 - len(missed) / len(readings) >= DISTRESS_RECALL, missed


def test_ordinary_messages_are_not_taken_for_cries_for_help(scored: Callable[[Sentence], Reading]) -> None:
    readings = [scored(sentence) for sentence in sentences.ordinary()]
    caught = [item["text"] for item in readings if item["intent"] == "distress"]
    assert len(caught) / len(readings) <= ORDINARY_CAUGHT, caught
