"""What is not understood: people to talk to after the second time, and no rash act on a doubtful reading."""

from __future__ import annotations

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.question import Preference
from tests.chat import COMMANDS, Chat

ADVISERS = {
    "england": "National Careers Service",
    "scotland": "My World of Work",
    "wales": "Careers Wales",
    "northern_ireland": "Northern Ireland Careers Service",
}


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    return Chat(knowledge)


def miss(chat: Chat, text: str = "asdf qwer") -> str:
    return chat.say("nlu_fallback", text=text)


def offers_people(said: str) -> bool:
    return any(name in said for name in ADVISERS.values())


def test_people_are_offered_at_the_second_miss_in_a_row_and_not_before(chat: Chat) -> None:
    assert not offers_people(miss(chat))
    said = miss(chat)
    assert all(name in said for name in ADVISERS.values()), "the nation is not known"
    assert chat.replies[-1].sources
    assert chat.replies[-1].buttons, "pressing a button may still help"
    assert offers_people(miss(chat))


@pytest.mark.parametrize("nation", ADVISERS)
def test_the_people_are_those_of_the_persons_nation(chat: Chat, nation: str) -> None:
    chat.say("pay", roles=("podiatrist",), nation=nation)
    miss(chat)
    said = miss(chat)
    assert [name for name in ADVISERS.values() if name in said] == [ADVISERS[nation]]
    assert chat.memory.nation == nation


@pytest.mark.parametrize(
    "understood",
    [
        {"topic": "pay", "roles": ("podiatrist",)},
        {"topic": "list_roles"},
        {"topic": "thank", "text": "ta"},
        {"topic": "my_details", "text": "what do you know about me"},
        {"topic": "state_preference", "preferences": (Preference("groups:children"),), "text": "i like kids"},
        {"topic": "quiz_start"},
    ],
    ids=lambda understood: understood["topic"],
)
def test_a_message_understood_between_starts_the_count_again(chat: Chat, understood: dict[str, object]) -> None:
    miss(chat)
    chat.say(**understood)
    if chat.quiz.active:
        chat.say("quiz_stop")
    assert not offers_people(miss(chat))
    assert offers_people(miss(chat))


def test_an_answer_to_the_quiz_starts_the_count_again(chat: Chat) -> None:
    chat.say("quiz_start")
    miss(chat)
    chat.press_first()
    chat.say("quiz_stop")
    assert not offers_people(miss(chat))


def test_a_pressed_button_starts_the_count_again(chat: Chat) -> None:
    miss(chat)
    chat.press("What can you do?")
    assert not offers_people(miss(chat))


DOUBTFUL = [
    ("abuse", 0.5),
    ("out_of_scope", 0.4),
    ("forget", 0.4),
    ("my_details", 0.4),
    ("quiz_stop", 0.4),
    ("quiz_back", 0.4),
    ("quiz_skip", 0.4),
]


@pytest.mark.parametrize(("topic", "confidence"), DOUBTFUL)
def test_a_doubtful_reading_is_not_acted_on(chat: Chat, topic: str, confidence: float) -> None:
    """Nobody likes to be called rude, or to lose what they told, for a word the guide does not know."""
    chat.say("pay", roles=("podiatrist",), nation="scotland")
    said = chat.say(topic, text="hm that thing", confidence=confidence)
    lines = chat.knowledge.talk.lines
    assert lines["fallback_plain"] in said
    assert not any(lines[name] in said for name in ("abuse", "out_of_scope", "forgotten", "no_quiz"))
    assert (chat.memory.nation, chat.memory.focus) == ("scotland", "podiatrist")


def test_a_doubtful_reading_is_a_miss_like_any_other(chat: Chat) -> None:
    miss(chat)
    assert offers_people(chat.say("abuse", text="hm that thing", confidence=0.5))


@pytest.mark.parametrize(
    ("topic", "line"),
    [("abuse", "abuse"), ("out_of_scope", "out_of_scope"), ("forget", "forgotten"), ("quiz_stop", "no_quiz")],
)
def test_a_sure_reading_is_acted_on(chat: Chat, topic: str, line: str) -> None:
    assert chat.knowledge.talk.lines[line] in chat.say(topic, text="hm that thing", confidence=0.9)


@pytest.mark.parametrize("topic", ["quiz_stop", "quiz_results", "quiz_restart", "forget", "abuse"])
def test_in_mid_quiz_a_doubtful_command_loses_neither_answers_nor_place(chat: Chat, topic: str) -> None:
    before = chat.to_question(4).quiz
    said = chat.say(topic, text="hm that thing", confidence=0.4)
    assert chat.quiz == before
    assert chat.open_question() in said


@pytest.mark.parametrize("topic", COMMANDS)
def test_a_pressed_command_is_never_doubtful(chat: Chat, topic: str) -> None:
    """A button comes with no likelihood but certainty."""
    chat.to_question(4)
    assert chat.knowledge.talk.lines["quiz_unclear"] not in chat.say(topic)


def test_distress_is_never_too_doubtful(chat: Chat) -> None:
    """To show a helpline once too often does less harm than to pass over a cry for help."""
    assert "116 123" in chat.say("distress", text="i cant any more", confidence=0.5)
