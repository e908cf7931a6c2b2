"""What is kept of a talk from turn to turn."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from ahp_careers.content import model
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.reply import Button, Reply
from ahp_careers.quiz.state import QuizState


@dataclass(frozen=True)
class Memory:
    """What is kept of a talk from turn to turn.

    ``focus`` is the role last talked about, ``last_topic`` the kind of question last answered, or ``last_faq`` the
    frequently asked one; ``listed`` are the jobs of the last list, in its order; ``misses`` counts the messages not
    understood since the last one that was; ``yes`` is what "yes" would mean now.
    """

    focus: str | None = None
    last_topic: str | None = None
    last_faq: str | None = None
    listed: tuple[str, ...] = ()
    misses: int = 0
    yes: Button | None = None
    nation: model.Nation | None = None
    claims: tuple[Claim, ...] = ()
    quiz: QuizState = field(default_factory=QuizState)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; empty parts are None."""
        return {
            "focus": self.focus,
            "last_topic": self.last_topic,
            "last_faq": self.last_faq,
            "listed": list(self.listed) or None,
            "misses": self.misses or None,
            "yes": asdict(self.yes) if self.yes else None,
            "nation": self.nation,
            "claims": [claim.to_dict() for claim in self.claims] or None,
            "quiz": self.quiz.to_dict() if self.quiz != QuizState() else None,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Memory:
        return cls(
            focus=data.get("focus"),
            last_topic=data.get("last_topic"),
            last_faq=data.get("last_faq"),
            listed=tuple(data.get("listed") or ()),
            misses=data.get("misses") or 0,
            yes=Button(**data["yes"]) if data.get("yes") else None,
            nation=data.get("nation"),
            claims=tuple(Claim.from_dict(claim) for claim in data.get("claims") or ()),
            quiz=QuizState.from_dict(data.get("quiz")),
        )


@dataclass(frozen=True)
class Outcome:
    """What one turn gives: replies in the order in which they are said, and the memory after them."""

    replies: tuple[Reply, ...]
    memory: Memory
