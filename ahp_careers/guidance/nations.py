"""What holds in the person's nation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from ahp_careers.content import model


class OfNations(Protocol):
    @property
    def nations(self) -> list[model.Nation]: ...


Item = TypeVar("Item", bound=OfNations)


def of(items: Iterable[Item], nation: model.Nation | None) -> list[Item]:
    """The items that hold in ``nation``; all of them where it is not known."""
    return [item for item in items if holds(item, nation)]


def holds(item: OfNations, nation: model.Nation | None) -> bool:
    """Whether the item holds in ``nation``, or that is not known."""
    return nation is None or nation in item.nations
