"""How old a figure may grow before the guide warns of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TypeVar

from ahp_careers.content import model

Dated = TypeVar("Dated", bound=model.Sourced)

_MONTHS = "January February March April May June July August September October November December".split()


def is_old(fact: model.Sourced, today: datetime.date) -> bool:
    """Whether the fact states a figure that is older than its kind allows. A date without a month counts from the
    year's end: what may still be young enough is not called old."""
    limit = model.OLD_AFTER_MONTHS.get(fact.figure or "")
    if limit is None or fact.as_of is None:
        return False
    year, month = _parts(fact.as_of)
    return (today.year - year) * 12 + today.month - (month or 12) > limit


def current(facts: Sequence[Dated]) -> list[Dated]:
    """Of facts that tell of one thing over time, the newest of each kind of figure; what has no date stays."""
    newest: dict[str, str] = {}
    for fact in facts:
        kind = str(fact.figure)
        newest[kind] = max(newest.get(kind, ""), fact.as_of or "")
    return [fact for fact in facts if (fact.as_of or "") == newest[str(fact.figure)]]


def newest(register: model.Register) -> model.RegisterCount:
    """The register's newest count; of two for one date, the one that stands first."""
    return max(register.counts, key=lambda count: count.as_of)


def in_words(as_of: str) -> str:
    """ "2025-04-01" -> "April 2025", "2025" -> "2025": a reader needs no day."""
    year, month = _parts(as_of)
    return f"{_MONTHS[month - 1]} {year}" if month else str(year)


def _parts(as_of: str) -> tuple[int, int]:
    """Year and month; month 0 where only a year is given."""
    year, _, rest = as_of.partition("-")
    return int(year), int(rest[:2] or 0)
