"""The quiz as it runs in a talk: pressed through, in own words, and steered by commands."""

from __future__ import annotations

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import Preference
from ahp_careers.message import Message
from tests.chat import AT_EACH_QUESTION, COMMANDS, LIKES, NUMBER_OF_QUESTIONS, Chat


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    return Chat(knowledge)


def test_the_whole_quiz_can_be_pressed_through(chat: Chat) -> None:
    assert len(chat.knowledge.quiz.questions) == NUMBER_OF_QUESTIONS
    said = chat.to_question(NUMBER_OF_QUESTIONS - 1).press_first()
    assert "Here is what fits" in said
    assert chat.replies[-1].card is not None
    assert chat.replies[-1].card["kind"] == "matches"
    assert not chat.quiz.active


@AT_EACH_QUESTION
def test_an_old_option_pressed_changes_that_answer_and_nothing_else(chat: Chat, number: int) -> None:
    """Buttons of earlier questions stay on the page."""
    chat.to_question(number)
    before = chat.quiz
    for old in list(before.answers):
        question = chat.knowledge.quiz_questions[old]
        option = (question.options or chat.knowledge.quiz.scale)[1].id
        chat.say("quiz_answer", quiz_answer=f"{old}={option}")
        assert chat.quiz.answers[old] in (option, [option])
        assert {k: v for k, v in chat.quiz.answers.items() if k != old} == {
            k: v for k, v in before.answers.items() if k != old
        }
        assert chat.quiz.at == before.at
        assert chat.open_question() in chat.replies[-1].text
        before = chat.quiz


def test_an_old_option_pressed_after_the_results_gives_new_results(chat: Chat) -> None:
    chat.to_question(NUMBER_OF_QUESTIONS)
    first = chat.replies[-1]
    chat.say("quiz_answer", quiz_answer="groups=older_people")
    assert chat.quiz.answers["groups"] == ["older_people"]
    assert chat.replies[-1].card is not None
    assert chat.replies[-1].card["kind"] == "matches"
    assert chat.replies[-1].card != first.card


def test_own_words_answer_the_open_question_and_others_which_are_not_asked_again(chat: Chat) -> None:
    chat.to_question(1).say("state_preference", text="i like kids and art but hate blood", preferences=LIKES)
    assert chat.quiz.answers["groups"] == ["children"]
    assert chat.quiz.answers["creativity"] == "love"
    assert chat.quiz.answers["blood"] == "no"
    asked = [chat.quiz.at]
    while chat.quiz.active:
        chat.say("quiz_skip")
        asked.append(chat.quiz.at)
    assert not {"groups", "creativity", "blood"} & set(asked)


def test_own_words_about_other_questions_are_noted_and_the_open_one_stays(chat: Chat) -> None:
    said = chat.to_question(3).say("state_preference", text="i hate blood", preferences=LIKES[2:])
    assert chat.quiz.answers["blood"] == "no"
    assert "noted" in said
    assert chat.open_question() in said


@pytest.mark.parametrize(
    ("number", "message", "answer"),
    [
        (0, Message("state_qualification", claims=(Claim("gcse", count=5),)), "level_2"),
        (0, Message("eligibility", text="none yet"), "none"),
        (0, Message("deny", text="nah"), "none"),
        (1, Message("nlu_fallback", text="Children!"), ["children"]),
        (1, Message("neutral", text="not fussed"), ["anyone"]),
        (1, Message("list_roles", text="kids please", preferences=LIKES[:1]), ["children"]),
        (3, Message("affirm", text="yeah"), "love"),
        (3, Message("goodbye", text="not for me"), "no"),
        (3, Message("dont_know", text="dunno"), "fine"),
    ],
    ids=lambda value: value.text or value.topic if isinstance(value, Message) else "",
)
def test_short_answers_are_taken_as_answers(chat: Chat, number: int, message: Message, answer: object) -> None:
    chat.to_question(number)
    open_ = chat.quiz.at
    chat.say(**vars(message))
    assert chat.quiz.answers[str(open_)] == answer
    assert chat.quiz.at != open_


def test_why_is_answered_and_the_question_asked_again(chat: Chat) -> None:
    chat.to_question(2)
    open_ = chat.knowledge.quiz_questions[str(chat.quiz.at)]
    said = chat.say("quiz_why")
    assert said.index(open_.why) < said.index(open_.ask)


def test_back_and_skip_move_one_question(chat: Chat) -> None:
    chat.to_question(3)
    first = chat.open_question()
    chat.say("quiz_back")
    assert chat.open_question() != first
    chat.say("quiz_skip")
    assert chat.open_question() == first
    assert "This is the first question" in Chat(chat.knowledge).to_question(0).say("quiz_back")


def test_an_answer_taken_back_and_then_skipped_no_longer_counts(chat: Chat) -> None:
    chat.say("quiz_start")
    chat.press("A degree")
    chat.press("Back")
    chat.press("Skip")
    chat.say("state_preference", preferences=(Preference("trait:emergencies"), Preference("trait:outdoors")))
    chat.say("quiz_results")
    (paramedic,) = (line for line in chat.replies[-1].text.splitlines() if "**Paramedic**" in line)
    assert "Way in: Start as" in paramedic


def test_a_stopped_quiz_can_be_taken_up_where_it_was_left(chat: Chat) -> None:
    chat.to_question(3)
    asked = chat.open_question()
    said = chat.say("quiz_stop")
    assert asked not in said
    assert "A podiatrist is" in chat.say("about_role", roles=("podiatrist",))
    assert len(chat.replies) == 1, "a stopped quiz asks nothing more"
    assert asked in chat.say("quiz_start")


def test_restart_forgets_the_answers_and_start_in_mid_quiz_does_not(chat: Chat) -> None:
    chat.to_question(4)
    kept = chat.quiz.answers
    chat.say("quiz_start")
    assert chat.quiz.answers == kept
    chat.say("quiz_restart")
    assert chat.quiz.answers == {}
    assert chat.quiz.at == "qualifications"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("situation", ["fresh", "likes told", "stopped", "done"])
def test_every_command_gets_a_reply_though_no_question_is_open(chat: Chat, situation: str, command: str) -> None:
    if situation == "likes told":
        chat.say("state_preference", preferences=LIKES)
    elif situation == "stopped":
        chat.to_question(2).say("quiz_stop")
    elif situation == "done":
        chat.to_question(NUMBER_OF_QUESTIONS)
    assert chat.say(command).strip()


def test_likes_told_without_a_quiz_bring_matches_and_count_in_the_quiz(chat: Chat) -> None:
    assert "Here is what fits" in chat.say("state_preference", preferences=LIKES)
    assert not chat.quiz.active
    chat.press("A few more questions")
    assert chat.quiz.answers.keys() == {"groups", "creativity", "blood"}
    assert chat.quiz.at == "qualifications"
