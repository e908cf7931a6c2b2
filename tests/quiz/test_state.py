"""Every step of the quiz: on, back, skip, stop, and own words that answer several questions at once."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.content.model import QuizFile, QuizQuestion
from ahp_careers.guidance.question import Preference
from ahp_careers.quiz.state import (
    OPEN_OPTION,
    QuizAnswer,
    QuizState,
    answered,
    back,
    finished,
    from_intent,
    from_preferences,
    from_words,
    skipped,
    start,
    stopped,
)

#: The same examples each time, however slow the machine.
STEADY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def quiz(knowledge: Knowledge) -> QuizFile:
    return knowledge.quiz


def ids(quiz: QuizFile) -> list[str]:
    return [question.id for question in quiz.questions]


def question_by_id(quiz: QuizFile, question_id: str) -> QuizQuestion:
    return next(question for question in quiz.questions if question.id == question_id)


def some_answer(question: QuizQuestion) -> QuizAnswer:
    if question.kind == "scale":
        return "love"
    return [question.options[0].id] if question.kind in OPEN_OPTION else question.options[0].id


def answer_open(state: QuizState, quiz: QuizFile) -> QuizState:
    question = question_by_id(quiz, str(state.at))
    return answered(state, quiz, {question.id: some_answer(question)})


def walked(quiz: QuizFile, count: int) -> QuizState:
    """A quiz with its first ``count`` questions answered."""
    state = start(quiz, {})
    for _ in range(count):
        state = answer_open(state, quiz)
    return state


def test_the_questions_come_in_order_each_once_and_then_it_ends(quiz: QuizFile) -> None:
    state, seen = start(quiz, {}), []
    while state.at is not None:
        assert not finished(state)
        seen.append(state.at)
        state = answer_open(state, quiz)
    assert seen == ids(quiz) == list(state.asked) == list(state.answers)
    assert finished(state)


def test_each_question_is_reached_when_all_others_are_answered(quiz: QuizFile) -> None:
    for question in quiz.questions:
        known = {other.id: some_answer(other) for other in quiz.questions if other.id != question.id}
        state = start(quiz, known)
        assert state.at == question.id
        assert finished(answer_open(state, quiz))


def test_what_is_known_is_not_asked(quiz: QuizFile) -> None:
    state = start(quiz, {"groups": ["children"], "blood": "no"})
    seen = []
    while state.at is not None:
        seen.append(state.at)
        state = skipped(state, quiz)
    assert seen == [id_ for id_ in ids(quiz) if id_ not in ("groups", "blood")]
    assert state.answers["groups"] == ["children"]
    assert state.answers["blood"] == "no"


def test_a_quiz_of_which_all_is_known_is_done_at_once(quiz: QuizFile) -> None:
    assert finished(start(quiz, {question.id: some_answer(question) for question in quiz.questions}))


def test_back_reopens_the_question_before_and_forgets_its_answer(quiz: QuizFile) -> None:
    for count in range(1, len(quiz.questions) + 1):
        state = back(walked(quiz, count))
        assert state.at == ids(quiz)[count - 1]
        assert list(state.answers) == ids(quiz)[: count - 1]
        assert answer_open(state, quiz) == walked(quiz, count)


def test_back_all_the_way_ends_at_the_first_question(quiz: QuizFile) -> None:
    state = walked(quiz, 4)
    for _ in range(10):
        state = back(state)
    assert state == start(quiz, {})
    assert back(state) == state


def test_back_passes_over_what_was_never_asked(quiz: QuizFile) -> None:
    first, second, third = ids(quiz)[:3]
    state = answer_open(start(quiz, {second: ["children"]}), quiz)
    assert state.at == third
    assert back(state).at == first
    assert back(state).answers == {second: ["children"]}


def test_skip_leaves_an_answer_that_counts_for_nothing(quiz: QuizFile) -> None:
    first, second = ids(quiz)[:2]
    state = skipped(start(quiz, {}), quiz)
    assert state.answers == {first: []}
    assert state.at == second
    assert back(state).at == first


def test_skip_with_no_question_open_changes_nothing(quiz: QuizFile) -> None:
    done = walked(quiz, len(quiz.questions))
    assert skipped(done, quiz) == done
    assert skipped(QuizState(), quiz) == QuizState()


def test_stop_keeps_the_answers_and_the_quiz_can_be_taken_up_again(quiz: QuizFile) -> None:
    state = stopped(walked(quiz, 3))
    assert not state.active
    assert state.at is None
    assert not finished(state)
    assert start(quiz, state.answers).at == ids(quiz)[3]


def test_an_old_answer_can_be_changed_from_anywhere(quiz: QuizFile) -> None:
    state = walked(quiz, 5)
    changed = answered(state, quiz, {ids(quiz)[0]: "degree"})
    assert changed.answers[ids(quiz)[0]] == "degree"
    assert changed.at == state.at
    assert changed.asked == state.asked


def test_several_answers_at_once_move_on_to_the_next_open_question(quiz: QuizFile) -> None:
    first, second, third, fourth = ids(quiz)[:4]
    state = answered(start(quiz, {}), quiz, {first: "none", third: ["school"], second: ["children"]})
    assert state.at == fourth
    assert state.asked == (first, fourth)


STEPS = st.lists(st.sampled_from(["answer", "skip", "back", "stop", "start", "tell"]), max_size=30)


@STEADY
@given(steps=STEPS)
def test_no_order_of_steps_leads_astray(quiz: QuizFile, steps: list[str]) -> None:
    state = start(quiz, {})
    for step in steps:
        if step == "answer" and state.at is not None:
            state = answer_open(state, quiz)
        elif step == "skip":
            state = skipped(state, quiz)
        elif step == "back":
            state = back(state)
        elif step == "stop":
            state = stopped(state)
        elif step == "start":
            state = start(quiz, state.answers)
        elif step == "tell" and state.active:
            state = answered(state, quiz, {"blood": "no", "trait:nights": "no"})
        assert state.at is None or state.at in state.asked
        assert state.at is None or state.at not in state.answers
        assert state.at is None or state.active
        assert len(set(state.asked)) == len(state.asked)
        assert set(state.asked) <= set(ids(quiz))
        assert QuizState.from_dict(json.loads(json.dumps(state.to_dict()))) == state
    state = start(quiz, state.answers)
    for _ in quiz.questions:
        state = skipped(state, quiz)
    assert finished(state)


def test_no_quiz_yet_is_remembered_as_nothing() -> None:
    assert QuizState.from_dict(None) == QuizState.from_dict({}) == QuizState()


@pytest.mark.parametrize(
    ("preferences", "answers"),
    [
        ([], {}),
        (["trait:outdoors"], {"outdoors": "love"}),
        (["-trait:blood"], {"blood": "no"}),
        (["~trait:machines"], {"machines": "fine"}),
        (["-trait:nights"], {"trait:nights": "no"}),
        (["groups:children"], {"groups": ["children"]}),
        (["groups:older_people", "groups:babies"], {"groups": ["babies", "older_people"]}),
        (["-groups:children"], {"groups": ["babies", "teenagers", "adults", "older_people"]}),
        (["groups:adults", "-groups:children"], {"groups": ["adults"]}),
        (["-settings:hospital"], {"settings": ["clinic", "home", "school", "care", "ambulance"]}),
        (["trait:blood", "-trait:blood"], {"blood": "no"}),
        (
            ["groups:children", "trait:creativity", "-trait:blood", "settings:school", "-trait:nights"],
            {
                "groups": ["children"],
                "creativity": "love",
                "blood": "no",
                "settings": ["school"],
                "trait:nights": "no",
            },
        ),
    ],
    ids=lambda value: " ".join(value) or "nothing",
)
def test_own_words_answer_several_questions(
    quiz: QuizFile, preferences: list[str], answers: dict[str, QuizAnswer]
) -> None:
    """ "I like kids and art but hate blood"; here "-" stands for a dislike and "~" for not minding."""
    status = {"-": "dislikes", "~": "neutral"}
    told = tuple(Preference(said.lstrip("-~"), status.get(said[0], "likes")) for said in preferences)
    assert from_preferences(told, quiz) == answers


@pytest.mark.parametrize(
    ("question", "topic", "answer"),
    [
        ("outdoors", "affirm", "love"),
        ("outdoors", "deny", "no"),
        ("outdoors", "neutral", "fine"),
        ("outdoors", "dont_know", "fine"),
        ("outdoors", "greet", None),
        ("groups", "neutral", ["anyone"]),
        ("groups", "dont_know", ["anyone"]),
        ("groups", "affirm", None),
        ("groups", "deny", None),
        ("settings", "neutral", ["anywhere"]),
        ("qualifications", "deny", "none"),
        ("qualifications", "dont_know", []),
        ("qualifications", "affirm", None),
    ],
)
def test_a_plain_word_answers_the_open_question(
    quiz: QuizFile, question: str, topic: str, answer: QuizAnswer | None
) -> None:
    assert from_intent(topic, question_by_id(quiz, question)) == answer


def test_every_options_own_words_choose_it(quiz: QuizFile) -> None:
    for question in quiz.questions:
        for option in question.options or quiz.scale:
            expected = [option.id] if question.kind in OPEN_OPTION else option.id
            for said in (option.title, option.title.upper(), f" {option.title}! ", option.title.replace("'", "’")):
                assert from_words(said, question, quiz) == expected, said
            for said in option.names:
                assert from_words(said, question, quiz) == expected, said


@pytest.mark.parametrize("said", ["", "?", "what is a podiatrist", "children who love it"])
def test_other_words_choose_nothing(quiz: QuizFile, said: str) -> None:
    for question in quiz.questions:
        assert from_words(said, question, quiz) is None
