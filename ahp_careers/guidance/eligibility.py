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
from ahp_careers.guidance import nations
from ahp_careers.guidance.claims import Claim

Outcome = Literal["can_apply", "may_be_asked", "nearly", "register", "not_yet"]


@dataclass(frozen=True)
class Verdict:
    """``can_apply``: nothing is set and nothing extra is usual. ``may_be_asked``: nothing is set, employers may ask
    for things. ``nearly``: the person's level reaches the floor, the employer or course decides. ``not_yet``: a set
    qualification is missing. ``register``: they have a degree in the very field, which opens the register if it is an
    approved one. ``stepping_stone`` is the role of the same family open to them today."""

    outcome: Outcome
    role: model.Role
    stepping_stone: model.Role | None
    level: int | None

    @property
    def open_now(self) -> bool:
        """Whether there is a job to apply for today. No rule may stand in the way of a role and still nobody be hired
        into it without training first, as with a foot health practitioner's private diploma."""
        return self.unhindered and any(route.kind == "direct_entry" for route in self.role.entry.routes)

    @property
    def unhindered(self) -> bool:
        """Whether no set requirement stands in the way."""
        return self.outcome in ("can_apply", "may_be_asked")


def judge(role: model.Role, claims: tuple[Claim, ...], knowledge: Knowledge) -> Verdict:
    """The verdict for one role. More qualifications never make it harsher: only the highest level counts."""
    level = claim_rules.standing(claims, knowledge)
    floor = model.MINIMUM_LEVEL[role.entry.minimum]
    stone = knowledge.stepping_stone(role)
    if role.level == "registered":
        if role.registration.regulator != "none" and any(_degree_in(role, claim, knowledge) for claim in claims):
            return Verdict("register", role, None, level)
        # A registered role needs its own approved programme, so no general qualification opens it directly.
        return Verdict("not_yet", role, stone, level)
    if floor == 0:
        outcome: Outcome = "may_be_asked" if role.entry.asked_for else "can_apply"
        return Verdict(outcome, role, None, level)
    if level is not None and level >= floor:
        return Verdict("nearly", role, stone, level)
    return Verdict("not_yet", role, stone, level)


def _degree_in(role: model.Role, claim: Claim, knowledge: Knowledge) -> bool:
    """Whether someone has a degree or more in the very field of a role ("a podiatry degree")."""
    field = f"family:{role.family}"
    degree = model.MINIMUM_LEVEL["degree"]
    return claim.status == "has" and claim.subject == field and claim_rules.level_of(claim, knowledge) >= degree


#: For a registered role: which way comes first for whom, by the level held. Ways not named come after, volunteering
#: last of all, since it leads nowhere by itself.
_FIRST_WAYS: tuple[tuple[int, tuple[model.RouteKind, ...]], ...] = (
    (6, ("postgraduate", "degree_apprenticeship", "degree")),
    (0, ("degree", "degree_apprenticeship", "work_up", "postgraduate")),
)


def open_routes(role: model.Role, level: int | None, nation: model.Nation | None = None) -> list[model.Route]:
    """The role's routes in the person's nation (all of them where none is there or it is not known), those that fit
    the level held first; none is left out for its level, since the provider decides. A route that may not be running
    never leads."""
    there = nations.of(role.entry.routes, nation)
    kinds = next(kinds for least, kinds in _FIRST_WAYS if (level or 0) >= least)

    def order(route: model.Route) -> tuple[bool, bool, int]:
        place = kinds.index(route.kind) if role.level == "registered" and route.kind in kinds else len(kinds)
        return (route.unsure, route.kind == "volunteering", place)

    return sorted(there or role.entry.routes, key=order)
