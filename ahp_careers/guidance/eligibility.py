"""Can I? A verdict on one role for one person, with the rule it rests on.

The rule is the national floor in ``entry.minimum``; what single employers or courses ask on top is always said, never
decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance import claims as claim_rules
from ahp_careers.guidance.claims import Claim

Outcome = Literal["can_apply", "may_be_asked", "nearly", "not_yet"]


@dataclass(frozen=True)
class Verdict:
    """``can_apply``: nothing is set and nothing extra is usual. ``may_be_asked``: nothing is set, employers may ask
    for things. ``nearly``: the person's level reaches the floor, the employer or course decides. ``not_yet``: a set
    qualification is missing; ``stepping_stone`` is the role of the same family open to them today."""

    outcome: Outcome
    role: model.Role
    stepping_stone: model.Role | None
    level: int | None

    @property
    def open_now(self) -> bool:
        return self.outcome in ("can_apply", "may_be_asked", "nearly")


def judge(role: model.Role, claims: tuple[Claim, ...], knowledge: Knowledge) -> Verdict:
    """The verdict for one role. More qualifications never make it harsher: only the highest level counts."""
    level = claim_rules.standing(claims, knowledge)
    floor = model.MINIMUM_LEVEL[role.entry.minimum]
    stone = knowledge.stepping_stone(role)
    if role.level == "registered":
        # A registered role needs its own approved programme, so no general qualification opens it directly.
        return Verdict("not_yet", role, stone, level)
    if floor == 0:
        outcome: Outcome = "may_be_asked" if role.entry.asked_for else "can_apply"
        return Verdict(outcome, role, None, level)
    if level is not None and level >= floor:
        return Verdict("nearly", role, stone, level)
    return Verdict("not_yet", role, stone, level)


def open_routes(role: model.Role, level: int | None) -> list[model.Route]:
    """The role's routes, those that fit the level held first; none is left out, since the provider decides.

    A master's needs a degree first, a degree usually level 3, an apprenticeship or a job no set level.
    """
    wanted = {"postgraduate": 6, "degree": 3, "degree_apprenticeship": 2}
    have = level or 0

    def distance(route: model.Route) -> tuple[bool, int]:
        need = wanted.get(route.kind, 0)
        return (need > have, abs(have - need))

    return sorted(role.entry.routes, key=distance)
