"""What the guide has noted of a person: they can see it, and whatever they want forgotten is gone."""

from __future__ import annotations

import json

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import Preference
from tests.chat import Chat

MATHS, ENGLISH = Claim("gcse", subject="maths"), Claim("gcse", subject="english")
NO_A_LEVELS = Claim("a_level", "lacks")
LIKES = (Preference("groups:children"), Preference("trait:creativity"), Preference("trait:blood", "dislikes"))
#: What the list says of each thing that ``chat`` was told.
NOTED = {
    "maths": "a GCSE in maths",
    "English": "a GCSE in English",
    "no A levels": "no A levels",
    "nation": "Wales",
    "children": "children",
    "art": "art, music or drama",
    "blood": "seeing blood",
    "job": "paramedic",
}


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    """Someone in Wales who has told what they have and what they like, and asked about a job."""
    chat = Chat(knowledge)
    chat.say("state_preference", preferences=LIKES, text="i like kids and art but hate blood")
    chat.say("eligibility", roles=("paramedic",), claims=(MATHS, ENGLISH, NO_A_LEVELS), nation="wales")
    return chat


def noted(chat: Chat) -> set[str]:
    """What the guide says that it has noted."""
    text = chat.say("my_details", text="what do you know about me")
    return {name for name, words in NOTED.items() if words in text}


def test_all_that_was_told_is_shown(chat: Chat) -> None:
    assert noted(chat) == set(NOTED)
    assert any(button.topic == "forget" for button in chat.replies[-1].buttons)


def test_to_look_changes_nothing(chat: Chat) -> None:
    before = chat.memory
    noted(chat)
    assert chat.memory == before


def test_one_who_told_nothing_is_told_so(knowledge: Knowledge) -> None:
    said = Chat(knowledge).say("my_details", text="what do you know about me")
    assert said == knowledge.talk.lines["nothing_noted"]


def test_what_was_only_asked_is_not_noted(knowledge: Knowledge) -> None:
    """ "do you need GCSEs?" says nothing of the person."""
    chat = Chat(knowledge)
    chat.say("entry_requirements", roles=("podiatrist",), claims=(Claim("gcse", "asked"),))
    assert "GCSE" not in chat.say("my_details", text="what do you know about me")


@pytest.mark.parametrize(
    "text",
    [
        "forget everything",
        "delete everything I told you",
        "forget everything from this chat",
        "please delete all you know about me",
        "I'd prefer you to forget everything about me",
        "wipe all my answers and everything else",
    ],
)
def test_all_is_forgotten_where_all_was_meant(chat: Chat, text: str) -> None:
    said = chat.say("forget", text=text)
    assert "all you told me" in said
    assert noted(chat) == set()


def test_the_button_forgets_all(chat: Chat) -> None:
    noted(chat)
    chat.press("Forget all of this")
    assert chat.say("my_details", text="what do you know about me") == chat.knowledge.talk.lines["nothing_noted"]


@pytest.mark.parametrize(
    ("text", "named", "gone"),
    [
        ("forget my maths", {"claims": (MATHS,)}, {"maths"}),
        ("forget what I said about A levels", {"claims": (Claim("a_level", "asked"),)}, {"no A levels"}),
        ("forget my GCSEs", {"claims": (Claim("gcse"),)}, {"maths", "English"}),
        ("forget my qualifications", {"claims": (Claim("any"),)}, {"maths", "English", "no A levels"}),
        ("delete my grades", {}, {"maths", "English", "no A levels"}),
        ("forget where I live", {}, {"nation"}),
        ("forget I said Wales", {"nation": "wales"}, {"nation"}),
        ("forget that I like kids", {"preferences": LIKES[:1]}, {"children"}),
        ("forget that I hate blood", {"preferences": LIKES[2:]}, {"blood"}),
        ("forget my quiz answers", {}, {"children", "art", "blood"}),
        ("forget my qualifications and where I live", {}, {"maths", "English", "no A levels", "nation"}),
        ("forget my maths and where I live", {"claims": (MATHS,)}, {"maths", "nation"}),
    ],
)
def test_only_what_was_named_is_forgotten(chat: Chat, text: str, named: dict[str, object], gone: set[str]) -> None:
    chat.say("forget", text=text, **named)
    assert noted(chat) == set(NOTED) - gone


@pytest.mark.parametrize(
    ("text", "named", "too_much"),
    [
        ("forget my maths", {"claims": (MATHS,)}, "forgotten your qualifications."),
        ("forget that I like kids", {"preferences": LIKES[:1]}, "forgotten your likes and your quiz answers."),
    ],
)
def test_the_reply_claims_no_more_than_was_done(chat: Chat, text: str, named: dict[str, object], too_much: str) -> None:
    """Who reads that all is forgotten will not look at what was kept."""
    assert too_much not in chat.say("forget", text=text, **named)


def test_forgotten_qualifications_leave_no_trace_in_the_quiz(knowledge: Knowledge) -> None:
    """The quiz keeps its own answer beside the claim."""
    chat = Chat(knowledge)
    chat.say("quiz_start")
    chat.press("A degree")
    chat.say("quiz_stop")
    chat.say("forget", text="forget my qualifications")
    assert "degree" not in json.dumps(chat.memory.to_dict())


def test_to_forget_all_in_mid_quiz_leaves_the_quiz_open(knowledge: Knowledge) -> None:
    chat = Chat(knowledge).to_question(4)
    open_ = chat.open_question()
    chat.say("forget", text="forget everything")
    assert chat.quiz.answers == {}
    assert open_ in chat.replies[-1].text
