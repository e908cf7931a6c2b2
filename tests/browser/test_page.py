"""The page itself: for every width, for the keyboard, under its own security policy, and true in what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.serving import Guide
from tests.browser.conftest import Visitor

QUESTION = "can I be a podiatry assistant without GCSEs?"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_has_to_be_scrolled_sideways(visit: Callable[..., Visitor], width: int) -> None:
    visitor = visit(width=width, height=640)
    assert visitor.sideways() <= 0
    visitor.say(QUESTION)
    visitor.newest()[-1].locator("summary").click()
    assert visitor.sideways() <= 0
    visitor.press("Help me choose")
    assert visitor.sideways() <= 0
    visitor.say("stop the quiz")
    visitor.say("I like children, art and working in a school but I hate blood")
    expect(visitor.bars.first).to_be_visible()
    assert visitor.sideways() <= 0


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "contrast"])
def test_the_widget_has_its_style_in_every_scheme(visit: Callable[..., Visitor], options: dict[str, Any]) -> None:
    """The style comes as a file, since the page's policy forbids styles written into the page."""
    visitor = visit(**options)
    assert visitor.page.locator("careers-guide [part=panel]").evaluate("e => getComputedStyle(e).display") == "flex"
    ink, paper = visitor.items.first.locator(".bubble").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert ink != paper


def test_the_keyboard_alone_is_enough_to_ask_and_to_press_a_button(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    keys = visitor.page.keyboard
    keys.press("Tab")
    assert visitor.focused().inner_text() == "Skip to the guide"
    keys.press("Enter")
    tab_until(visitor, "Tab", lambda at: at.get_attribute("part") == "input")
    keys.type(QUESTION)
    keys.press("Enter")
    expect(visitor.log).to_contain_text("Yes, you can apply.")
    visitor.settled()
    tab_until(visitor, "Shift+Tab", lambda at: at.inner_text() == "What is the pay?")
    keys.press("Enter")
    expect(visitor.log).to_contain_text("band 2 or 3")
    # The keyboard stays in the conversation: the next Tab leads to the new buttons.
    visitor.settled()
    tab_until(visitor, "Tab", lambda at: at.inner_text() in visitor.buttons())


def tab_until(visitor: Visitor, key: str, there: Callable[[Any], bool], most: int = 20) -> None:
    for _ in range(most):
        visitor.page.keyboard.press(key)
        at = visitor.focused()
        if at is not None and there(at):
            return
    pytest.fail(f"not reached with {most} presses of {key}")


def test_a_screen_reader_hears_an_answer_and_its_choices(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say(QUESTION)
    live = visitor.page.locator("careers-guide [part=live]")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_contain_text("Yes, you can apply.")
    expect(live).to_contain_text("You can choose:")


def test_the_page_is_served_under_a_policy_that_allows_nothing_inline(guide: Guide) -> None:
    policy = requests.get(guide.address, timeout=30).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_every_file_the_page_names_is_served(visit: Callable[..., Visitor], guide: Guide) -> None:
    named = visit().page.evaluate("[...document.querySelectorAll('[src], link[href]')].map((e) => e.src || e.href)")
    assert any(address.endswith(".svg") for address in named), "no icon: browsers would ask for /favicon.ico"
    for address in named:
        assert requests.get(address, timeout=30).status_code == 200, address


def test_the_page_sends_people_only_to_checked_careers_services(
    visit: Callable[..., Visitor], knowledge: Knowledge
) -> None:
    links = visit().page.locator("#people a").evaluate_all("links => links.map((link) => link.href)")
    services = {place.url for place in knowledge.signposting.advice}
    assert set(links) == services, "every nation's service, and no address that was never checked"


def test_help_from_a_person_is_one_press_away_and_names_every_nation(visit: Callable[..., Visitor]) -> None:
    visitor = visit(width=390, height=700)
    visitor.page.get_by_role("link", name="Talk to a careers adviser").click()
    people = visitor.page.locator("#people")
    expect(people.get_by_role("heading")).to_be_in_viewport()
    for nation in ("England", "Scotland", "Wales", "Northern Ireland"):
        expect(people).to_contain_text(nation)
