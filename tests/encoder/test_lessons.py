"""Which candidate in a sentence a labelled claim is put to, so that the encoder learns from the right words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from spacy.language import Language

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.nlu import lexicon, spans
from ahp_careers.nlu.qualification_claims import candidates
from encoder.lessons import matched

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
