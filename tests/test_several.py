"""Messages that ask more than one thing, or say something beside a question."""

from __future__ import annotations

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import FaqMatch, Preference
from ahp_careers.message import Message
from tests.chat import Chat

PHYSIO, OT = ("physiotherapist",), ("occupational_therapist",)
PAY = Message("pay", "what do physios earn", roles=PHYSIO)
HOURS = Message("hours", "what are the hours")
CRY = Message("distress", "i want to die", confidence=0.9)
SAMARITANS = "116 123"


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    return Chat(knowledge)


def said(chat: Chat, topic: str, *parts: Message, **understood: object) -> str:
    """The message made of these parts, as it was read as a whole."""
    text = str(understood.pop("text", " and ".join(part.text for part in parts)))
    return chat.say(topic, text=text, parts=parts, **understood)


def test_two_questions_get_two_answers_in_turn(chat: Chat) -> None:
    said(chat, "pay", PAY, HOURS, roles=PHYSIO)
    physio = chat.knowledge.roles["physiotherapist"]
    pay, hours = chat.replies
    assert physio.pay.text in pay.text
    assert physio.hours.text in hours.text
    assert pay.buttons == (), "one set of buttons at a time"
    assert hours.buttons


@pytest.mark.parametrize(
    "parts",
    [
        (Message("pay", "what do OTs earn", roles=OT), HOURS),
        (HOURS, Message("pay", "what do OTs earn", roles=OT)),
        (HOURS, Message("pay", "what do they earn as OTs", families=("occupational_therapy",))),
    ],
    ids=["the first", "the second", "a field"],
)
def test_a_job_named_in_one_part_is_meant_in_the_other(chat: Chat, parts: tuple[Message, ...]) -> None:
    """ "what are the hours and what do OTs earn?", whatever job was spoken of before."""
    chat.say("about_role", roles=("paramedic",))
    roles, families = (tuple(x for part in parts for x in getattr(part, name)) for name in ("roles", "families"))
    text = said(chat, "pay", *parts, roles=roles, families=families)
    ot = chat.knowledge.roles["occupational_therapist"]
    assert ot.pay.text in text
    assert ot.hours.text in text
    assert "aramedic" not in text


def test_after_answers_about_two_jobs_each_can_be_pointed_at(chat: Chat) -> None:
    said(chat, "pay", PAY, Message("pay", "what do OTs earn", roles=OT), roles=(*PHYSIO, *OT))
    assert len(chat.replies) == 2
    chat.say("hours", text="what hours does the first one work")
    assert chat.memory.focus == "physiotherapist"


def test_a_frequent_question_beside_another_is_answered_too(chat: Chat) -> None:
    old = Message("nlu_fallback", "am i too old", faqs=(FaqMatch("too_old", 0.8),))
    text = said(chat, "pay", PAY, old, roles=PHYSIO)
    assert chat.knowledge.roles["physiotherapist"].pay.text in text
    assert chat.knowledge.faqs["too_old"].answer in text


def test_the_same_question_twice_is_answered_once(chat: Chat) -> None:
    said(chat, "pay", PAY, Message("pay", "how much do physios get", roles=PHYSIO), roles=PHYSIO)
    assert len(chat.replies) == 1


def test_a_statement_beside_a_question_is_no_second_question(chat: Chat) -> None:
    likes = Message("state_preference", "i like kids", preferences=(Preference("groups:children"),))
    text = said(chat, "pay", likes, PAY, roles=PHYSIO)
    assert len(chat.replies) == 1
    assert chat.knowledge.roles["physiotherapist"].pay.text in text


