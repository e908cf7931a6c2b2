"""What the guide says back: text, buttons, a card and sources. Knows nothing of who shows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ahp_careers.content import model


@dataclass(frozen=True)
class Button:
    """A likely next thing to say: ``topic`` is one of the topics the guide answers, ``values`` what it is about."""

    title: str
    topic: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One message of the guide. ``text`` is Markdown and says all that ``card`` draws."""

    text: str
    buttons: tuple[Button, ...] = ()
    card: dict[str, Any] | None = None
    sources: tuple[model.Source, ...] = ()

    def with_buttons(self, *buttons: Button) -> Reply:
        return replace(self, buttons=buttons)


def shown_source(source: model.Source) -> dict[str, str | None]:
    """A source as a person sees it. What is no page to send people to is named, and its home is linked instead."""
    if source.home is not None:
        title = f"As reported in: {source.title} ({source.publisher}). See {source.home_title}"
        return {"title": title, "url": source.home, "date": source.date}
    return {"title": f"{source.title} ({source.publisher})", "url": source.url, "date": source.date}


def bullets(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def listed(items: list[str], last: str = "and") -> str:
    """["a", "b", "c"] -> "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def a(noun: str) -> str:
    """The noun with its article: "a podiatrist", "an occupational therapist", "an NHS job"."""
    sounds_like_vowel = noun[:1].lower() in "aeio" or noun[:2] in {"NH", "HC", "EM", "EC", "um", "un"}
    return f"{'an' if sounds_like_vowel else 'a'} {noun}"


def lower_first(text: str) -> str:
    """Lower the first letter, unless the word is an abbreviation such as OT."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
