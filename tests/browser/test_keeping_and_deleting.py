"""What becomes of a talk: it outlives a reload and a lost connection, and it is gone when the person wants it gone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Visitor


def test_a_reload_in_mid_quiz_keeps_the_talk_and_the_quiz(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say("help me choose")
    visitor.press("A few GCSEs")
    visitor.say("older people")
    before, choices = visitor.items.all_inner_texts(), visitor.buttons()
    visitor.page.reload()
    visitor.settled()
    assert visitor.items.all_inner_texts() == before
    assert visitor.buttons() == choices
    expect(visitor.newest()[-1]).to_be_in_viewport()
    visitor.press("A local clinic")
    assert visitor.question().startswith("Question 4 of 10.")


def test_deleting_asks_first_and_keeping_keeps(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say("hello")
    visitor.page.get_by_role("button", name="Delete this chat").click()
    visitor.page.get_by_role("button", name="Keep this chat").click()
    assert visitor.history().status_code == 200
    expect(visitor.log.locator("[data-from=person]")).to_contain_text("hello")


def test_delete_deletes_the_talk_on_the_server_too(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.say("what does a podiatrist do?")
    mine = visitor.history()
    assert mine.status_code == 200
    assert "what does a podiatrist do?" in [message["text"] for message in mine.json()["messages"]]
    visitor.page.get_by_role("button", name="Delete this chat").click()
    visitor.page.get_by_role("button", name="Yes, delete it").click()
    expect(visitor.log).to_contain_text("This chat has been deleted.")
    assert visitor.history().status_code == 404
    assert "podiatrist" not in visitor.log.inner_text()
    assert visitor.page.evaluate("sessionStorage.length") == 0


def test_after_deleting_a_new_chat_can_be_begun(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    old = visitor.authorization
    visitor.page.get_by_role("button", name="Delete this chat").click()
    visitor.page.get_by_role("button", name="Yes, delete it").click()
    visitor.page.get_by_role("button", name="Start a new chat").click()
    expect(visitor.log).to_contain_text("Hello!")
    visitor.say("thanks")
    assert visitor.authorization != old
    assert visitor.history().status_code == 200


def test_a_message_typed_without_a_connection_is_kept_and_sent_once_it_is_back(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.page.context.set_offline(True)
    visitor.say("what does a podiatrist do?")
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_contain_text("We could not reach the guide.")
    expect(visitor.log).to_contain_text("Not sent yet")
    # The browser itself reports the lost connection; nothing else may go wrong.
    assert all("ERR_INTERNET_DISCONNECTED" in problem for problem in visitor.problems)
    visitor.problems.clear()
    visitor.page.context.set_offline(False)
    alert.get_by_role("button", name="Try again").click()
    expect(alert).not_to_contain_text("We could not reach the guide.")
    assert "podiatrist" in visitor.settled().answer().lower()
    mine = [message["text"] for message in visitor.history().json()["messages"] if message["from"] == "person"]
    assert mine == ["what does a podiatrist do?"]
