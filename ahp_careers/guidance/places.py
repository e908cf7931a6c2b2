"""The official places that content knows, as text."""

from __future__ import annotations

from ahp_careers.content import model
from ahp_careers.guidance.reply import listed
from ahp_careers.guidance.words import NATION_WORDS


def serving(found: list[model.Place], nation: model.Nation | None) -> list[model.Place]:
    """The places that serve a nation; all of them where the nation is not known or none serves it alone."""
    return [place for place in found if nation is None or nation in place.nations] or found


def name(place: model.Place) -> str:
    """ "[NHS Jobs](...) (England and Wales)"; the nation only where the title does not say it."""
    title = f"[{place.title}]({place.url})" if place.url else f"**{place.title}**"
    nations = [NATION_WORDS[nation] for nation in place.nations]
    if len(nations) == len(model.NATIONS) or all(nation in place.title for nation in nations):
        return title
    return f"{title} ({listed(nations)})"


def line(place: model.Place) -> str:
    """A place with its phone number and what it is."""
    digits = place.phone.replace(" ", "") if place.phone else ""
    phone = f", phone [{place.phone}](tel:{digits})" if place.phone else ""
    return f"{name(place)}{phone}: {place.text.rstrip('.')}."
