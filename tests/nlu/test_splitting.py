"""Cutting a message into parts: two questions are two, one question stays whole, and no cry for help is cut away."""

from __future__ import annotations

import pytest

from ahp_careers.nlu.splitting import MOST_PARTS, MOST_STATEMENTS, meant_instead, parts

#: So many parts a message may have, whatever it is: each costs as much time as a message.
MOST = max(MOST_PARTS, MOST_STATEMENTS + 2)

# message, then its parts
TWO_QUESTIONS = [
    ("what do physios earn and how long is the training?", ["what do physios earn", "how long is the training?"]),
    ("what do OTs do? what do they earn?", ["what do OTs do?", "what do they earn?"]),
    ("what do OTs do. what do they earn", ["what do OTs do.", "what do they earn"]),
    ("what do they do\nhow much is it", ["what do they do", "how much is it"]),
    ("what is the pay; how do I apply", ["what is the pay;", "how do I apply"]),
    ("how much do they earn, is it hard", ["how much do they earn", "is it hard"]),
    ("how much do they earn, and is it hard", ["how much do they earn", "is it hard"]),
    ("what is the pay? and the hours?", ["what is the pay?", "and the hours?"]),
    # As people type
    ("wot do they do n wots the pay", ["wot do they do", "wots the pay"]),
    ("what's the pay & do i need a degree", ["what's the pay", "do i need a degree"]),
    ("whats the pay also can i do it part time", ["whats the pay", "can i do it part time"]),
    ("WHAT DO THEY DO AND HOW DO I APPLY", ["WHAT DO THEY DO", "HOW DO I APPLY"]),
    ("Is it hard but does it pay well?", ["Is it hard", "does it pay well?"]),
    # Three
    (
        "what do they do, what do they earn and how do I apply?",
        ["what do they do", "what do they earn", "how do I apply?"],
    ),
]

ONE_QUESTION = [
    "",
    "   ",
    "?!",
    "yes",
    "paramedic",
    "what does a podiatrist do",
    "do I need maths and English",
    "do I need GCSEs, A levels or a degree",
    "what do physios and OTs do",
    "paramedic or physio?",
    "should I go to uni or do an apprenticeship?",
    "I like kids and art but hate blood",
    "hello! what is a physio?",
    "ok. what is the pay?",
    "pay? hours?",
    # A point that ends no sentence
    "what is a B.Sc. in podiatry",
    "is band 4.5 a thing",
    "can I do other jobs, e.g. physio",
    "does St. George's train paramedics and ODPs",
    "will Dr. Who's job do",
    "is it nos. 1 vs. 2",
]

# message, and the statement in it that must be read by itself
BESIDE_A_QUESTION = [
    ("i hate my life, what do podiatrists earn", "i hate my life"),
    ("I failed my exams and I want to die. what jobs are there", "I failed my exams and I want to die."),
    ("what do podiatrists earn? i cant go on", "i cant go on"),
    ("what jobs are there\nnobody would miss me", "nobody would miss me"),
    ("my mate wants to kill himself, what is a paramedic", "my mate wants to kill himself"),
    ("she's hurting herself! do paramedics help", "she's hurting herself!"),
    ("I want to help people. What do paramedics do? I have 4.5 years in care", "I have 4.5 years in care"),
]


@pytest.mark.parametrize(("message", "cut"), TWO_QUESTIONS)
def test_questions_are_read_apart(message: str, cut: list[str]) -> None:
    assert parts(message) == cut


@pytest.mark.parametrize("message", ONE_QUESTION)
def test_one_question_stays_whole(message: str) -> None:
    """Parts cost time, and a half question is understood worse than a whole one."""
    assert parts(message) == []


@pytest.mark.parametrize(("message", "statement"), BESIDE_A_QUESTION)
def test_what_is_said_of_somebody_beside_a_question_is_read_by_itself(message: str, statement: str) -> None:
    """Beside a clear question a cry for help might drown."""
    assert statement in parts(message)


def test_a_statement_about_nobody_is_not_read_apart() -> None:
    assert parts("the pay looks low. what are the hours") == []


STORY = "I am 40. I left. I live in Wales. I like kids. I have maths. I hate blood. My mum is a nurse. What can I do?"


def test_of_a_story_the_question_and_the_last_statements_are_read() -> None:
    *statements, question = parts(STORY)
    assert question == "What can I do?"
    assert statements == ["I live in Wales.", "I like kids.", "I have maths.", "I hate blood.", "My mum is a nurse."]
    assert len(statements) == MOST_STATEMENTS


@pytest.mark.parametrize("at", range(5))
def test_a_cry_for_help_is_among_the_parts_wherever_it_stands(at: int) -> None:
    """Someone may say the worst first and then go on about school."""
    sentences = ["I am 16.", "I like kids.", "I have maths.", "My mum is a nurse."]
    sentences.insert(at, "I want to die.")
    assert any("I want to die." in part for part in parts(" ".join([*sentences, "What can I do?"])))


@pytest.mark.parametrize("message", [message for message, _ in TWO_QUESTIONS + BESIDE_A_QUESTION] + [STORY])
def test_parts_are_the_persons_own_words_and_few(message: str) -> None:
    """What is found in a part must be found in the message too."""
    found = parts(message)
    assert len(found) <= MOST
    assert all(part in message and part == part.strip() for part in found)


def test_a_very_long_message_has_few_parts() -> None:
    """Each part goes through the whole pipeline: nobody must be able to send a thousand."""
    assert len(parts("what is it? " * 1000)) <= MOST
    assert len(parts("I am sad. " * 1000 + "what is it?")) <= MOST


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("no not the pay, the hours", "the hours"),
        ("not the pay but the hours", "the hours"),
        ("i didnt mean hours, i meant pay", "pay"),
        ("sorry, not podiatrist, physio", "physio"),
    ],
)
def test_of_a_correction_only_what_is_meant_is_read(message: str, meant: str) -> None:
    assert parts(message) == [meant]


@pytest.mark.parametrize("message", ["not sure", "not really", "not for me", "no", "i do not have a degree"])
def test_a_plain_no_corrects_nothing(message: str) -> None:
    assert meant_instead(message) is None
