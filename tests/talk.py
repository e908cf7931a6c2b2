"""A person talking to the guide over its real channel."""

from __future__ import annotations

from typing import Any

import requests


class Talk:
    """One conversation. ``messages`` are the guide's latest; ``say`` and ``press`` return the new ones."""

    def __init__(self, address: str) -> None:
        self.base = f"{address}/webhooks/widget"
        opened = requests.post(f"{self.base}/sessions", timeout=60)
        assert opened.status_code == 201, opened.text
        self.session: dict[str, Any] = opened.json()["session"]
        self.messages: list[dict[str, Any]] = opened.json()["messages"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.session['token']}"}

    def post(self, **body: Any) -> requests.Response:
        """The raw answer to one message."""
        return requests.post(f"{self.base}/messages", json=body, headers=self.headers, timeout=60)

    def say(self, text: str) -> str:
        """Type something; returns all the guide says to it."""
        return self._took(self.post(text=text))

    def press(self, title: str) -> str:
        """Press a button of the latest messages; returns all the guide says to it."""
        payloads = {button["title"]: button["payload"] for message in self.messages for button in message["buttons"]}
        assert title in payloads, f"no button '{title}' among {list(payloads)}"
        return self._took(self.post(payload=payloads[title]))

    def history(self) -> list[dict[str, Any]]:
        answer = requests.get(f"{self.base}/messages", headers=self.headers, timeout=60)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def buttons(self) -> list[str]:
        return [button["title"] for message in self.messages for button in message["buttons"]]

    def sources(self) -> list[dict[str, Any]]:
        return [source for message in self.messages for source in message["sources"]]

    def card(self, kind: str) -> dict[str, Any]:
        """The card of this kind in the latest messages."""
        cards = [message["card"] for message in self.messages if message["card"]]
        return next(card for card in cards if card["kind"] == kind)

    def _took(self, answer: requests.Response) -> str:
        assert answer.status_code == 200, answer.text
        self.messages = answer.json()["messages"]
        return "\n\n".join(message["text"] for message in self.messages)