@pytest.mark.parametrize("parts", [(CRY, PAY, HOURS), (PAY, CRY, HOURS), (PAY, HOURS, CRY)], ids=["1st", "2nd", "3rd"])
@pytest.mark.parametrize("topic", ["pay", "nlu_fallback", "state_qualification", "affirm", "quiz_start", "forget"])
def test_a_cry_for_help_in_any_part_wins(chat: Chat, topic: str, parts: tuple[Message, ...]) -> None:
    text = said(chat, topic, *parts)
    assert SAMARITANS in text
    assert len(chat.replies) == 1
    assert chat.knowledge.roles["physiotherapist"].pay.text not in text


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("dont_know", "i dont know. i want to die"),
        ("quiz_skip", "skip this. i want to die"),
        ("nlu_fallback", "the second one. i want to die"),
    ],
)
def test_a_cry_for_help_in_mid_quiz_is_no_answer(chat: Chat, topic: str, text: str) -> None:
    before = chat.to_question(2).quiz.answers
    assert SAMARITANS in said(chat, topic, CRY, text=text, offered=chat.replies[-1].buttons)
    assert chat.quiz.answers == before


def test_a_cry_for_help_behind_a_yes_is_heard(chat: Chat) -> None:
    """The yes would have pressed the one button on offer."""
    chat.say("nlu_fallback", text="hm", likely_topics=("about_ahps",))
    yes = Message("affirm", "yes please.")
    assert SAMARITANS in said(chat, "affirm", yes, CRY, text="yes please. i want to die")


@pytest.mark.parametrize("topic", ["nlu_fallback", "out_of_scope", "state_preference", "state_qualification"])
def test_a_clear_question_speaks_for_an_unclear_whole(chat: Chat, topic: str) -> None:
    """ "I left school last year with my GCSEs. what do physios earn?" """
    told = Message("nlu_fallback", "i left school last year with my GCSEs", confidence=0.3)
    text = said(chat, topic, told, PAY, roles=PHYSIO, claims=(Claim("gcse"),))
    assert chat.knowledge.roles["physiotherapist"].pay.text in text
    assert chat.memory.claims == (Claim("gcse"),), "what was told beside it is kept"


@pytest.mark.parametrize("confidence", [0.4, 0.55])
def test_a_guess_does_not_speak_for_an_unclear_whole(chat: Chat, confidence: float) -> None:
    guess = Message("pay", "what do they get out of it", confidence=confidence)
    assert "not sure" in said(chat, "nlu_fallback", guess, text="well. what do they get out of it")


def test_a_clear_whole_is_not_overruled_by_its_one_question(chat: Chat) -> None:
    """ "tell me about paramedics. is it hard?" asks about paramedics."""
    text = said(chat, "about_role", Message("hours", "is it all hours?"), roles=("paramedic",))
    assert text.startswith(chat.knowledge.roles["paramedic"].summary.text)


def test_two_questions_in_mid_quiz_are_answered_and_the_quiz_goes_on(chat: Chat) -> None:
    before = chat.to_question(3).quiz
    said(chat, "pay", PAY, HOURS, roles=PHYSIO)
    pay, hours, again = chat.replies
    assert chat.knowledge.roles["physiotherapist"].pay.text in pay.text
    assert chat.open_question() not in hours.text
    assert chat.open_question() in again.text
    assert chat.quiz == before


def test_both_of_them_asks_after_each(chat: Chat) -> None:
    said(chat, "pay", PAY, Message("hours", "what are the hours of OTs", roles=OT), roles=(*PHYSIO, *OT))
    text = chat.say("hours", text="do both of them work nights?")
    for job in (*PHYSIO, *OT):
        assert chat.knowledge.roles[job].hours.text in text


def test_both_of_nothing_asks_which_job(chat: Chat) -> None:
    assert "Which job do you mean?" in chat.say("hours", text="do both of them work nights?")


def test_what_is_put_in_the_place_of_something_misread_is_answered(chat: Chat) -> None:
    chat.say("pay", roles=PHYSIO)
    hours = Message("hours", "the hours", confidence=0.9)
    text = said(chat, "pay", hours, text="no not the pay, the hours")
    assert chat.knowledge.roles["physiotherapist"].hours.text in text
