"""Asking in the page: the answer, its links and sources, and the buttons that lead on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

QUESTION = "can I be a podiatry assistant without GCSEs?"


def test_the_podiatry_question_is_answered_with_a_yes_and_where_to_apply(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    assert visitor.say(QUESTION).startswith("Yes, you can apply.")
    jobs = visitor.newest()[-1].locator(".text").get_by_role("link", name="NHS Jobs").first
    expect(jobs).to_be_visible()
    expect(jobs).to_have_attribute("href", "https://www.jobs.nhs.uk/")
    expect(jobs).to_have_attribute("rel", "noopener")


def test_the_sources_are_folded_under_the_answer_until_asked_for(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say(QUESTION)
    sources = visitor.newest()[-1].locator("[part=sources]")
    first = sources.get_by_role("link", name="Podiatry assistant (Greater Manchester AHP)")
    expect(first).to_be_hidden()
    count = sources.locator("li").count()
    assert sources.locator("summary").inner_text().endswith(f"({count})")
    sources.locator("summary").click()
    expect(first).to_be_visible()
    assert "gmahp.org.uk" in str(first.get_attribute("href"))


def test_a_button_asks_the_next_question_about_the_same_job(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say(QUESTION)
    said = visitor.press("What is the pay?")
    assert "band 2 or 3" in said
    assert "£24,937 to £26,598" in said
    # The choice stands in the talk as the person's own words.
    expect(visitor.log.locator("[data-from=person]").last).to_contain_text("What is the pay?")


def test_buttons_of_an_earlier_answer_do_nothing_any_more(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    old = visitor.button("Help me choose")
    expect(old).to_be_visible()
    visitor.say(QUESTION)
    spent = visitor.items.first.get_by_role("button", name="Help me choose")
    expect(spent).to_have_attribute("aria-disabled", "true")
    before = visitor.items.count()
    spent.click(force=True)
    visitor.settled()
    assert visitor.items.count() == before


def test_an_example_question_of_the_page_is_asked_in_the_guide(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.page.get_by_role("button", name="How do I become a paramedic?").click()
    expect(visitor.log.locator("[data-from=person]")).to_contain_text("How do I become a paramedic?")
    assert "paramedic" in visitor.settled().answer().lower()


def test_what_a_person_types_is_shown_as_text_and_never_as_html(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    typed = '<img src="/none" onerror="alert(1)"> <b>hello</b>'
    visitor.say(typed)
    assert visitor.log.locator("[data-from=person] .bubble").last.inner_text() == typed
    assert visitor.log.locator("img, b").count() == 0


@pytest.mark.parametrize("address", ["tel:999", "tel:116123", "sms:85258"])
def test_the_helplines_can_be_called_or_texted_at_a_press(visit: Callable[..., Visitor], address: str) -> None:
    """A number that is only text is one step too many for someone in distress."""
    visitor = visit(width=390, height=780)
    visitor.say("I want to kill myself")
    expect(visitor.newest()[-1].locator(f'a[href="{address}"]')).to_be_visible()


def test_the_start_of_an_answer_is_in_view_on_a_phone(visit: Callable[..., Visitor]) -> None:
    """The box one types in is below the answer, so the page has to come back up by itself."""
    visitor = visit(width=390, height=700)
    visitor.page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    visitor.say(QUESTION)
    expect(visitor.newest()[0].get_by_text("Yes, you can apply.")).to_be_in_viewport(ratio=1)
