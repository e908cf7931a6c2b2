"""The question the guide was built for, in many wordings, and what follows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ahp_careers.content.knowledge import Knowledge
from tests.talk import Talk

WORDINGS = YAML(typ="safe").load(Path(__file__).parents[1] / "nlu" / "podiatry_question.yml")
QUESTION = "can I be a podiatry assistant without GCSEs?"


def assert_yes_with_reasons(said: str, talk: Talk) -> None:
    assert said.startswith("Yes, you can apply.")
    assert "no set entry requirements" in said
    assert "reading, writing and number skills" in said
    assert "GCSEs, in some posts" in said
    assert "NVQ, BTEC or equivalent in health and social care" in said
    assert "experience" in said
    assert "What to do next" in said
    assert "jobs.nhs.uk" in said
    assert any("gmahp.org.uk" in source["url"] for source in talk.sources())


def test_the_question_gets_its_whole_answer(talk: Talk) -> None:
    assert_yes_with_reasons(talk.say(QUESTION), talk)


@pytest.mark.parametrize("wording", WORDINGS["wordings"])
def test_other_wordings_get_the_same_answer(talk: Talk, wording: str) -> None:
    assert_yes_with_reasons(talk.say(wording), talk)


@pytest.mark.parametrize("followup", WORDINGS["followups"])
def test_the_role_is_remembered_for_a_follow_up_about_pay(talk: Talk, followup: str) -> None:
    talk.say(QUESTION)
    said = talk.say(followup)
    assert "band 2 or 3" in said
    assert "£24,937 to £26,598" in said
    assert "2025/26" in said


@pytest.mark.parametrize("asked", WORDINGS["registered"], ids=lambda asked: asked["role"])
def test_a_registered_role_gets_an_honest_no_with_the_way_in(
    talk: Talk, knowledge: Knowledge, asked: dict[str, str]
) -> None:
    said = talk.say(asked["text"])
    role = knowledge.roles[asked["role"]]
    assert said.startswith("Not straight away, but there is a way to become")
    assert role.entry.statement.text in said
    assert all(route.name in said for route in role.entry.routes)
    stone = knowledge.stepping_stone(role)
    if stone is not None:
        assert stone.title.lower() in said
    assert talk.sources()


def test_every_role_answers_the_question(guide: object, knowledge: Knowledge, talk: Talk) -> None:
    for role in knowledge.roles.values():
        said = talk.say(f"can I be a {role.title.lower()} without GCSEs?")
        assert role.entry.statement.text in said, role.id
        assert talk.card("verdict")["role"] == role.id
        assert said.startswith("Yes") == (role.entry.minimum == "none"), role.id
        assert talk.sources(), role.id
