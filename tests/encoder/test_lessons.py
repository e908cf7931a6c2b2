"""Which candidate in a sentence a labelled claim is put to, so that the encoder learns from the right words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML
from spacy.language import Language

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.nlu import lexicon, spans
from ahp_careers.nlu.qualification_claims import candidates
from encoder.lessons import matched, on_qualifications, sentences

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def nlp(knowledge: Knowledge) -> Language:
    return spans.build(lexicon.build(knowledge, {}, []))


@pytest.mark.parametrize(
    ("text", "claims", "statuses"),
    [
        ("no gcses", [{"qualification": "gcse", "status": "lacks"}], {"gcses": "lacks"}),
        ("do i need a degree", [], {"degree": "none"}),
        (
            "got english, not maths",
            [
                {"qualification": "gcse", "status": "lacks", "subject": "maths"},
                {"qualification": "gcse", "status": "has", "subject": "english"},
            ],
            {"english": "has", "maths": "lacks"},
        ),
        (
            "nvq 2 done, nvq 3 still going",
            [
                {"qualification": "nvq", "status": "in_progress", "level": 3},
                {"qualification": "nvq", "status": "has", "level": 2},
            ],
            {"nvq": "in_progress"},
        ),
    ],
)
def test_each_claim_is_put_to_the_words_that_make_it(
    nlp: Language, text: str, claims: list[dict[str, Any]], statuses: dict[str, str]
) -> None:
    found = candidates(spans.read(nlp, text))
    told = {one.said_of.text: status for one, status in zip(found, matched(found, claims), strict=True)}
    assert statuses.items() <= told.items()


def test_every_labelled_sentence_uses_what_content_knows(knowledge: Knowledge) -> None:
    given = YAML(typ="safe").load(ROOT / "data" / "claims.yml")["claims"]
    given += YAML(typ="safe").load(ROOT / "tests" / "nlu" / "test_claims.yml")
    kinds = {claim["qualification"] for item in given for claim in item["claims"]}
    assert kinds <= {*knowledge.qualifications, "any", "other"}
    assert {claim["status"] for item in given for claim in item["claims"]} == {"has", "lacks", "in_progress"}


def lessons(nlp: Language, text: str, **labels: Any) -> list[dict[str, Any]]:
    return list(sentences([Message({TEXT: text, **labels})], nlp, {"u": "you"}))


def test_a_sentence_without_a_job_teaches_its_intent_and_that_it_is_no_frequent_question(nlp: Language) -> None:
    (lesson,) = lessons(nlp, "where do u live", intent="who_are_you")
    assert (lesson["text"], lesson["intent"], lesson["faq"]) == ("where do you live", "who_are_you", "")


def test_of_a_sentence_with_a_job_the_intent_is_taught_without_its_name(nlp: Language) -> None:
    lesson = lessons(nlp, "what does a podiatrist do", intent="about_role")[0]
    assert lesson["text"] == "what does a this job do"
    assert lesson["faq"] is None, "as a frequent question it has not been shown with its name"


def test_a_frequent_question_is_taught_with_the_names_in_it(nlp: Language) -> None:
    (lesson,) = lessons(nlp, "is a podiatrist a doctor", intent="faq", faq="podiatrist_doctor")
    assert (lesson["text"], lesson["faq"], lesson["intent"]) == ("is a podiatrist a doctor", "podiatrist_doctor", None)


def test_a_subject_that_is_only_liked_is_taught_as_no_claim(nlp: Language) -> None:
    (lesson,) = lessons(nlp, "i love art", intent="state_preference")
    assert lesson["words"] == ["i", "love", "art"]
    assert lesson["statuses"] == [[2, "none"]]


def test_a_labelled_sentence_teaches_what_is_said_of_each_qualification(nlp: Language) -> None:
    claims = [{"qualification": "gcse", "status": "lacks", "subject": "maths"}]
    lesson = on_qualifications({"text": "I failed maths", "claims": claims}, nlp, {})
    assert lesson["words"] == ["i", "failed", "maths"]
    assert lesson["statuses"] == [[2, "lacks"]]
    assert lesson["faq"] == ""
