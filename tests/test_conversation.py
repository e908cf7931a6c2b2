"""Questions and the quiz in one talk: neither gets in the other's way."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import Preference
from ahp_careers.message import Message
from tests.chat import AT_EACH_QUESTION, COMMANDS, LIKES, Chat

DEGREE = (Claim("degree"),)


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    return Chat(knowledge)


#: A detour in mid-quiz, and words its answer must have.
DETOURS: dict[str, tuple[Message, str]] = {
    "a role": (Message("about_role", roles=("podiatrist",)), "A podiatrist is"),
    "pay": (Message("pay", roles=("paramedic",)), "band"),
    "can I": (Message("eligibility", roles=("podiatry_assistant",)), "Yes, you can apply."),
    "name of several": (Message("about_role", ambiguous="therapist"), "more than one job"),
    "uncovered job": (Message("about_role", uncovered="physio"), "no checked facts"),
    "no role named": (Message("hours"), "Which job do you mean?"),
    "comparison": (Message("compare_roles", roles=("paramedic", "podiatrist")), "Side by side"),
    "list": (Message("list_roles", families=("podiatry",)), "Foot health practitioner"),
    "help": (Message("help"), "You can ask me things like"),
    "about the guide": (Message("who_are_you"), "not a person"),
    "about AHPs": (Message("about_ahps"), "14 kinds of job"),
    "medical": (Message("medical_question", text="is my ankle broken"), "can't give medical advice"),
    "a person": (Message("human_help"), "National Careers Service"),
    "weather": (Message("out_of_scope", text="what's the weather"), "only help with careers"),
    "thanks": (Message("thank", text="ta"), "welcome"),
}


@AT_EACH_QUESTION
@pytest.mark.parametrize("detour", DETOURS)
def test_a_detour_is_answered_and_then_the_same_question_asked_again(chat: Chat, number: int, detour: str) -> None:
    chat.to_question(number)
    before, asked = chat.quiz, chat.replies[-1]
    message, words = DETOURS[detour]
    chat.say(**vars(message))
    answer, again = chat.replies
    assert words in answer.text
    assert chat.open_question() not in answer.text
    assert answer.buttons == ()
    assert chat.open_question() in again.text
    assert again.buttons == asked.buttons
    assert again.card == asked.card
    assert chat.quiz == before


@AT_EACH_QUESTION
def test_what_is_not_understood_is_asked_again_and_offers_no_choice_whose_buttons_are_not_there(
    chat: Chat, number: int
) -> None:
    """ "Did you mean one of these?" would need its buttons, and they would stand among the question's own."""
    chat.to_question(number)
    before, asked = chat.quiz, chat.replies[-1]
    said = chat.say("nlu_fallback", text="asdf qwer", likely_topics=("pay", "day"))
    assert "Did you mean one of these?" not in said
    assert chat.open_question() in said
    assert chat.replies[-1].buttons == asked.buttons
    assert chat.quiz == before


@AT_EACH_QUESTION
def test_a_message_that_names_a_job_is_never_taken_for_an_answer(chat: Chat, number: int) -> None:
    """ "yes, paramedic": easily misread as "love it"."""
    chat.to_question(number)
    before = chat.quiz
    for topic in ("affirm", "deny", "state_preference", "state_qualification"):
        for named in ({"roles": ("paramedic",)}, {"uncovered": "physio"}, {"ambiguous": "therapist"}):
            chat.say(topic, text="yes, that one", preferences=LIKES, **named)
            assert chat.quiz == before
            assert chat.open_question() in chat.replies[-1].text


def test_a_detours_role_is_remembered_for_the_next_detour(chat: Chat) -> None:
    chat.to_question(2).say("about_role", roles=("podiatrist",))
    assert "podiatrist usually starts at band 5" in chat.say("pay")
    assert chat.open_question() in chat.replies[-1].text


@AT_EACH_QUESTION
def test_distress_gets_help_and_no_quiz_question(chat: Chat, number: int) -> None:
    chat.to_question(number)
    before, open_ = chat.quiz, chat.open_question()
    said = chat.say("distress", text="i can't go on any more")
    assert "116 123" in said
    assert "999" in said
    assert len(chat.replies) == 1
    assert open_ not in said
    assert "quiz" not in said.lower()
    assert not [button for button in chat.replies[0].buttons if button.topic == "quiz_answer"]
    assert chat.quiz.answers == before.answers
    assert open_ not in chat.say("thank"), "the quiz waits until it is asked for"
    assert open_ in chat.say("quiz_start")


def test_goodbye_in_mid_quiz_is_not_answered_with_a_question(chat: Chat) -> None:
    said = chat.to_question(4).say("goodbye")
    assert chat.open_question() not in said


def test_what_was_told_of_qualifications_is_not_asked(chat: Chat) -> None:
    chat.say("state_qualification", claims=DEGREE)
    chat.say("quiz_start")
    assert chat.quiz.answers == {"qualifications": "degree"}
    assert chat.quiz.at == "groups"


