"""Ranking: whatever was answered, every role has a fair, explained and steady place."""

from __future__ import annotations

import itertools
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.content.model import Role
from ahp_careers.quiz.matching import Match, ranked
from ahp_careers.quiz.state import QuizAnswer

#: The same examples each time, however slow the machine.
STEADY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
ROLES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "content" / "roles").glob("*.yml"))
SCALE = ["outdoors", "creativity", "emergencies", "making", "machines", "listening", "blood"]
GROUPS = ["babies", "children", "teenagers", "adults", "older_people", "anyone"]
PLACES = ["hospital", "clinic", "home", "school", "care", "ambulance", "anywhere"]
SKIPPED: st.SearchStrategy[QuizAnswer] = st.just([])

#: Any answers at all, to any questions, in any mixture.
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "qualifications": SKIPPED | st.sampled_from(["none", "some_gcses", "level_2", "level_3", "degree"]),
        "groups": st.lists(st.sampled_from(GROUPS), unique=True),
        "settings": st.lists(st.sampled_from(PLACES), unique=True),
        **{name: SKIPPED | st.sampled_from(["love", "fine", "no"]) for name in SCALE},
        **{f"trait:{name}": st.sampled_from(["love", "fine", "no"]) for name in ("nights", "hands_on")},
    },
)


def place(role_id: str, matches: list[Match]) -> int:
    return next(at for at, match in enumerate(matches, 1) if match.role.id == role_id)


def score(role_id: str, answers: dict[str, QuizAnswer], knowledge: Knowledge) -> float:
    return next(match.score for match in ranked(answers, knowledge) if match.role.id == role_id)


def test_the_answers_tried_here_are_those_the_quiz_offers(knowledge: Knowledge) -> None:
    questions = {question.id: question for question in knowledge.quiz.questions}
    assert set(questions) == {"qualifications", "groups", "settings", *SCALE}
    assert [option.id for option in questions["groups"].options] == GROUPS
    assert [option.id for option in questions["settings"].options] == PLACES
    assert [option.id for option in knowledge.quiz.scale] == ["love", "fine", "no"]
    assert {trait.id for trait in knowledge.quiz.traits} == {*SCALE, "nights", "hands_on"}


@STEADY
@given(answers=ANSWERS)
def test_every_role_is_ranked_whatever_is_answered(knowledge: Knowledge, answers: dict[str, QuizAnswer]) -> None:
    matches = ranked(answers, knowledge)
    assert sorted(match.role.id for match in matches) == ROLES
    for match in matches:
        assert 0 <= match.score <= 1
        assert 0 <= match.percent <= 100
        assert len(match.reasons) <= 3
        assert len(match.against) <= 3


@STEADY
@given(answers=ANSWERS, order=st.randoms(use_true_random=False))
def test_the_order_is_steady(knowledge: Knowledge, answers: dict[str, QuizAnswer], order: Random) -> None:
    """Best first, by title where alike, and the same in whatever order the answers were given."""
    matches = ranked(answers, knowledge)
    assert ranked(dict(answers), knowledge) == matches
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    for one, next_ in itertools.pairwise(matches):
        assert one.score > next_.score or one.role.title < next_.role.title
    shuffled = list(answers.items())
    order.shuffle(shuffled)
    assert [match.role.id for match in ranked(dict(shuffled), knowledge)] == [match.role.id for match in matches]


@STEADY
@given(answers=ANSWERS, open_=st.sampled_from(SCALE))
def test_what_was_left_open_counts_for_nothing(
    knowledge: Knowledge, answers: dict[str, QuizAnswer], open_: str
) -> None:
    without = {key: given for key, given in answers.items() if key != open_}
    for nothing in ([], "fine"):
        assert ranked({**without, open_: nothing}, knowledge) == ranked(without, knowledge)


@pytest.mark.parametrize("answers", [{}, {"groups": ["anyone"]}, {"settings": ["anywhere"]}, {"groups": []}], ids=str)
def test_nothing_said_puts_nothing_ahead(knowledge: Knowledge, answers: dict[str, QuizAnswer]) -> None:
    assert {match.score for match in ranked(answers, knowledge)} == {0.5}
    assert not any(match.reasons or match.against for match in ranked(answers, knowledge))


@pytest.mark.parametrize("trait", SCALE)
def test_liking_favours_roles_that_have_it_and_disliking_those_that_do_not(knowledge: Knowledge, trait: str) -> None:
    """So each scale question tells roles apart. What one merely bears is no reason to seek it."""
    levels = {role_id: role.traits[trait].level for role_id, role in knowledge.roles.items()}
    assert len(set(levels.values())) > 1
    loved = [levels[match.role.id] for match in ranked({trait: "love"}, knowledge)]
    hated = [levels[match.role.id] for match in ranked({trait: "no"}, knowledge)]
    assert hated == sorted(levels.values())
    if next(item for item in knowledge.quiz.traits if item.id == trait).tolerated:
        assert ranked({trait: "love"}, knowledge) == ranked({}, knowledge)
    else:
        assert loved == sorted(levels.values(), reverse=True)


