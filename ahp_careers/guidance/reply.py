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
    """One message of the guide. ``text`` is Markdown and says all that ``card`` draws.

    ``listed`` are the jobs that the text lists, in its order; ``yes`` is what "yes" means where the text asks.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    card: dict[str, Any] | None = None
    sources: tuple[model.Source, ...] = ()
    listed: tuple[str, ...] = ()
    yes: Button | None = None

    def with_buttons(self, *buttons: Button) -> Reply:
        return replace(self, buttons=buttons)


def shown_source(source: model.Source) -> dict[str, str | None]:
    """A source as a person sees it. What is no page to send people to is named, and its home is linked instead."""
    if source.home is not None:
        title = f"{source.home_title} (the fact as reported in “{source.title}”, {source.publisher})"
        return {"title": title, "url": source.home, "date": source.date}
    return {"title": f"{source.title} ({source.publisher})", "url": source.url, "date": source.date}


def bullets(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def listed(items: list[str], last: str = "and") -> str:
    """["a", "b", "c"] -> "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


#: Letters whose names begin with a vowel sound: "an NVQ", "an HNC", but "a BTEC".
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_VOWEL_SOUND_LIKE_CONSONANT = ("uni", "use", "eu", "one")
_SILENT_H = ("hour", "honest", "honour")


def a(noun: str) -> str:
    """The noun with its article: "a podiatrist", "an occupational therapist", "an NVQ", "a BTEC"."""
    first = noun.split()[0]
    if first.isupper() and first not in {"BTEC"}:
        vowel = first[0] in _VOWEL_LETTERS
    else:
        lowered = first.lower()
        vowel = lowered[0] in "aeiou" and not lowered.startswith(_VOWEL_SOUND_LIKE_CONSONANT)
        vowel = vowel or lowered.startswith(_SILENT_H)
    return f"{'an' if vowel else 'a'} {noun}"


def lower_first(text: str) -> str:
    """Lower the first letter of a plain word; abbreviations and "A level" stay as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def plural(count: int, noun: str) -> str:
    """ "one job", "3 jobs"."""
    return f"one {noun}" if count == 1 else f"{count} {noun}s"
