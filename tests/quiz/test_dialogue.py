"""The quiz in words: each question asked well, and results that explain themselves."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import ANY, Claim, standing
from ahp_careers.guidance.eligibility import judge
from ahp_careers.guidance.reply import Reply
from ahp_careers.quiz import dialogue
from ahp_careers.quiz.state import OPEN_OPTION, QuizAnswer, QuizState, answered, back, skipped, start
from tests.quiz.test_matching import ANSWERS

#: The same examples each time, however slow the machine.
STEADY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
NO_GCSES = (Claim("gcse", "lacks"),)
DEGREE = (Claim("degree"),)


def at_each_question(knowledge: Knowledge) -> list[QuizState]:
    """The quiz as it stands at each of its questions, all before it left out."""
    states = [start(knowledge.quiz, {})]
    while states[-1].at is not None:
        states.append(skipped(states[-1], knowledge.quiz))
    return states[:-1]


def test_each_question_is_asked_with_its_number_and_all_its_options(knowledge: Knowledge) -> None:
    states = at_each_question(knowledge)
    assert len(states) == len(knowledge.quiz.questions)
    for number, (state, question) in enumerate(zip(states, knowledge.quiz.questions, strict=True), 1):
        reply = dialogue.ask(state, knowledge)
        assert reply.text == f"**Question {number} of {len(states)}.** {question.ask}"
        assert reply.card == {"kind": "quiz_question", "number": number, "of": len(states)}
        options = [button for button in reply.buttons if button.topic == "quiz_answer"]
        assert [button.title for button in options] == [o.title for o in question.options or knowledge.quiz.scale]
        for button in options:
            assert button.values["quiz_answer"].startswith(f"{question.id}=")
        others = [button.topic for button in reply.buttons if button.topic != "quiz_answer"]
        assert others == (["quiz_skip", "quiz_back"] if number > 1 else ["quiz_skip"])


def test_every_button_of_a_question_answers_it(knowledge: Knowledge) -> None:
    for state in at_each_question(knowledge):
        for button in dialogue.ask(state, knowledge).buttons:
            if button.topic == "quiz_answer":
                question, option = button.values["quiz_answer"].split("=")
                kind = dialogue.question_by_id(knowledge.quiz, question).kind
                given_: QuizAnswer = [option] if kind in OPEN_OPTION else option
                assert answered(state, knowledge.quiz, {question: given_}).at != question


def test_each_question_can_say_why_it_is_asked(knowledge: Knowledge) -> None:
    reasons = [dialogue.why(state, knowledge).text for state in at_each_question(knowledge)]
    assert reasons == [question.why for question in knowledge.quiz.questions]
    assert len(set(reasons)) == len(reasons)


@STEADY
@given(steps=st.lists(st.sampled_from(["skip", "back", "tell"]), max_size=25))
def test_the_count_never_runs_over(knowledge: Knowledge, steps: list[str]) -> None:
    state = start(knowledge.quiz, {"groups": ["children"]})
    for step in steps:
        if step == "skip":
            state = skipped(state, knowledge.quiz)
        elif step == "back":
            state = back(state)
        else:
            state = answered(state, knowledge.quiz, {"blood": "no", "making": "love"})
        if state.at is not None:
            card = dialogue.ask(state, knowledge).card
            assert card is not None
            assert 1 <= card["number"] <= card["of"] <= len(knowledge.quiz.questions)


@pytest.mark.parametrize(
    ("claims", "option"),
    [
        ((), None),
        ((Claim(ANY, "lacks"),), "none"),
        (NO_GCSES, "none"),
        ((Claim("gcse", count=2),), "some_gcses"),
        ((Claim("gcse"),), "level_2"),
        ((Claim("a_level"),), "level_3"),
        ((Claim("hnd"),), "level_3"),
        (DEGREE, "degree"),
        ((Claim("masters"),), "degree"),
        ((Claim("degree", "lacks"),), None),
        ((Claim("a_level", "in_progress"),), None),
        ((Claim("gcse"), Claim("degree", "lacks")), "level_2"),
    ],
    ids=[
        "nothing said",
        "nothing held",
        "no GCSEs",
        "two GCSEs",
        "GCSEs",
        "A levels",
        "HND",
        "degree",
        "master's",
        "only that a degree is lacking",
        "only that A levels are on the way",
        "GCSEs and no degree",
    ],
)
def test_what_was_told_answers_the_question_of_qualifications(
    knowledge: Knowledge, claims: tuple[Claim, ...], option: str | None
) -> None:
    """Lacking a degree, or studying, does not say that one has nothing: then the question must be asked."""
    assert dialogue.qualification_option(claims, knowledge) == option


@pytest.mark.parametrize(
    ("option", "level"), [("none", 0), ("some_gcses", 1), ("level_2", 2), ("level_3", 3), ("degree", 6)]
)
def test_each_qualification_option_stands_for_its_level(knowledge: Knowledge, option: str, level: int) -> None:
    assert standing(dialogue.claims_with({"qualifications": option}, ()), knowledge) == level


@pytest.mark.parametrize("given_", [None, []])
def test_an_open_question_of_qualifications_claims_nothing(given_: QuizAnswer | None) -> None:
    answers: dict[str, QuizAnswer] = {} if given_ is None else {"qualifications": given_}
    assert dialogue.claims_with(answers, DEGREE) == DEGREE


def card_of(reply: Reply) -> list[dict[str, object]]:
    assert reply.card is not None
    assert reply.card["kind"] == "matches"
    return list(reply.card["matches"])


@STEADY
@given(answers=ANSWERS, claims=st.sampled_from([(), NO_GCSES, DEGREE]))
def test_there_are_always_results_with_reasons_and_a_way_in(
    knowledge: Knowledge, answers: dict[str, QuizAnswer], claims: tuple[Claim, ...]
) -> None:
    reply = dialogue.results(answers, claims, knowledge)
    matches = card_of(reply)
    assert 1 <= len(matches) <= 2 * dialogue.SHOWN
    assert len({match["role"] for match in matches}) == len(matches)
    assert reply.sources
    lines = [line for line in reply.text.splitlines() if re.match(r"\d\. ", line)]
    assert len(lines) == len(matches)
    for line, match in zip(lines, matches, strict=True):
        assert f"**{match['title']}** ({match['percent']}% match)" in line
        assert 0 <= int(str(match["percent"])) <= 100
        assert " Why: " in line
        assert str(match["way_in"]) in line
        assert len(str(match["way_in"])) > 20
        for reason in match["reasons"]:
            assert str(reason) in line
    offered = [button.values["role"] for button in reply.buttons if button.topic == "about_role"]
    assert offered
    assert set(offered) <= {match["role"] for match in matches}
    assert {"quiz_back", "quiz_restart"} <= {button.topic for button in reply.buttons}


@STEADY
@given(answers=ANSWERS)
def test_a_result_never_contradicts_itself(knowledge: Knowledge, answers: dict[str, QuizAnswer]) -> None:
    """ "Nothing speaks against it. But: ..." would be nonsense."""
    for line in dialogue.results(answers, (), knowledge).text.splitlines():
        assert not ("nothing you said speaks against it" in line and " But: " in line)


@pytest.mark.parametrize("qualifications", [[], "none", "level_3", "degree"], ids=str)
def test_what_is_open_now_stands_apart_from_what_takes_training(
    knowledge: Knowledge, qualifications: QuizAnswer
) -> None:
    answers: dict[str, QuizAnswer] = {"qualifications": qualifications, "blood": "no"}
    reply = dialogue.results(answers, (), knowledge)
    now, later = reply.text.split("**You could work towards these**")
    claims = dialogue.claims_with(answers, ())
    for match in card_of(reply):
        role = knowledge.roles[str(match["role"])]
        group = now if judge(role, claims, knowledge).open_now else later
        assert f"**{role.title}**" in group


def test_the_way_in_follows_the_qualifications(knowledge: Knowledge) -> None:
    def way(option: str) -> str:
        answers: dict[str, QuizAnswer] = {"qualifications": option, "emergencies": "love", "outdoors": "love"}
        found = card_of(dialogue.results(answers, (), knowledge))
        return next(str(match["way_in"]) for match in found if match["role"] == "paramedic")

    assert way("none").startswith("Start as an emergency care assistant")
    assert way("level_3").startswith("Look at this way to train")


@pytest.mark.parametrize(
    ("answers", "open_"),
    [
        ({}, True),
        ({"qualifications": "none"}, True),
        ({"groups": ["anyone"], "settings": ["anywhere"], "outdoors": "fine", "blood": []}, True),
        ({"groups": ["children"]}, False),
        ({"outdoors": "no"}, False),
    ],
    ids=["nothing", "only qualifications", "all open", "a group", "a dislike"],
)
def test_results_from_next_to_nothing_say_so(knowledge: Knowledge, answers: dict[str, QuizAnswer], open_: bool) -> None:
    assert ("You left most things open" in dialogue.results(answers, (), knowledge).text) == open_


def test_the_same_answers_always_give_the_same_results(knowledge: Knowledge) -> None:
    answers: dict[str, QuizAnswer] = {"groups": ["children"], "creativity": "love", "blood": "no"}
    assert dialogue.results(answers, (), knowledge) == dialogue.results(answers, (), knowledge)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, None),
        ({"blood": []}, None),
        ({"blood": "no"}, r"\b(1|one) answer\b"),
        ({"blood": "no", "groups": ["adults"], "making": []}, r"\b(2|two) answers\b"),
    ],
    ids=["none", "skipped", "one", "two"],
)
def test_a_stopped_quiz_says_what_it_keeps(answers: dict[str, QuizAnswer], words: str | None) -> None:
    line = dialogue.status_line(answers)
    assert "stopped the quiz" in line
    assert ("kept" in line) == (words is not None)
    assert words is None or re.search(words, line)
