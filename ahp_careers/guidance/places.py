"""The official places that content knows, as text."""

from __future__ import annotations

from ahp_careers.content import model
from ahp_careers.guidance import nations
from ahp_careers.guidance.reply import listed
from ahp_careers.guidance.words import NATION_WORDS


def serving(found: list[model.Place], nation: model.Nation | None) -> list[model.Place]:
    """The places that serve a nation; all of them where the nation is not known or none serves it alone."""
    return nations.of(found, nation) or found


def any_of(found: list[model.Place]) -> str:
    """The places as one list: "[NHS Jobs](...) (England and Wales) or ..."."""
    return listed([name(place) for place in found], "or")


def name(place: model.Place) -> str:
    """ "[NHS Jobs](...) (England and Wales)"; the nation only where the title does not say it."""
    title = f"[{place.title}]({place.url})" if place.url else f"**{place.title}**"
    words = [NATION_WORDS[nation] for nation in place.nations]
    if len(words) == len(model.NATIONS) or all(word in place.title for word in words):
        return title
    return f"{title} ({listed(words)})"


def line(place: model.Place) -> str:
    """A place with its phone number and what it is."""
    digits = place.phone.replace(" ", "") if place.phone else ""
    phone = f", phone [{place.phone}](tel:{digits})" if place.phone else ""
    return f"{name(place)}{phone}: {place.text.rstrip('.')}."
