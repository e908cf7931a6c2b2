"""Between Rasa's tracker and the library's own terms."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from ahp_careers.content import model
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import FaqMatch, Preference
from ahp_careers.guidance.reply import Button, Reply, shown_source
from ahp_careers.memory import Memory
from ahp_careers.message import Message

_SLOTS = ("focus", "last_topic", "last_faq", "listed", "misses", "yes", "nation", "claims", "quiz")


@dataclass(frozen=True)
class Turn:
    """One message and what was remembered before it."""

    message: Message
    memory: Memory

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        latest = tracker.latest_message
        message = replace(
            _message(latest),
            parts=tuple(map(_message, latest.get("parts") or ())),
            offered=_offered(tracker.events, str(latest.get("text") or "")),
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


def _message(parsed: dict[str, Any]) -> Message:
    """A message, or a part of one, as Rasa's NLU understood it."""
    entities = parsed.get("entities") or []
    ranking = parsed.get("intent_ranking") or []
    intent = parsed.get("intent") or {}
    return Message(
        topic=intent.get("name") or "nlu_fallback",
        confidence=float(intent.get("confidence") or 0.0),
        text=parsed.get("text") or "",
        roles=_values(entities, "role"),
        excluded=_values(entities, "role", excluded=True),
        families=_values(entities, "family"),
        ambiguous=next(iter(_values(entities, "role_group")), None),
        uncovered=next(iter(_values(entities, "uncovered")), None),
        elsewhere=next(iter(_values(entities, "elsewhere")), None),
        nation=_nation(entities),
        quiz_answer=next(iter(_values(entities, "quiz_answer")), None),
        claims=tuple(_claim(entity) for entity in entities if entity["entity"] == "qualification"),
        preferences=tuple(
            Preference(entity["value"], entity.get("role") or "likes")
            for entity in entities
            if entity["entity"] == "preference"
        ),
        faqs=_faqs(parsed, entities),
        terms=_values(entities, "term"),
        today=datetime.date.today(),
        likely_topics=tuple(item["name"] for item in ranking if item["name"] != "nlu_fallback"),
        rest=_without(parsed.get("text") or "", entities),
    )


def _offered(events: list[dict[str, Any]], text: str) -> tuple[Button, ...]:
    """The buttons under what the guide said last, before this message."""
    buttons: list[Button] = []
    for event in reversed(events[:-1]):
        if event["event"] == "user" and event.get("text") != text:
            break
        if event["event"] == "bot":
            shown = (event.get("data") or {}).get("buttons") or ()
            buttons[:0] = [_button(str(item["title"]), str(item["payload"])) for item in shown]
    return tuple(buttons)


def _button(title: str, payload: str) -> Button:
    topic, brace, values = payload.lstrip("/").partition("{")
    return Button(title, topic, json.loads(brace + values) if brace else {})


def _values(entities: list[dict[str, Any]], name: str, excluded: bool = False) -> tuple[str, ...]:
    found = [e["value"] for e in entities if e["entity"] == name and bool(e.get("excluded")) == excluded]
    return tuple(dict.fromkeys(found))


def _without(text: str, entities: list[dict[str, Any]]) -> str:
    """The text with every name cut out; all of it for a pressed button, which has no offsets."""
    for entity in sorted((e for e in entities if "start" in e), key=lambda e: -int(e["start"])):
        text = f"{text[: entity['start']]} {text[entity['end'] :]}"
    return text


def _nation(entities: list[dict[str, Any]]) -> model.Nation | None:
    """The nation named first, if any."""
    named = _values(entities, "nation")
    return next((nation for nation in model.NATIONS if named and nation == named[0]), None)


def _faqs(latest: dict[str, Any], entities: list[dict[str, Any]]) -> tuple[FaqMatch, ...]:
    """The frequently asked questions the message may be; just the one that a button named, where one was pressed."""
    pressed = _values(entities, "faq")
    if pressed:
        return (FaqMatch(pressed[0], 1.0),)
    return tuple(FaqMatch(item["name"], item["confidence"]) for item in latest.get("faq_ranking") or [])


def _claim(entity: dict[str, Any]) -> Claim:
    details = {name: entity[name] for name in ("level", "count", "grade", "subject", "supposed") if name in entity}
    return Claim(entity["value"], entity.get("role") or "has", **details)


def _once(sources: Iterable[dict[str, str | None]]) -> list[dict[str, str | None]]:
    """Sources that look the same to a person are shown once."""
    return list({(source["title"], source["url"]): source for source in sources}.values())
