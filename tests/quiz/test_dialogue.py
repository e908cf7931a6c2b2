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
                kind = knowledge.quiz_questions[question].kind
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


A_LEVELS = Claim("a_level")
NO_DEGREE = Claim("degree", "lacks")
#: What was told, which option it amounts to, and which when told as the answer to the question.
TOLD: dict[str, tuple[list[Claim], str | None, str | None]] = {
    "nothing": ([], None, None),
    "nothing is held": ([Claim(ANY, "lacks")], "none", "none"),
    "two GCSEs": ([Claim("gcse", count=2)], "some_gcses", "some_gcses"),
    "GCSEs": ([Claim("gcse")], "level_2", "level_2"),
    "A levels": ([A_LEVELS], "level_3", "level_3"),
    "HND": ([Claim("hnd")], "level_3", "level_3"),
    "degree": ([Claim("degree")], "degree", "degree"),
    "master's": ([Claim("masters")], "degree", "degree"),
    "no GCSEs": ([Claim("gcse", "lacks")], None, "none"),
    "no degree": ([NO_DEGREE], None, "none"),
    "A levels, no degree": ([A_LEVELS, NO_DEGREE], "level_3", "level_3"),
    "studying A levels": ([Claim("a_level", "in_progress")], "level_2", "level_2"),
    "supposed to lack all": ([Claim(ANY, "lacks", supposed=True)], None, None),
}


@pytest.mark.parametrize("told", TOLD)
def test_what_was_told_answers_the_question_of_qualifications(knowledge: Knowledge, told: str) -> None:
    """To lack a degree does not say that one has nothing: then the question must be asked."""
    claims, option, when_asked = TOLD[told]
    assert dialogue.qualification_option(tuple(claims), knowledge) == option
    assert dialogue.qualification_option(tuple(claims), knowledge, answering=True) == when_asked


@pytest.mark.parametrize(
    ("option", "level"), [("none", 0), ("some_gcses", 1), ("level_2", 2), ("level_3", 3), ("degree", 6)]
)
def test_each_qualification_option_stands_for_its_level(knowledge: Knowledge, option: str, level: int) -> None:
    claims = dialogue.claims_of(option)
    assert standing(claims, knowledge) == level
    assert dialogue.qualification_option(tuple(claims), knowledge) == option


def test_every_option_of_the_question_of_qualifications_claims_something(knowledge: Knowledge) -> None:
    assert all(dialogue.claims_of(option.id) for option in knowledge.quiz_questions["qualifications"].options)
    assert dialogue.claims_of("an option removed since") == []


def lines_of(reply: Reply) -> list[str]:
    """The lines of the results, one a role."""
    return [line for line in reply.text.splitlines() if re.match(r"\d\. ", line)]


def titles_of(text: str) -> list[str]:
    return re.findall(r"^\d\. \*\*(.+?)\*\*", text, re.MULTILINE)


@STEADY
@given(answers=ANSWERS, claims=st.sampled_from([(), NO_GCSES, DEGREE]))
def test_there_are_always_results_with_reasons_and_a_way_in(
    knowledge: Knowledge, answers: dict[str, QuizAnswer], claims: tuple[Claim, ...]
) -> None:
    reply = dialogue.results(answers, claims, knowledge)
    titles = titles_of(reply.text)
    assert 1 <= len(titles) <= 2 * dialogue.SHOWN
    assert len(set(titles)) == len(titles)
    assert reply.sources
    for line in lines_of(reply):
        assert " Why: " in line or " But: " in line
        assert re.search(r" Way in: .{20,}\.$", line)
    roles = {role.id: role.title for role in knowledge.roles.values()}
    offered = [roles[button.values["role"]] for button in reply.buttons if button.topic == "about_role"]
    assert offered
    assert set(offered) <= set(titles)
    assert {"quiz_back", "quiz_restart"} <= {button.topic for button in reply.buttons}


@STEADY
@given(answers=ANSWERS)
def test_the_card_says_what_the_text_says(knowledge: Knowledge, answers: dict[str, QuizAnswer]) -> None:
    """And neither gives a percentage from a few answers: it would claim more than is known."""
    reply = dialogue.results(answers, (), knowledge)
    assert reply.card is not None
    assert reply.card["kind"] == "matches"
    enough = dialogue.told_apart(answers) >= dialogue.ENOUGH_FOR_PERCENT
    for line, match in zip(lines_of(reply), reply.card["matches"], strict=True):
        assert f"**{match['title']}**" in line
        assert match["way_in"] in line
        assert all(reason in line for reason in match["reasons"])
        assert (f"({match['percent']}% match)" in line) == enough == ("% match" in line)
        assert 0 <= match["percent"] <= 100 if enough else match["percent"] is None


@STEADY
@given(answers=ANSWERS)
def test_there_is_always_something_to_apply_for_today(knowledge: Knowledge, answers: dict[str, QuizAnswer]) -> None:
    assert "You could apply for these now" in dialogue.results(answers, NO_GCSES, knowledge).text


@STEADY
@given(answers=ANSWERS)
def test_a_result_never_contradicts_itself(knowledge: Knowledge, answers: dict[str, QuizAnswer]) -> None:
    """ "Nothing speaks against it. But: ..." would be nonsense."""
    for line in dialogue.results(answers, (), knowledge).text.splitlines():
        assert not ("nothing you said speaks against it" in line and " But: " in line)


@pytest.mark.parametrize("option", [None, "none", "level_3", "degree"])
def test_what_is_open_now_stands_apart_from_what_takes_training(knowledge: Knowledge, option: str | None) -> None:
    claims = tuple(dialogue.claims_of(option)) if option else ()
    now, later = dialogue.results({"blood": "no"}, claims, knowledge).text.split("**You could work towards these**")
    roles = {role.title: role for role in knowledge.roles.values()}
    assert all(judge(roles[title], claims, knowledge).open_now for title in titles_of(now))
    assert not any(judge(roles[title], claims, knowledge).open_now for title in titles_of(later))


@pytest.mark.parametrize(
    ("option", "way"), [("none", "Start as an emergency care assistant"), ("level_3", "Look at this way to train")]
)
def test_the_way_in_follows_the_qualifications(knowledge: Knowledge, option: str, way: str) -> None:
    likes: dict[str, QuizAnswer] = {"emergencies": "love", "outdoors": "love"}
    reply = dialogue.results(likes, tuple(dialogue.claims_of(option)), knowledge)
    (line,) = (line for line in lines_of(reply) if "**Paramedic**" in line)
    assert f"Way in: {way}" in line


def test_what_is_hated_through_and_through_is_not_offered_while_there_is_better(knowledge: Knowledge) -> None:
    answers: dict[str, QuizAnswer] = {"emergencies": "no", "outdoors": "no", "blood": "no"}
    assert not {"Paramedic", "Emergency care assistant"} & set(titles_of(dialogue.results(answers, (), knowledge).text))


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
