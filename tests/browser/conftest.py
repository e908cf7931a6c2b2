"""A real Chromium in front of the real guide, and a visitor who uses it as a person would."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from ahp_careers.serving import Guide

#: One turn on a busy machine; a browser test waits for what it looks for, never for a time.
PATIENCE_MS = 30_000
FLAGS = ["--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update"]
#: Breaches of the Content-Security-Policy, put where the console's errors are read too.
REPORT_BREACHES = """
document.addEventListener('securitypolicyviolation',
  (event) => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));
"""
FOCUSED = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at;
}"""


class Visitor:
    """Someone on the guide's page. ``say`` and ``press`` return when the guide's answer is there."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        self.strangers: list[str] = []
        self.authorization = ""
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(REPORT_BREACHES)
        page.on("console", lambda message: self.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._requested)
        self.log = page.locator("careers-guide [part=log]")
        self.items = self.log.locator("> li")
        self.send = page.get_by_role("button", name="Send")
        self.box = page.get_by_label("Type your question")
        self.bars = self.log.locator("[part=match] progress")

    def open(self) -> Visitor:
        self.page.goto(f"{self.address}/")
        return self.settled()

    def settled(self) -> Visitor:
        """Wait until the guide has said something and is not writing."""
        expect(self.items.first).to_be_visible(timeout=PATIENCE_MS)
        expect(self.send).to_have_attribute("aria-disabled", "false", timeout=PATIENCE_MS)
        return self

    def say(self, text: str) -> str:
        self.box.fill(text)
        self.send.click()
        return self.settled().answer()

    def press(self, title: str) -> str:
        self.button(title).click()
        return self.settled().answer()

    def button(self, title: str) -> Locator:
        """The button of the newest answer with exactly this title."""
        return self.log.locator("[part=buttons] button:not([aria-disabled=true])").get_by_text(title, exact=True)

    def buttons(self) -> list[str]:
        return self.log.locator("[part=buttons] button:not([aria-disabled=true])").all_inner_texts()

    def newest(self) -> list[Locator]:
        """The guide's messages since the person last spoke."""
        found: list[Locator] = []
        for item in reversed(self.items.all()):
            if item.get_attribute("data-from") != "guide":
                break
            found.insert(0, item)
        return found

    def answer(self) -> str:
        """What the newest answer says, without what is folded away."""
        return "\n".join(item.locator(".text").inner_text() for item in self.newest())

    def question(self) -> str:
        """The quiz question that is open: "Question 3 of 10. Where would you like to work?"."""
        found = re.findall(r"Question \d+ of \d+\..*", self.answer())
        assert found, f"no quiz question in: {self.answer()}"
        return str(found[-1])

    def history(self) -> requests.Response:
        """The talk as the server has it, asked for with the page's own token."""
        return requests.get(
            f"{self.address}/webhooks/widget/messages", headers={"Authorization": self.authorization}, timeout=60
        )

    def focused(self) -> Any:
        """The element that has the keyboard, inside the widget too."""
        return self.page.evaluate_handle(FOCUSED).as_element()

    def sideways(self) -> int:
        """By how many pixels the page, or the conversation in it, can be scrolled to the side."""
        return int(
            self.page.evaluate(
                """() => {
                  const box = document.querySelector('careers-guide').shadowRoot.querySelector('[role=log]');
                  const whole = document.documentElement;
                  return Math.max(whole.scrollWidth - whole.clientWidth, box.scrollWidth - box.clientWidth);
                }"""
            )
        )

    def _requested(self, request: Request) -> None:
        self.authorization = request.headers.get("authorization", self.authorization)
        if not request.url.startswith(self.address):
            self.strangers.append(request.url)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        names = ("chromium", "chromium-browser", "google-chrome")
        path = next(filter(None, map(shutil.which, names)), play.chromium.executable_path)
        if not Path(path).exists():
            pytest.skip("There is no Chromium on this machine: scripts/browser.sh installs one.")
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=path, args=[*FLAGS, "--disable-sync", *as_root])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, guide: Guide) -> Iterator[Callable[..., Visitor]]:
    """Opens the page in a browser profile of its own; afterwards no visit may have met an error or a third party."""
    visitors: list[Visitor] = []

    def opened(width: int = 1280, height: int = 900, **options: Any) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", locale="en-GB", **options
        )
        visitors.append(Visitor(context.new_page(), guide.address))
        return visitors[-1].open()

    yield opened
    for visitor in visitors:
        visitor.page.context.close()
    assert [problem for visitor in visitors for problem in visitor.problems] == []
    assert [url for visitor in visitors for url in visitor.strangers] == []
