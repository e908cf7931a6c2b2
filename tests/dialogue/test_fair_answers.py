"""Answers that fit the person who asked: what they said is taken for what it was, and what is not known is said."""

from __future__ import annotations

import pytest

from tests.talk import Talk


def test_a_denial_corrects_what_was_said_before(talk: Talk) -> None:
    talk.say("I have 3 A levels")
    talk.say("actually I don't have A levels")
    assert "3 A levels" not in talk.say("which jobs can I do?")


def test_what_was_only_supposed_is_not_held_against_or_for_anyone(talk: Talk) -> None:
    talk.say("could I be a paramedic with a degree in biology?")
    said = talk.say("could I be a dramatherapist?")
    assert "biology" not in said


def test_a_degree_in_the_field_leads_to_the_register(talk: Talk) -> None:
    said = talk.say("I have a podiatry degree, can I be a podiatrist?")
    assert "you can register" in said
    assert "podiatry assistant" not in said


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("can I be a paramedic if I'm dyslexic?", "how you learn"),
        ("am I too old at 52 to be a paramedic?", "age"),
        ("im 15 can i be a podiatrist", "age"),
        ("could I become a podiatry assistant with a criminal record?", "criminal record"),
        ("can I be an emergency care assistant without a licence?", "driving licence"),
    ],
)
def test_what_the_facts_do_not_cover_is_said_before_the_rest(talk: Talk, question: str, about: str) -> None:
    """Else "not straight away" reads as "because you are dyslexic"."""
    said = talk.say(question)
    assert said.startswith("I can't say how it is in your own case when it comes to")
    assert about in said.split("\n\n")[0]


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("do I need a degree to be an OT?", "Yes."),
        ("do I need GCSEs to be a podiatry assistant?", "No, that is not a set requirement."),
    ],
)
def test_a_question_for_yes_or_no_gets_it_first(talk: Talk, question: str, opening: str) -> None:
    assert talk.say(question).startswith(opening)


@pytest.mark.parametrize("typed", ["what about paramedics?", "and paramedics?", "how about being a paramedic"])
def test_another_job_is_asked_the_same_question(talk: Talk, typed: str) -> None:
    talk.say("how much do podiatrists earn?")
    assert talk.say(typed).startswith("**Paramedic**:")
    assert "band" in talk.messages[0]["text"]


def test_a_job_without_facts_never_gets_the_facts_of_another(talk: Talk) -> None:
    talk.say("how much do podiatrists earn?")
    said = talk.say("and opticians?")
    assert "no checked facts" in said
    assert "band" not in said


def test_distress_is_answered_before_all_else_and_the_quiz_waits(talk: Talk) -> None:
    talk.say("help me choose")
    said = talk.say("I want to kill myself")
    assert "116 123" in said
    assert "Question" not in said
    assert "Question 1" in talk.press("Carry on with the quiz")


def test_a_button_may_be_typed_instead_of_pressed(talk: Talk) -> None:
    talk.say("help me choose")
    talk.say("stop the quiz")
    assert "Question 1" in talk.say("carry on")
