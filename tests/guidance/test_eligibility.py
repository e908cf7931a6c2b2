"""Verdicts rest on the national floor alone, and never punish anyone for having more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.content.model import MINIMUM_LEVEL, NATIONS, Nation
from ahp_careers.guidance import advice
from ahp_careers.guidance.claims import ANY, Claim, merged
from ahp_careers.guidance.eligibility import Outcome, judge, open_routes
from ahp_careers.guidance.question import Question

#: The same examples each time, however slow the machine.
STEADY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
ROLES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "content" / "roles").glob("*.yml"))
#: From the harshest verdict to the kindest.
HARSHNESS: list[Outcome] = ["not_yet", "nearly", "may_be_asked", "can_apply"]
NO_GCSES = (Claim("gcse", "lacks"),)
NOTHING = (Claim(ANY, "lacks"),)
DEGREE = (Claim("degree"),)
QUALIFICATIONS = ["gcse", "functional_skills", "a_level", "btec", "nvq", "access", "hnc", "degree", "masters", ANY]

CLAIMS = st.builds(
    Claim,
    qualification=st.sampled_from(QUALIFICATIONS),
    status=st.sampled_from(["has", "lacks", "in_progress"]),
    level=st.none() | st.integers(1, 8),
    count=st.none() | st.integers(1, 10),
    grade=st.none() | st.sampled_from(["A", "D", "4", "3"]),
    subject=st.none() | st.sampled_from(["maths", "english"]),
)


@pytest.mark.parametrize("role_id", ROLES)
@pytest.mark.parametrize("claims", [(), NO_GCSES, NOTHING, DEGREE], ids=["unsaid", "no GCSEs", "nothing", "degree"])
def test_a_role_with_no_set_requirements_is_open_to_everyone(
    knowledge: Knowledge, role_id: str, claims: tuple[Claim, ...]
) -> None:
    role = knowledge.roles[role_id]
    verdict = judge(role, claims, knowledge)
    if role.entry.minimum == "none":
        assert verdict.unhindered
        assert verdict.open_now == any(route.kind == "direct_entry" for route in role.entry.routes)
        assert verdict.outcome == ("may_be_asked" if role.entry.asked_for else "can_apply")
    elif claims != DEGREE:
        assert verdict.outcome == "not_yet"


def test_where_nobody_is_hired_untrained_it_says_train_and_not_apply(knowledge: Knowledge) -> None:
    role = knowledge.roles["foot_health_practitioner"]
    reply = advice.eligibility(role, Question("eligibility"), knowledge)
    assert reply.text.startswith("Yes, you can train to be a foot health practitioner.")
    assert role.entry.routes[0].name in reply.text
    assert "jobs.nhs.uk" not in reply.text


@pytest.mark.parametrize("role_id", ROLES)
def test_a_registered_role_is_never_promised(knowledge: Knowledge, role_id: str) -> None:
    """It takes an approved course, which no general qualification stands in for."""
    role = knowledge.roles[role_id]
    if role.level == "registered":
        everything = tuple(Claim(qualification) for qualification in QUALIFICATIONS)
        assert judge(role, everything, knowledge).outcome == "not_yet"


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ((), "not_yet"),
        (NO_GCSES, "not_yet"),
        ((Claim("gcse", grade="3"),), "not_yet"),
        ((Claim("gcse", "in_progress"),), "not_yet"),
        ((Claim("a_level", "in_progress"),), "nearly"),
        ((Claim("gcse", count=5),), "nearly"),
        ((Claim("nvq", level=2),), "nearly"),
        (DEGREE, "nearly"),
    ],
    ids=["unsaid", "no GCSEs", "a low grade", "still at GCSEs", "at A levels", "5 GCSEs", "NVQ 2", "degree"],
)
def test_reaching_the_floor_brings_one_near(knowledge: Knowledge, claims: tuple[Claim, ...], outcome: Outcome) -> None:
    technician = knowledge.roles["emergency_medical_technician"]
    assert technician.entry.minimum == "level_2"
    assert judge(technician, claims, knowledge).outcome == outcome


@pytest.mark.parametrize("role_id", ROLES)
def test_the_stepping_stone_is_open_today_and_of_the_same_profession(knowledge: Knowledge, role_id: str) -> None:
    role = knowledge.roles[role_id]
    stone = judge(role, NO_GCSES, knowledge).stepping_stone
    if role.entry.minimum == "none":
        assert stone is None
    elif stone is not None:
        assert role.family in (stone.family, *stone.serves)
        assert stone.id != role_id
        assert MINIMUM_LEVEL[stone.entry.minimum] == 0
        assert judge(stone, NO_GCSES, knowledge).open_now


@pytest.mark.parametrize(
    ("role_id", "stone"),
    [
        ("podiatrist", "podiatry_assistant"),
        ("occupational_therapist", "occupational_therapy_support_worker"),
        ("paramedic", "emergency_care_assistant"),
        ("dramatherapist", "creative_therapy_support_worker"),
        ("osteopath", None),
    ],
)
def test_the_stepping_stone_leads_to_the_role(knowledge: Knowledge, role_id: str, stone: str | None) -> None:
    found = judge(knowledge.roles[role_id], (), knowledge).stepping_stone
    assert (found.id if found else None) == stone
    assert found is None or role_id in found.progression.roles


@STEADY
@given(had=st.lists(CLAIMS, max_size=5), more=st.lists(CLAIMS.filter(lambda claim: claim.status == "has"), max_size=3))
def test_no_verdict_grows_harsher_with_more_qualifications(
    knowledge: Knowledge, had: list[Claim], more: list[Claim]
) -> None:
    before = merged([], had)
    known = {(claim.qualification, claim.subject) for claim in before if claim.status != "lacks"}
    # A new word on the same qualification is a correction, and may lower it.
    added = [claim for claim in more if (claim.qualification, claim.subject) not in known]
    after = merged(before, added[:1])
    for role in knowledge.roles.values():
        was, is_now = judge(role, before, knowledge), judge(role, after, knowledge)
        assert HARSHNESS.index(is_now.outcome) >= HARSHNESS.index(was.outcome), role.id
        assert is_now.open_now or not was.open_now, role.id


@pytest.mark.parametrize("role_id", ROLES)
@pytest.mark.parametrize("level", [None, 0, 2, 3, 6, 8])
def test_no_way_in_is_hidden_from_anyone(knowledge: Knowledge, role_id: str, level: int | None) -> None:
    role = knowledge.roles[role_id]
    routes = open_routes(role, level)
    assert sorted(route.name for route in routes) == sorted(route.name for route in role.entry.routes)


@pytest.mark.parametrize(
    ("level", "first"), [(None, "degree"), (3, "degree"), (6, "postgraduate"), (7, "postgraduate")]
)
def test_the_way_in_that_fits_stands_first(knowledge: Knowledge, level: int | None, first: str) -> None:
    assert open_routes(knowledge.roles["podiatrist"], level)[0].kind == first


@pytest.mark.parametrize("role_id", ROLES)
@pytest.mark.parametrize("nation", NATIONS)
def test_ways_in_are_those_of_the_own_nation_where_it_has_any(
    knowledge: Knowledge, role_id: str, nation: Nation
) -> None:
    role = knowledge.roles[role_id]
    routes = open_routes(role, 3, nation)
    there = [route.name for route in role.entry.routes if nation in route.nations]
    assert sorted(route.name for route in routes) == sorted(there or [route.name for route in role.entry.routes])


@pytest.mark.parametrize("role_id", ROLES)
@pytest.mark.parametrize("level", [None, 3, 6])
def test_a_way_in_that_may_not_be_running_never_leads(knowledge: Knowledge, role_id: str, level: int | None) -> None:
    routes = open_routes(knowledge.roles[role_id], level)
    assert not routes[0].unsure
    assert routes[0].kind != "volunteering"


@pytest.mark.parametrize("role_id", ROLES)
@pytest.mark.parametrize("claims", [(), NO_GCSES, NOTHING, DEGREE], ids=["unsaid", "no GCSEs", "nothing", "degree"])
def test_the_reply_says_the_verdict_the_rule_and_the_next_step(
    knowledge: Knowledge, role_id: str, claims: tuple[Claim, ...]
) -> None:
    role = knowledge.roles[role_id]
    verdict = judge(role, claims, knowledge)
    reply = advice.eligibility(role, Question("eligibility", claims=claims, new_claims=claims), knowledge)
    opening = {"can_apply": "Yes", "may_be_asked": "Yes", "nearly": "You may be able to"}.get(verdict.outcome, "Not ")
    assert reply.text.startswith(opening)
    assert role.entry.statement.text in reply.text
    assert "**What to do next**" in reply.text
    assert reply.card == {"kind": "verdict", "role": role_id, "outcome": verdict.outcome}
    if role.level == "registered":
        # Short: what courses ask for is one press away, the ways in are named.
        assert all(route.name in reply.text for route in role.entry.routes)
    else:
        assert all(item in reply.text for item in (role.entry.asked_for.items if role.entry.asked_for else []))
    if verdict.stepping_stone is not None and not verdict.open_now:
        assert verdict.stepping_stone.title.lower() in reply.text.lower()
    else:
        assert "could start sooner" not in reply.text


@pytest.mark.parametrize("role_id", ROLES)
def test_what_someone_lacks_is_taken_up_only_where_it_does_not_matter(knowledge: Knowledge, role_id: str) -> None:
    reply = advice.eligibility(
        knowledge.roles[role_id], Question("eligibility", claims=NO_GCSES, new_claims=NO_GCSES), knowledge
    )
    does_not_matter = knowledge.roles[role_id].entry.minimum == "none"
    assert ("Having no GCSEs does not rule you out" in reply.text) == does_not_matter


@pytest.mark.parametrize(
    ("nation", "site"),
    [
        ("england", "NHS Jobs"),
        ("scotland", "NHS Scotland"),
        ("northern_ireland", "Northern Ireland"),
        (None, "NHS Jobs"),
    ],
)
def test_the_next_step_names_the_nations_own_job_site(knowledge: Knowledge, nation: str | None, site: str) -> None:
    reply = advice.eligibility(knowledge.roles["podiatry_assistant"], Question("eligibility", nation=nation), knowledge)
    assert site in reply.text.split("What to do next")[1]
    if nation == "scotland":
        assert "jobs.nhs.uk" not in reply.text


@pytest.mark.parametrize("role_id", ROLES)
@pytest.mark.parametrize("claims", [(), NOTHING, DEGREE], ids=["unsaid", "nothing", "degree"])
def test_the_way_in_of_a_quiz_result_agrees_with_the_verdict(
    knowledge: Knowledge, role_id: str, claims: tuple[Claim, ...]
) -> None:
    role = knowledge.roles[role_id]
    way = advice.way_in(role, claims, knowledge)
    verdict = judge(role, claims, knowledge)
    assert ("apply now" in way) == verdict.open_now
    assert way.endswith((".", "!"))
