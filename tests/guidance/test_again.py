""" "Why?" and "I don't understand": the last answer once more, with its grounds or in fewer words."""

from __future__ import annotations

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import ROLE_TOPICS
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import FaqMatch
from ahp_careers.guidance.reply import Reply, shown_source
from tests.chat import Chat

TOO_OLD = {"faqs": (FaqMatch("too_old", 0.9),)}
WORDS = "**Some words**"
#: Topics whose answers about a paramedic are long.
LONG = ("eligibility", "pathway", "entry_requirements", "pay", "more")


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    return Chat(knowledge)


def pages(reply: Reply) -> set[str | None]:
    return {shown_source(source)["url"] for source in reply.sources}


def shortened(chat: Chat) -> str:
    """The short answer, without the apology before it and the words explained after it."""
    said = chat.say("confused", text="i dont get it").split(WORDS)[0]
    return said.removeprefix(chat.knowledge.talk.lines["confused"]).strip()


@pytest.mark.parametrize("topic", ["eligibility", "pathway"])
def test_why_after_a_verdict_gives_the_rule_and_what_was_told(chat: Chat, topic: str) -> None:
    chat.say(topic, roles=("paramedic",), claims=(Claim("gcse"), Claim("degree", "lacks")))
    verdict = pages(chat.replies[-1])
    said = chat.say("why", text="why?")
    assert chat.knowledge.roles["paramedic"].entry.statement.text in said
    assert "You told me: GCSEs and no degree." in said
    assert any(str(page) in said for page in verdict)


def test_why_after_a_verdict_on_someone_who_told_nothing_says_so(chat: Chat) -> None:
    chat.say("eligibility", roles=("podiatry_assistant",))
    said = chat.say("why", text="how come?")
    assert "You have not told me what qualifications you have" in said
    assert "You told me" not in said


def test_why_after_a_fact_names_its_pages_and_no_rule(chat: Chat) -> None:
    chat.say("pay", roles=("paramedic",))
    known = pages(chat.replies[-1])
    said = chat.say("why", text="who says?")
    assert any(str(page) in said for page in known)
    assert pages(chat.replies[-1]) == known
    assert chat.knowledge.roles["paramedic"].entry.statement.text not in said


def test_why_after_a_frequent_question_is_about_that_and_no_job_before_it(chat: Chat) -> None:
    chat.say("pay", roles=("paramedic",))
    chat.say("faq", **TOO_OLD)
    known = pages(chat.replies[-1])
    said = chat.say("why", text="why?")
    assert known
    assert pages(chat.replies[-1]) == known
    assert any(str(page) in said for page in known)
    assert "paramedic" not in said.lower()


@pytest.mark.parametrize(
    "other", [{"topic": "list_roles"}, {"topic": "compare_roles", "roles": ("podiatrist", "dietitian")}]
)
def test_why_never_gives_pages_of_an_earlier_answer_as_those_of_the_last(chat: Chat, other: dict[str, object]) -> None:
    chat.say("pay", roles=("paramedic",))
    chat.say(**other)
    last = pages(chat.replies[-1])
    chat.say("why", text="why?")
    assert pages(chat.replies[-1]) <= last


@pytest.mark.parametrize("again", ["why", "confused"])
def test_to_ask_again_loses_nothing(chat: Chat, again: str) -> None:
    """ "what do paramedics earn?" - "why?" - "and podiatrists?" still asks for the pay."""
    chat.say("pay", roles=("paramedic",))
    assert chat.say(again, text="?") == chat.say(again, text="?")
    assert chat.knowledge.roles["podiatrist"].pay.text in chat.say("about_role", roles=("podiatrist",), rest="and ?")


@pytest.mark.parametrize("topic", sorted(ROLE_TOPICS))
@pytest.mark.parametrize("role", ["paramedic", "podiatry_assistant"])
def test_simpler_says_something_and_no_more_than_the_answer(chat: Chat, role: str, topic: str) -> None:
    """A line such as "People who do well usually bring:" says nothing without what follows it."""
    answer = chat.say(topic, roles=(role,))
    short = shortened(chat)
    assert short
    assert len(short) <= len(answer)
    assert not short.endswith(":")


@pytest.mark.parametrize("topic", LONG)
def test_simpler_is_shorter_though_it_explains_words(chat: Chat, topic: str) -> None:
    answer = chat.say(topic, roles=("paramedic",))
    assert len(chat.say("confused", text="i dont get it")) < len(answer)


@pytest.mark.parametrize(
    "asked", [{"topic": "faq", **TOO_OLD}, {"topic": "entry_requirements", "roles": ("paramedic",)}]
)
def test_simpler_is_two_sentences_of_the_answer(chat: Chat, asked: dict[str, object]) -> None:
    answer = chat.say(**asked)
    short = shortened(chat)
    assert answer.startswith(short)
    assert 1 <= short.count(".") <= 2
    assert len(short) < len(answer)


def test_simpler_explains_the_special_words_of_the_answer(chat: Chat) -> None:
    answer = chat.say("registration", roles=("paramedic",))
    assert "HCPC" in answer
    _, words = chat.say("confused", text="what does that mean").split(WORDS)
    assert chat.knowledge.terms["hcpc"].text in words
    assert chat.knowledge.terms["gosc"].text not in words, "the answer does not speak of it"
    assert 1 <= words.count("\n- ") <= 3


def test_someone_lost_is_offered_a_person_to_talk_to(chat: Chat) -> None:
    chat.say("pay", roles=("paramedic",))
    chat.say("confused", text="i dont understand")
    assert "human_help" in [button.topic for button in chat.replies[-1].buttons]


@pytest.mark.parametrize(("topic", "line"), [("why", "who_are_you"), ("quiz_why", "who_are_you"), ("confused", "help")])
def test_with_nothing_answered_before_they_ask_about_the_guide(chat: Chat, topic: str, line: str) -> None:
    assert chat.say(topic, text="?") == chat.knowledge.talk.lines[line]


@pytest.mark.parametrize("topic", ["confused", "quiz_why"])
def test_in_the_quiz_the_question_is_what_was_not_understood(chat: Chat, topic: str) -> None:
    chat.say("pay", roles=("paramedic",))
    before = chat.to_question(3).quiz
    said = chat.say(topic, text="what do you mean?")
    assert chat.open_question() in said
    assert "earn" not in said
    assert chat.quiz == before
