"""Between Rasa's tracker and the library's own terms."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from ahp_careers.content import model
from ahp_careers.conversation import Memory, Message
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import Preference
from ahp_careers.guidance.reply import Button, Reply, shown_source

_SLOTS = ("focus", "last_topic", "nation", "claims", "quiz")


@dataclass(frozen=True)
class Turn:
    """One message and what was remembered before it."""

    message: Message
    memory: Memory

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        latest = tracker.latest_message
        entities = latest.get("entities") or []
        ranking = latest.get("intent_ranking") or []
        message = Message(
            topic=(latest.get("intent") or {}).get("name") or "nlu_fallback",
            text=latest.get("text") or "",
            roles=_values(entities, "role"),
            families=_values(entities, "family"),
            ambiguous=next(iter(_values(entities, "role_group")), None),
            uncovered=next(iter(_values(entities, "uncovered")), None),
            nation=_nation(entities),
            quiz_answer=next(iter(_values(entities, "quiz_answer")), None),
            claims=tuple(_claim(entity) for entity in entities if entity["entity"] == "qualification"),
            preferences=tuple(
                Preference(entity["value"], entity.get("role") or "likes")
                for entity in entities
                if entity["entity"] == "preference"
            ),
            likely_topics=tuple(item["name"] for item in ranking if item["name"] != "nlu_fallback"),
        )
        return cls(message, Memory.from_dict({name: tracker.get_slot(name) for name in _SLOTS}))

    def changes(self, memory: Memory) -> list[EventType]:
        """The slots that the turn changed; the rest stay as they are, so the tracker grows no more than it must."""
        before, after = self.memory.to_dict(), memory.to_dict()
        return [SlotSet(name, after[name]) for name in _SLOTS if before[name] != after[name]]


def send(dispatcher: CollectingDispatcher, replies: Iterable[Reply]) -> None:
    """Hand replies over, each as one message with its buttons, card and sources."""
    for reply in replies:
        sources = {source.url: shown_source(source) for source in reply.sources}
        dispatcher.utter_message(
            text=reply.text,
            buttons=[{"title": button.title, "payload": payload(button)} for button in reply.buttons],
            json_message={"card": reply.card, "sources": _once(sources.values())},
        )


def payload(button: Button) -> str:
    """What pressing the button sends: Rasa's form for an intent with entities."""
    return f"/{button.topic}{json.dumps(button.values, sort_keys=True) if button.values else ''}"


def _values(entities: list[dict[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity["value"] for entity in entities if entity["entity"] == name))


def _nation(entities: list[dict[str, Any]]) -> model.Nation | None:
    named = _values(entities, "nation")
    return next((nation for nation in model.NATIONS if nation in named), None)


def _claim(entity: dict[str, Any]) -> Claim:
    details = {name: entity[name] for name in ("level", "count", "grade", "subject") if name in entity}
    return Claim(entity["value"], entity.get("role") or "has", **details)


def _once(sources: Iterable[dict[str, str | None]]) -> list[dict[str, str | None]]:
    """Sources that look the same to a person are shown once."""
    return list({(source["title"], source["url"]): source for source in sources}.values())
