"""Ranking roles by a person's answers, with the reasons for and against."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.reply import listed
from ahp_careers.quiz.state import OPEN_OPTION, QuizAnswer

#: The highest level of a trait; levels are shares of it.
FULL_LEVEL = 3
#: "Not for me" against what is at a role's heart weighs this much more than any other answer: nobody should be sent
#: into a job full of what they hate because they like the rest.
DEAL_BREAKER = 2.0
#: More reasons than this are not read.
MOST_REASONS = 3


@dataclass(frozen=True)
class Match:
    """A role with its score, from 0 (nothing fits) to 1 (all fits), and the reasons in words."""

    role: model.Role
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.score)


def ranked(answers: dict[str, QuizAnswer], knowledge: Knowledge) -> list[Match]:
    """Every role, best first; never empty. Roles that score alike stand by title, so the order is always the same."""
    matches = [_match(role, answers, knowledge) for role in knowledge.roles.values()]
    return sorted(matches, key=lambda match: (-match.score, match.role.title))


@dataclass(frozen=True)
class _Part:
    """What one answer says of one role: how well they fit (0 to 1), how much that counts, and the reason in words."""

    fit: float
    weight: float = 1.0
    reason: str | None = None
    against: str | None = None
    #: How much the reason is worth telling: the strongest few are shown.
    strength: float = 0.0


def _match(role: model.Role, answers: dict[str, QuizAnswer], knowledge: Knowledge) -> Match:
    """The weighted mean of how well each answer fits the role; 0.5 where nothing was answered."""
    traits = {trait.id: trait for trait in knowledge.quiz.traits}
    questions = {question.id: question for question in knowledge.quiz.questions}
    parts = []
    for key, given in answers.items():
        question = questions.get(key)
        if question is not None and question.kind in OPEN_OPTION and isinstance(given, list):
            parts.append(_choice_part(role, question, given))
        elif given in ("love", "no"):
            trait = traits[str(question.trait) if question is not None else key.removeprefix("trait:")]
            parts.append(_scale_part(role, trait, given == "love"))
    counted = sorted((part for part in parts if part is not None), key=lambda part: -part.strength)
    # Exact sums: the order of the answers must not change the score in its last digit, and so the order of the roles.
    weight = math.fsum(part.weight for part in counted)
    score = math.fsum(part.fit * part.weight for part in counted) / weight if weight else 0.5
    reasons = tuple(part.reason for part in counted if part.reason)[:MOST_REASONS]
    against = tuple(part.against for part in counted if part.against)[:MOST_REASONS]
    return Match(role, score, reasons, against)


def _scale_part(role: model.Role, trait: model.Trait, loved: bool) -> _Part | None:
    """One trait loved or refused. None where it is merely borne: being fine with blood is no reason to seek it."""
    if loved and trait.tolerated:
        return None
    level = role.traits[trait.id]
    share = level.level / FULL_LEVEL
    plain = level.level == 0
    if loved:
        return _Part(
            fit=share,
            reason=f"{trait.likes}, and {level.because}" if level.level >= 2 else None,
            against=f"{trait.likes}, and {level.because}" if plain else None,
            strength=max(share, 0.5),
        )
    return _Part(
        fit=1 - share,
        weight=DEAL_BREAKER if level.level == FULL_LEVEL else 1.0,
        reason=f"{trait.dislikes}, and {level.because}" if plain else None,
        against=f"{trait.dislikes}, and {level.because}" if level.level >= 2 else None,
        strength=max(share, 0.4),
    )


def _choice_part(role: model.Role, question: model.QuizQuestion, given: list[str]) -> _Part | None:
    """Age groups or places chosen: the share of them the role has. None where all is open."""
    if not given or OPEN_OPTION[question.kind] in given:
        return None
    if question.kind == "groups" and role.people.distant:
        return _Part(0.0, against="you would only speak with people by phone", strength=1.0)
    theirs = role.people.groups if question.kind == "groups" else role.places.settings
    shared = [option for option in given if option in theirs]
    titles = {option.id: option.title.lower() for option in question.options}
    if not shared:
        chosen = listed([titles[option] for option in given], "or")
        return _Part(0.0, against=f"you chose {chosen}, which is not usual in this job", strength=1.0)
    named = listed([titles[option] for option in shared])
    reason = (
        f"you would work with {named}" if question.kind == "groups" else f"you could work where you want to: {named}"
    )
    fit = len(shared) / len(given)
    return _Part(fit, reason=reason, strength=fit)
