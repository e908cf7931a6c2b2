"""The channel's message format, to and from what Rasa keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

MAX_LENGTH = 2000
#: Metadata the channel puts on a message: what the person saw themselves say; and "do not show this one".
SHOWN, HIDDEN = "shown", "hidden"


def from_guide(text: str | None, buttons: list[dict[str, Any]] | None, custom: dict[str, Any] | None) -> dict[str, Any]:
    """One message of the guide."""
    custom = custom or {}
    return {
        "from": "guide",
        "text": text or "",
        "buttons": [{"title": button["title"], "payload": button["payload"]} for button in buttons or []],
        "card": custom.get("card"),
        "sources": custom.get("sources") or [],
    }


def from_person(text: str) -> dict[str, Any]:
    return {"from": "person", "text": text, "buttons": [], "card": None, "sources": []}


def history(events: Iterable[Event]) -> list[dict[str, Any]]:
    """A conversation as both sides saw it, oldest first."""
    messages = []
    for event in events:
        if isinstance(event, UserUttered):
            metadata = event.metadata or {}
            if not metadata.get(HIDDEN):
                messages.append(from_person(metadata.get(SHOWN) or event.text or ""))
        elif isinstance(event, BotUttered):
            messages.append(from_guide(event.text, event.data.get("buttons"), event.data.get("custom")))
    return messages


def offered_title(events: Iterable[Event], payload: str) -> str | None:
    """The title of the button with this payload, if the guide ever offered it in this conversation."""
    for event in events:
        if isinstance(event, BotUttered):
            for button in event.data.get("buttons") or []:
                if button["payload"] == payload:
                    return str(button["title"])
    return None


def plain(text: str) -> str:
    """What the NLU gets of typed text. Rasa strips white space of every kind and runs text that then begins with "/"
    as a command, so all leading slashes and spaces go, in whatever order they stand."""
    stripped = text.strip()
    while stripped.startswith("/"):
        stripped = stripped.lstrip("/").strip()
    return stripped or "?"
