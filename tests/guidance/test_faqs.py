"""Frequently asked questions: the answer first, its facts, places and sources; and when a message is one at all."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance import faqs
from ahp_careers.guidance.answers import answer
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import FaqMatch, Question
from tests.content.test_content import CONTENT, loading

FAQS = sorted(loading.load(Path(CONTENT)).faqs)
NATIONS = [None, "england", "scotland", "wales", "northern_ireland"]
TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize("nation", NATIONS)
def test_every_question_is_answered_with_sources(knowledge: Knowledge, nation: str | None) -> None:
    for name, faq in knowledge.faqs.items():
        told = answer(Question("faq", faqs=(FaqMatch(name, 0.9),), nation=nation, today=TODAY), knowledge)
        assert told.topic == "faq"
        assert told.reply.text.startswith(faq.answer), name
        assert told.reply.sources, name
        assert told.reply.buttons[-1].topic == "quiz_start", name


def test_there_are_at_least_ninety_with_eight_phrasings_each(knowledge: Knowledge) -> None:
    assert len(FAQS) >= 90
    assert all(len(set(faq.phrasings)) >= 8 for faq in knowledge.faqs.values())


def test_facts_of_other_nations_are_left_out(knowledge: Knowledge) -> None:
    name = next(
        faq.id
        for faq in knowledge.faqs.values()
        if {tuple(knowledge.facts[fact][0].nations) for fact in faq.facts} >= {("scotland",), ("england",)}
    )
    facts = [knowledge.facts[fact][0] for fact in knowledge.faqs[name].facts]
    there = answer(Question("faq", faqs=(FaqMatch(name, 0.9),), nation="scotland"), knowledge).reply.text
    for fact in facts:
        assert (fact.text in there) == ("scotland" in fact.nations)


def test_where_no_fact_is_of_the_persons_nation_all_are_told(knowledge: Knowledge) -> None:
    """Each says where it holds; silence would say that there is nothing."""
    name = next(
        faq.id
        for faq in knowledge.faqs.values()
        if faq.facts and all("scotland" not in knowledge.facts[fact][0].nations for fact in faq.facts)
    )
    told = answer(Question("faq", faqs=(FaqMatch(name, 0.9),), nation="scotland"), knowledge).reply.text
    assert all(knowledge.facts[fact][0].text in told for fact in knowledge.faqs[name].facts)


def test_an_old_figure_is_said_with_a_warning(knowledge: Knowledge) -> None:
    asked = Question("faq", faqs=(FaqMatch("learning_support_fund", 0.9),), nation="england")
    young = faqs.reply(knowledge.faqs["learning_support_fund"], asked, knowledge).text
    old = answer(
        Question("faq", faqs=asked.faqs, nation="england", today=datetime.date(2030, 1, 1)), knowledge
    ).reply.text
    assert "Please check" not in young
    assert "Please check:" in old
    assert "may have changed since" in old


UNSURE = (FaqMatch("too_old", 0.09), FaqMatch("too_young", 0.08), FaqMatch("dyslexia", 0.02))
LIKELY = (FaqMatch("too_old", 0.12), FaqMatch("too_young", 0.02))
MOST = (FaqMatch("too_old", 0.6), FaqMatch("too_young", 0.05))
MORE = (FaqMatch("too_old", 0.5), FaqMatch("too_young", 0.05))
SURE = (FaqMatch("too_old", 0.9), FaqMatch("too_young", 0.05))


def test_where_it_is_not_clear_which_the_likeliest_are_offered(knowledge: Knowledge) -> None:
    told = answer(Question("faq", faqs=UNSURE, likely_topics=("faq", "pay", "hours")), knowledge).reply
    assert told.text == knowledge.talk.lines["fallback"]
    assert [button.values.get("faq") for button in told.buttons[:2]] == ["too_old", "too_young"]
    assert told.buttons[2].topic == "pay"
    assert told.buttons[0].title == knowledge.faqs["too_old"].ask


@pytest.mark.parametrize(
    ("question", "is_answered"),
    [
        (Question("nlu_fallback", faqs=LIKELY), True),
        (Question("nlu_fallback", faqs=UNSURE), False),
        # A question about a job that names none says little else.
        (Question("eligibility", faqs=LIKELY), True),
        (Question("eligibility", faqs=UNSURE), False),
        (Question("eligibility", roles=("paramedic",), faqs=MORE), False),
        # A job spoken of before: it depends on whether the message points back to it.
        (Question("eligibility", focus="paramedic", faqs=MORE), True),
        (Question("eligibility", focus="paramedic", points_back=True, faqs=MORE), False),
        # The other reading may be no more than the least bad one.
        (Question("day", focus="paramedic", faqs=MOST), False),
        (Question("day", focus="paramedic", doubtful=True, faqs=MOST), True),
        (Question("day", focus="paramedic", doubtful=True, faqs=MORE), False),
        (Question("eligibility", claims=(Claim("gcse", "lacks"),), faqs=LIKELY), False),
        (Question("list_roles", faqs=LIKELY), False),
        # What is this likely is it, whatever else it sounded like.
        (Question("eligibility", roles=("paramedic",), faqs=SURE), True),
        (Question("compare_roles", roles=("podiatrist", "paramedic"), faqs=SURE), True),
        (Question("list_roles", faqs=SURE), True),
        # A name alone is no question; two are told apart: "is an orthoptist an optometrist".
        (Question("about_role", roles=("paramedic",), bare=True, faqs=SURE), False),
        (Question("about_role", roles=("paramedic",), uncovered="optician", bare=True, faqs=SURE), True),
        # A verdict on the very job holds the same facts, and more.
        (Question("eligibility", roles=("paramedic",), conditions=("age",), faqs=SURE), False),
        # Care comes first.
        (Question("distress", faqs=SURE), False),
        (Question("medical_question", faqs=SURE), False),
    ],
)
def test_when_a_message_is_a_frequently_asked_question(
    knowledge: Knowledge, question: Question, is_answered: bool
) -> None:
    assert (answer(question, knowledge).topic == "faq") == is_answered


def test_what_was_read_as_something_else_is_still_one_press_away(knowledge: Knowledge) -> None:
    told = answer(Question("eligibility", roles=("paramedic",), faqs=LIKELY), knowledge).reply
    assert told.buttons[0].values == {"faq": "too_old"}


def test_a_question_that_content_no_longer_has_is_not_answered(knowledge: Knowledge) -> None:
    """A button from yesterday's talk, or a model older than the content."""
    told = answer(Question("faq", faqs=(FaqMatch("gone_for_good", 1.0),)), knowledge)
    assert knowledge.talk.lines["fallback_plain"] in told.reply.text


@pytest.mark.parametrize("condition", ["age", "health", "record", "licence", "overseas"])
def test_what_the_entry_rules_do_not_speak_of_gets_the_general_facts(knowledge: Knowledge, condition: str) -> None:
    told = answer(Question("eligibility", roles=("paramedic",), conditions=(condition,)), knowledge).reply
    item = next(item for item in knowledge.talk.conditions if item.id == condition)
    assert told.text.startswith(knowledge.talk.lines["not_judged"])
    for name in item.facts:
        fact, known = knowledge.facts[name]
        assert fact.text in told.text
        assert any(known[source] in told.sources for source in fact.source)


def test_a_term_is_explained(knowledge: Knowledge) -> None:
    told = answer(Question("about_role", term="hcpc"), knowledge)
    assert told.topic == "define"
    assert knowledge.terms["hcpc"].text in told.reply.text
    assert told.reply.sources
