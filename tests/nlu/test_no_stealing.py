"""Nothing the guide was taught is answered as something else; everything it was taught is reached by a test sentence.

The idea of both checks is from Home Assistant's intents repository: no sentence of one intent may be stolen by another,
and dead data fails.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from ruamel.yaml import YAML

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.nlu.importer import CARE, FAQ, ContentImporter
from tests.nlu.conftest import Read

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
#: Surer than this the guide answers without asking back.
SURE = 0.5
#: So many of some 17,500 training sentences may be stolen, surely: those that two intents were given.
STOLEN_AT_MOST = 5
#: Chosen by a button only: nobody says it in words that mean nothing else.
BUTTONS_ONLY = {"groups:anyone", "settings:anywhere"}
#: The share of training sentences that may be read as something else with less than that.
UNSURE_SHARE = 0.005
#: The share of frequent questions' phrasings that another may outdo: many of the questions are close to one another.
FAQ_SHARE = 0.01


@pytest.fixture(scope="module")
def taught() -> list[Any]:
    """Every training sentence, with names filled in."""
    importer = ContentImporter("config.yml", "domain.yml", [str(ROOT / "data" / "nlu.yml")])
    return list(importer.get_nlu_data().intent_examples)


def test_no_sentence_of_one_intent_is_answered_as_another(read: Read, taught: list[Any]) -> None:
    sentences = [example for example in taught if not example.get(FAQ) and not example.get(CARE)]
    stolen = []
    for example in sentences:
        intent = read(example.get(TEXT))["intent"]
        if intent["name"] not in (example.get(INTENT), "nlu_fallback"):
            stolen.append((intent["confidence"], example.get(TEXT), example.get(INTENT), intent["name"]))
    surely = sorted(item for item in stolen if item[0] >= SURE)
    assert len(surely) <= STOLEN_AT_MOST, f"{len(surely)} sentences are answered as another intent: {surely}"
    assert len(stolen) / len(sentences) <= UNSURE_SHARE, sorted(stolen)


def test_no_phrasing_of_one_frequent_question_is_answered_as_another(read: Read, taught: list[Any]) -> None:
    phrasings = [example for example in taught if example.get(FAQ)]
    stolen = []
    for example in phrasings:
        best = read(example.get(TEXT))["faq_ranking"][0]
        if best["name"] != example.get(FAQ):
            stolen.append((example.get(TEXT), example.get(FAQ), best["name"]))
    assert len(stolen) / len(phrasings) <= FAQ_SHARE, stolen


def test_every_intent_is_reached_by_a_test_sentence(read: Read, taught: list[Any]) -> None:
    reached = set()
    for file in sorted((HERE / "held_out").glob("sentences_*.yml")):
        for example in load_data(str(file)).intent_examples:
            if read(example.get(TEXT))["intent"]["name"] == example.get(INTENT):
                reached.add(example.get(INTENT))
    assert {example.get(INTENT) for example in taught if not example.get(FAQ)} - reached == set()


def test_every_entity_value_is_reached_by_a_test_sentence(read: Read, knowledge: Knowledge) -> None:
    wanted: dict[str, set[str]] = {
        "role": set(knowledge.roles),
        "role_group": set(knowledge.ambiguous_names),
        "family": set(knowledge.families),
        "uncovered": set(knowledge.uncovered.names),
        "term": set(knowledge.terms),
        "nation": {"england", "scotland", "wales", "northern_ireland"},
        "qualification": {*knowledge.qualifications, "any", "other"},
        "subject": {subject.id for subject in knowledge.qualification_file.subjects},
        "preference": {f"trait:{trait.id}" for trait in knowledge.quiz.traits}
        | {
            f"{question.kind}:{option.id}"
            for question in knowledge.quiz.questions
            if question.kind in ("groups", "settings")
            for option in question.options
        }
        - BUTTONS_ONLY,
    }
    reached: dict[str, set[str]] = defaultdict(set)
    for text in _sentences():
        for entity in read(text)["entities"]:
            reached[entity["entity"]].add(entity["value"])
            if entity.get("subject"):
                reached["subject"].add(entity["subject"])
    missing = {kind: sorted(values - reached[kind]) for kind, values in wanted.items() if values - reached[kind]}
    assert missing == {}


def test_every_frequent_question_is_reached_by_a_test_sentence(read: Read, knowledge: Knowledge) -> None:
    reached = {
        item["faq"]
        for file in sorted(HERE.glob("test_faqs_*.yml"))
        for item in YAML(typ="safe").load(file)
        if item["faq"] and item["faq"] in [match["name"] for match in read(item["text"])["faq_ranking"][:3]]
    }
    assert set(knowledge.faqs) - reached == set()


def _sentences() -> list[str]:
    """Every test sentence about names, claims and values."""
    texts = [
        item["text"]
        for name in ("values", "claims", "names_clean", "names_misspelt")
        for item in YAML(typ="safe").load(HERE / "held_out" / f"{name}.yml")
    ]
    for name in ("test_names", "test_terms", "test_values"):
        texts += [item["text"] for item in YAML(typ="safe").load(HERE / f"{name}.yml")]
    for file in sorted((HERE / "held_out").glob("sentences_*.yml")):
        texts += [example.get(TEXT) for example in load_data(str(file)).intent_examples]
    return texts
