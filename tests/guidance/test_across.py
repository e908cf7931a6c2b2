"""Answers that look across roles: lists with conditions, comparisons, the way from one to another."""

from __future__ import annotations

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import answer
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import Preference, Question

NO_GCSES = (Claim("gcse", "lacks"),)


@pytest.mark.parametrize(
    ("question", "there", "not_there"),
    [
        (Question("list_roles", families=("podiatry",)), ["podiatry_assistant", "podiatrist"], ["paramedic"]),
        (
            Question("list_roles", new_claims=NO_GCSES, families=("paramedicine",)),
            ["emergency_care_assistant", "ambulance_care_assistant"],
            ["paramedic", "emergency_medical_technician"],
        ),
        (
            Question("list_roles", new_claims=(Claim("degree", "lacks"),), families=("paramedicine",)),
            ["emergency_medical_technician"],
            ["paramedic"],
        ),
        (Question("list_roles", preferences=(Preference("trait:creativity"),)), ["dramatherapist"], ["paramedic"]),
        (
            Question("list_roles", preferences=(Preference("trait:blood", "dislikes"),)),
            ["dramatherapist"],
            ["paramedic", "podiatrist"],
        ),
        (
            Question("eligibility", claims=NO_GCSES, new_claims=NO_GCSES),
            ["podiatry_assistant"],
            ["podiatrist", "dramatherapist"],
        ),
        (Question("pay", families=("podiatry",)), ["podiatrist"], ["paramedic"]),
    ],
    ids=["field", "no GCSEs", "no degree", "likes art", "hates blood", "what can I do", "field and topic"],
)
def test_lists_keep_to_the_conditions(
    knowledge: Knowledge, question: Question, there: list[str], not_there: list[str]
) -> None:
    told = answer(question, knowledge)
    for role_id in there:
        told_of = f"**{knowledge.roles[role_id].title}**" in told.reply.text or told.focus == role_id
        assert told_of, role_id
    for role_id in not_there:
        assert f"**{knowledge.roles[role_id].title}**" not in told.reply.text, role_id


def test_a_list_that_is_empty_says_so_and_offers_help(knowledge: Knowledge) -> None:
    nothing = Question("list_roles", families=("dramatherapy",), preferences=(Preference("groups:babies"),))
    told = answer(nothing, knowledge)
    assert "I know of no job" in told.reply.text
    assert [button.topic for button in told.reply.buttons] == ["quiz_start"]


@pytest.mark.parametrize(
    "question",
    [
        Question("compare_roles", roles=("paramedic", "podiatrist")),
        Question("compare_roles", roles=("podiatrist",), focus="paramedic"),
        Question("compare_roles", roles=("paramedic",), families=("podiatry",)),
        Question("list_roles", roles=("paramedic", "podiatrist")),
    ],
    ids=["two named", "one named, one before", "role and field", "list of two"],
)
def test_two_roles_are_compared(knowledge: Knowledge, question: Question) -> None:
    told = answer(question, knowledge)
    assert told.topic == "compare_roles"
    for role_id in ("paramedic", "podiatrist"):
        assert knowledge.roles[role_id].summary.text in told.reply.text


def test_a_way_from_one_role_to_another_leads_to_the_higher(knowledge: Knowledge) -> None:
    for roles in (("podiatry_assistant", "podiatrist"), ("podiatrist", "podiatry_assistant")):
        assert answer(Question("pathway", roles=roles), knowledge).focus == "podiatrist"
