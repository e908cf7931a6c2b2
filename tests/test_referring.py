"""What short words point at: a place in a list, a word of a title, "yes", a button's title; and what points at nothing.

To take "first aid" for the first job is annoying; to take a cry for help for a quiz answer is worse.
"""

from __future__ import annotations

import pytest

from ahp_careers.content.knowledge import Knowledge
from tests.chat import LIKES, Chat


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    return Chat(knowledge)


@pytest.fixture
def listed(chat: Chat) -> Chat:
    """Four jobs were listed: foot health practitioner, podiatry assistant, assistant practitioner, podiatrist."""
    chat.say("list_roles", families=("podiatry",))
    return chat


def typed(chat: Chat, text: str, topic: str = "nlu_fallback", **understood: object) -> str:
    """Typed below the buttons that are there."""
    offered = tuple(button for reply in chat.replies for button in reply.buttons)
    return chat.say(topic, text=text, offered=offered, **understood)


PLACES = {
    "foot_health_practitioner": ["the first one", "number one"],
    "podiatry_assistant": ["the second one", "um the 2nd one please", "second", "the second job", "Number 2"],
    "podiatry_assistant_practitioner": ["what about the third", "option 3 please"],
    "podiatrist": ["the 4th of those", "the last one"],
}


@pytest.mark.parametrize(("text", "role"), [(text, role) for role, texts in PLACES.items() for text in texts])
def test_a_place_in_the_list_means_the_job_there(listed: Chat, text: str, role: str) -> None:
    assert typed(listed, text).startswith(listed.knowledge.roles[role].summary.text)
    assert listed.memory.focus == role


@pytest.mark.parametrize("form", ["number {}", "{}"])
def test_each_number_of_the_results_means_the_job_beside_it(chat: Chat, form: str) -> None:
    """The results are numbered on the screen, up to six: their numbers must work."""
    chat.say("state_preference", preferences=LIKES)
    for number, role in enumerate(chat.memory.listed, 1):
        assert f"{number}. **{chat.knowledge.roles[role].title}**" in chat.replies[-1].text
        typed(chat, form.format(number))
        assert chat.memory.focus == role
        chat.say("state_preference", preferences=LIKES)


def test_a_question_about_a_place_is_answered_for_the_job_there(listed: Chat) -> None:
    said = typed(listed, "what does the second one earn", "pay")
    assert listed.knowledge.roles["podiatry_assistant"].pay.text in said


def test_a_choice_among_jobs_asks_of_it_what_was_asked_before(chat: Chat) -> None:
    """ "what do radiographers earn?" - "which one?" - "the second one": its pay, not what it is."""
    chat.say("pay", ambiguous="radiographer")
    assert chat.knowledge.roles["therapeutic_radiographer"].pay.text in typed(chat, "the second one")


@pytest.mark.parametrize("text", ["diagnostic", "Diagnostic!", "the diagnostic one", "sorry i mean diagnostic please"])
@pytest.mark.parametrize("topic", ["nlu_fallback", "out_of_scope", "about_role"])
def test_one_word_of_a_title_is_enough(chat: Chat, text: str, topic: str) -> None:
    chat.say("pay", ambiguous="radiographer")
    assert chat.knowledge.roles["diagnostic_radiographer"].pay.text in typed(chat, text, topic)


def test_a_word_of_two_titles_chooses_neither(listed: Chat) -> None:
    typed(listed, "the assistant one")
    assert listed.memory.focus is None


@pytest.mark.parametrize("named", [{"roles": ("occupational_therapist",)}, {"families": ("occupational_therapy",)}])
def test_the_ot_one_is_the_one_job_of_that_field(chat: Chat, named: dict[str, object]) -> None:
    chat.say("about_role", ambiguous="assistant_practitioner")
    typed(chat, "i mean the OT one", "about_role", **named)
    assert chat.memory.focus == "occupational_therapy_assistant_practitioner"


def test_a_job_asked_about_in_full_is_that_job(chat: Chat) -> None:
    chat.say("about_role", ambiguous="assistant_practitioner")
    typed(chat, "what does an OT earn", "pay", roles=("occupational_therapist",))
    assert chat.memory.focus == "occupational_therapist"


def test_yes_means_what_was_just_offered_and_only_then(chat: Chat) -> None:
    chat.say("nlu_fallback", text="hm", likely_topics=("about_ahps",))
    assert "14 kinds of job" in typed(chat, "yes", "affirm")
    chat.say("nlu_fallback", text="hm", likely_topics=("about_ahps",))
    chat.say("thank")
    assert "14 kinds of job" not in typed(chat, "yes", "affirm")


def test_yes_opens_the_quiz_where_the_guide_asked_whether_to_help(chat: Chat) -> None:
    assert "Shall I help you choose?" in chat.say("quiz_back")
    typed(chat, "yes", "affirm")
    assert chat.quiz.active


@pytest.mark.parametrize("text", ["What is the pay?", "what is the pay?", " WHAT IS THE PAY? "])
def test_a_button_whose_title_is_typed_is_pressed(chat: Chat, text: str) -> None:
    chat.say("about_role", roles=("paramedic",))
    assert chat.knowledge.roles["paramedic"].pay.text in typed(chat, text)


@pytest.mark.parametrize(
    "text",
    ["first aid", "last year", "no one", "no one told me that", "my first job was in a shop", "number 9", "2 years"],
)
def test_words_that_only_sound_like_a_place_choose_nothing(listed: Chat, text: str) -> None:
    said = typed(listed, text).lower()
    assert listed.memory.focus is None
    assert "foot health practitioner" not in said
    assert "podiatr" not in said


@pytest.mark.parametrize("text", ["the second one", "number 2", "the last one", "first"])
@pytest.mark.parametrize("before", [{"topic": "greet"}, {"topic": "about_role", "roles": ("paramedic",)}])
def test_a_place_where_nothing_was_listed_gets_a_plain_reply(chat: Chat, before: dict[str, object], text: str) -> None:
    chat.say(**before)
    focus = chat.memory.focus
    assert "not sure" in typed(chat, text)
    assert chat.memory.focus == focus


def test_in_the_quiz_a_place_is_the_answer_there(chat: Chat) -> None:
    chat.to_question(2)
    options = chat.knowledge.quiz_questions["settings"].options
    typed(chat, "number 2")
    assert chat.quiz.answers["settings"] == [options[1].id]


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("nlu_fallback", "first aid"),
        ("out_of_scope", "my first job was in a shop"),
        ("list_roles", "my last role was in care, what else is there"),
        ("deny", "no one told me"),
        ("pay", "what does the second one earn"),
    ],
)
def test_in_the_quiz_other_talk_is_no_answer(chat: Chat, topic: str, text: str) -> None:
    before = chat.to_question(2).quiz
    typed(chat, text, topic)
    assert chat.quiz == before


@pytest.mark.parametrize("text", ["no one would miss me", "this is my last option", "i want this to be the last one"])
@pytest.mark.parametrize("where", ["after a list", "in the quiz"])
def test_a_cry_for_help_points_at_nothing(chat: Chat, where: str, text: str) -> None:
    if where == "in the quiz":
        chat.to_question(2)
    else:
        chat.say("list_roles", families=("podiatry",))
    before = chat.quiz.answers
    assert "116 123" in typed(chat, text, "distress")
    assert chat.quiz.answers == before