@pytest.mark.parametrize("option", GROUPS[:-1])
def test_a_chosen_group_favours_roles_that_work_with_it(knowledge: Knowledge, option: str) -> None:
    people = [match.role.people for match in ranked({"groups": [option]}, knowledge)]
    there = [option in them.groups and not them.distant for them in people]
    assert any(there)
    assert there == sorted(there, reverse=True)


def test_work_by_phone_is_not_counted_as_company(knowledge: Knowledge) -> None:
    """A 999 call handler speaks about children with their parents; who likes children would not meet any."""
    assert knowledge.roles["emergency_medical_dispatcher"].people.distant
    matches = {match.role.id: match for match in ranked({"groups": ["children"]}, knowledge)}
    dispatcher = matches["emergency_medical_dispatcher"]
    assert dispatcher.score == 0
    assert dispatcher.against == ("you would only speak with people by phone",)


@pytest.mark.parametrize("option", PLACES[:-1])
def test_a_chosen_place_favours_roles_that_are_there(knowledge: Knowledge, option: str) -> None:
    there = [option in match.role.places.settings for match in ranked({"settings": [option]}, knowledge)]
    assert any(there)
    assert there == sorted(there, reverse=True)


def test_what_one_hates_weighs_more_than_what_one_likes(knowledge: Knowledge) -> None:
    """Nobody should be sent to 999 calls because they like the outdoors."""
    heart = knowledge.roles["paramedic"].traits
    assert heart["emergencies"].level == heart["outdoors"].level == 3
    answers: dict[str, QuizAnswer] = {"emergencies": "no", "outdoors": "love"}
    assert score("paramedic", answers, knowledge) < 0.5
    matches = ranked(answers, knowledge)
    assert place("paramedic", matches) > place("ambulance_care_assistant", matches)


@pytest.mark.parametrize("role_id", ROLES)
def test_whoever_wants_what_a_role_is_finds_it_among_the_first(knowledge: Knowledge, role_id: str) -> None:
    """Nine traits cannot tell every two of 53 jobs apart: an assistant in one clinic is much like one in the next."""
    wanted = wishes(knowledge.roles[role_id])
    assert place(role_id, ranked(wanted, knowledge)) <= 8


def test_three_quarters_of_the_roles_are_found_among_the_first_three(knowledge: Knowledge) -> None:
    places = [place(role_id, ranked(wishes(knowledge.roles[role_id]), knowledge)) for role_id in ROLES]
    assert sum(found <= 3 for found in places) >= 0.75 * len(places)


def wishes(role: Role) -> dict[str, QuizAnswer]:
    """The answers of someone made for the role."""
    scale = {3: "love", 2: "love", 1: "fine", 0: "no"}
    traits: dict[str, QuizAnswer] = {name: scale[role.traits[name].level] for name in SCALE}
    places = [place for place in role.places.settings if place in PLACES]
    return {**traits, "groups": list(role.people.groups), "settings": places}


@pytest.mark.parametrize(
    ("answers", "role_id", "reason", "against"),
    [
        ({"outdoors": "love"}, "paramedic", "you like being outdoors in any weather, and", None),
        ({"outdoors": "love"}, "dramatherapist", None, "you like being outdoors in any weather, and"),
        ({"blood": "love"}, "paramedic", None, None),
        ({"blood": "no"}, "paramedic", None, "you don't want to see blood and wounds, and"),
        ({"emergencies": "no"}, "podiatrist", "you don't want emergencies and pressure, and", None),
        ({"groups": ["children"]}, "podiatrist", "you would work with children", None),
        ({"settings": ["ambulance"]}, "paramedic", "on an ambulance", None),
        ({"settings": ["ambulance"]}, "podiatrist", None, "you chose on an ambulance"),
        ({"trait:nights": "no"}, "paramedic", None, "you don't want nights and weekends, and"),
    ],
    ids=str,
)
def test_a_match_says_what_speaks_for_it_and_against_it(
    knowledge: Knowledge, answers: dict[str, QuizAnswer], role_id: str, reason: str | None, against: str | None
) -> None:
    match = next(match for match in ranked(answers, knowledge) if match.role.id == role_id)
    for wanted, said in ((reason, match.reasons), (against, match.against)):
        assert len(said) == (wanted is not None)
        assert wanted is None or wanted in said[0]
