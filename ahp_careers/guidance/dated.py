"""Warnings about figures that have grown old since they were checked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from ahp_careers.content import model
from ahp_careers.content.ageing import in_words, is_old


def warning(facts: Iterable[model.Sourced], today: datetime.date | None) -> str:
    """One sentence for the old figures among ``facts``, naming the oldest; empty where none is. Without ``today``
    nothing is old."""
    old = [str(fact.as_of) for fact in facts if today is not None and is_old(fact, today)]
    if not old:
        return ""
    return f"**Please check:** some of these figures are from {in_words(min(old))} and may have changed since."


def dated(fact: model.Sourced) -> str:
    """The fact's date as it stands behind a figure: " (January 2025)"; empty where it has none."""
    return f" ({in_words(fact.as_of)})" if fact.as_of else ""