def test_lacking_a_degree_is_not_taken_for_having_nothing(chat: Chat) -> None:
    """Whoever asks "which jobs can I do without a degree?" may well have A levels: the quiz must ask."""
    chat.say("list_roles", claims=(Claim("degree", "lacks"),))
    chat.say("quiz_start")
    assert chat.quiz.at == "qualifications"


@pytest.mark.parametrize("told", ["after the quiz was stopped", "in a question in mid-quiz"])
def test_the_latest_word_on_qualifications_counts_in_the_results(chat: Chat, told: str) -> None:
    """Having more must never lead to a worse way in."""
    chat.say("quiz_start")
    chat.press("None yet")
    chat.say("state_preference", preferences=(Preference("trait:emergencies"), Preference("trait:outdoors")))
    if told == "after the quiz was stopped":
        chat.say("quiz_stop")
        chat.say("state_qualification", claims=DEGREE)
    else:
        chat.say("eligibility", roles=("paramedic",), claims=DEGREE)
    chat.say("quiz_results")
    (paramedic,) = (line for line in chat.replies[-1].text.splitlines() if "**Paramedic**" in line)
    assert "Way in: Look at this way to train" in paramedic


def test_a_nation_once_named_is_kept(chat: Chat) -> None:
    chat.say("pay", roles=("podiatrist",), nation="scotland")
    assert "Scotland 2026/27" in chat.say("pay", roles=("paramedic",))


@pytest.mark.parametrize("misread", ["nlu_fallback", "about_role", "list_roles"])
def test_a_bare_name_asks_the_last_question_again(chat: Chat, misread: str) -> None:
    """ "what does a podiatrist earn?" - "and paramedics?" - "what about Scotland?" """
    chat.say("pay", roles=("podiatrist",))
    assert chat.knowledge.roles["paramedic"].pay.text in chat.say(misread, roles=("paramedic",), rest="and ?")
    assert "Scotland 2026/27" in chat.say(misread, nation="scotland", rest="what about ?")
    assert chat.memory.focus == "paramedic"


def test_what_was_only_asked_is_no_claim(chat: Chat) -> None:
    """ "do you need GCSEs?" does not say that one has any."""
    chat.say("entry_requirements", roles=("podiatrist",), claims=(Claim("gcse", "asked"),))
    assert chat.memory.claims == ()


TURNS = [
    *COMMANDS,
    *("about_role", "eligibility", "pay", "list_roles", "compare_roles", "state_preference", "state_qualification"),
    *("affirm", "deny", "neutral", "dont_know", "nlu_fallback", "confused", "greet", "distress"),
]
MESSAGES = st.builds(
    Message,
    topic=st.sampled_from(TURNS),
    text=st.sampled_from(["", "children", "love it", "none yet", "asdf"]),
    roles=st.sampled_from([(), ("podiatrist",), ("paramedic", "podiatrist")]),
    families=st.sampled_from([(), ("podiatry",)]),
    ambiguous=st.sampled_from([None, "therapist"]),
    uncovered=st.sampled_from([None, "physio"]),
    nation=st.sampled_from([None, "wales"]),
    claims=st.sampled_from([(), DEGREE, (Claim("gcse", "lacks"),)]),
    preferences=st.sampled_from([(), LIKES, (Preference("settings:school"), Preference("trait:nights", "dislikes"))]),
    rest=st.sampled_from(["and", "tell me more"]),
)


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(messages=st.lists(MESSAGES, max_size=12))
def test_no_talk_whatever_its_turns_leaves_a_person_without_a_reply(
    knowledge: Knowledge, messages: list[Message]
) -> None:
    chat = Chat(knowledge)
    for message in messages:
        assert chat.say(**vars(message)).strip()
        assert 1 <= len(chat.replies) <= 2
        if message.topic == "distress" and message.text in ("", "asdf") and not message.bare:
            assert "116 123" in chat.replies[0].text
        if chat.quiz.active and chat.quiz.at is not None and message.topic != "distress":
            assert chat.open_question() in chat.replies[-1].text


@pytest.mark.parametrize("asked", ["how many questions are left", "can you repeat the question", "are we nearly done?"])
@AT_EACH_QUESTION
def test_the_open_question_is_said_again_with_its_number(chat: Chat, number: int, asked: str) -> None:
    """However it was read, and nothing is answered or lost by it."""
    chat.to_question(number)
    before, question = chat.quiz, chat.replies[-1]
    chat.say("quiz_stop", text=asked)
    assert chat.quiz == before
    assert chat.replies[-1].buttons == question.buttons


def test_a_cry_for_help_is_heard_however_it_is_put(chat: Chat) -> None:
    chat.to_question(2)
    assert "116 123" in chat.say("distress", text="how many more questions, i want to die")
