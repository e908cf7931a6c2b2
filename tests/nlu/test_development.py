"""How well the trained model does on the development sets: those by which settings and thresholds were chosen.

Written, like the held-out sentences, by people who had not seen the training data, and never trained on; but looked at.
The floors lie a little under what was measured last.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from ruamel.yaml import YAML

from benchmarks.nlu import scoring
from benchmarks.nlu.report import CLAIM
from benchmarks.nlu.trained import unseen
from tests.nlu.conftest import Read

HERE = Path(__file__).parent
INDIRECT_ACCURACY = 0.87
CLAIMS_F1 = 0.66
DISTRESS_RECALL, ORDINARY_CAUGHT = 0.96, 0.05
LEAST_SENTENCES = 100


def test_indirect_and_dictated_sentences(read: Read, show: Any) -> None:
    given = load_data(str(HERE / "test_indirect.yml")).intent_examples
    assert all(unseen(example.get(TEXT)) for example in given)
    wrong = [e.get(TEXT) for e in given if read(e.get(TEXT))["intent"]["name"] != e.get("intent")]
    right = 1 - len(wrong) / len(given)
    show(f"indirect sentences: accuracy {right:.3f} of {len(given)} ")
    assert right >= INDIRECT_ACCURACY, wrong


def test_what_people_have_lack_or_study(read: Read, show: Any) -> None:
    given = YAML(typ="safe").load(HERE / "test_claims.yml")
    assert len(given) >= LEAST_SENTENCES
    assert all(unseen(item["text"]) for item in given)
    score = scoring.claims_f1(
        [{"meant": {"claims": item["claims"]}, "entities": read(item["text"])["entities"]} for item in given], CLAIM
    )
    show(f"claims: F1 {score:.3f} on {len(given)} sentences ")
    assert score >= CLAIMS_F1


def test_cries_for_help_and_what_is_near_them(read: Read, show: Any) -> None:
    # Some of what people say most ("Hiya", "skip") is said in training too.
    given = [item for item in YAML(typ="safe").load(HERE / "test_distress.yml") if unseen(item["text"])]
    heard = {item["text"]: read(item["text"])["intent"]["name"] == "distress" for item in given}
    cries = [item["text"] for item in given if item["distress"]]
    others = [item["text"] for item in given if not item["distress"]]
    assert min(len(cries), len(others)) >= LEAST_SENTENCES
    recall = sum(heard[text] for text in cries) / len(cries)
    caught = sum(heard[text] for text in others) / len(others)
    show(f"distress: recall {recall:.3f} of {len(cries)}, {caught:.3f} of {len(others)} others caught ")
    assert recall >= DISTRESS_RECALL, [text for text in cries if not heard[text]]
    assert caught <= ORDINARY_CAUGHT, [text for text in others if heard[text]]
