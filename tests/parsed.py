"""A parsed message as an action sees it, in a talk that has only just begun."""

from __future__ import annotations

from typing import Any


class JustSaid:
    """Stands where rasa-sdk's tracker does, with the model's reading of one message and nothing before it."""

    def __init__(self, parsed: dict[str, Any]) -> None:
        self.latest_message = parsed
        self.events: list[dict[str, Any]] = []

    def get_slot(self, name: str) -> None:
        return None
