"""Ranking roles by a person's answers, with the reasons for and against."""

from __future__ import annotations

from dataclasses import dataclass

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.facts import GROUP_WORDS
from ahp_careers.guidance.reply import listed
from ahp_careers.quiz.state import OPEN_OPTION, QuizAnswer

#: The highest level of a trait; levels are shares of it.
FULL_LEVEL = 3
#: "Not for me" against what is at a role's heart weighs this much more than any other answer: nobody should be sent
#: into a job full of what they hate because they like the rest.
DEAL_BREAKER = 2.0


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


def _match(role: model.Role, answers: dict[str, QuizAnswer], knowledge: Knowledge) -> Match:
    """The weighted mean of how well each answer fits the role; 0.5 where nothing was answered."""
    total = weight = 0.0
    reasons: list[tuple[float, str]] = []
    against: list[tuple[float, str]] = []
    traits = {trait.id: trait for trait in knowledge.quiz.traits}
    asked = {question.id: question for question in knowledge.quiz.questions}
    for key, given in answers.items():
        question = asked.get(key)
        if question is not None and question.kind in OPEN_OPTION and isinstance(given, list):
            fit = _choice_fit(role, question.kind, given)
            if fit is None:
                continue
            total, weight = total + fit, weight + 1
            if fit > 0:
                reasons.append((fit, _choice_reason(role, question, given)))
            else:
                against.append((1.0, _choice_against(question, given)))
        elif given in ("love", "no"):
            trait = traits[key.split(":", 1)[1] if key.startswith("trait:") else str(asked[key].trait)]
            level = role.traits[trait.id]
            share = level.level / FULL_LEVEL
            loved = given == "love"
            fit = share if loved else 1 - share
            heavy = DEAL_BREAKER if not loved and level.level == FULL_LEVEL else 1.0
            total, weight = total + fit * heavy, weight + heavy
            liking = (
                f"you like {trait.likes}"
                if loved and trait.id != "blood"
                else f"you are {trait.likes.removeprefix('being ')}"
            )
            if loved and level.level >= 2:
                reasons.append((share, f"{liking}, and {level.because}"))
            elif loved and level.level == 0 and trait.id != "blood":
                against.append((0.5, f"you like {trait.likes}, but {level.because}"))
            elif not loved and level.level >= 2:
                against.append((share, f"you don't want {trait.dislikes}, but {level.because}"))
            elif not loved and level.level == 0:
                reasons.append((0.4, f"you don't want {trait.dislikes}, and {level.because}"))
    score = total / weight if weight else 0.5
    return Match(role, score, _best(reasons), _best(against))


def _best(weighted: list[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(reason for _, reason in sorted(weighted, key=lambda item: -item[0])[:3])


def _choice_fit(role: model.Role, kind: str, given: list[str]) -> float | None:
    """1 where the role has a chosen option, more chosen than not counting fully; None where all is open."""
    if not given or OPEN_OPTION[kind] in given:
        return None
    there = _theirs(role, kind)
    return sum(option in there for option in given) / len(given)


def _theirs(role: model.Role, kind: str) -> list[str]:
    return list(role.people.groups) if kind == "groups" else list(role.places.settings)


def _choice_reason(role: model.Role, question: model.QuizQuestion, given: list[str]) -> str:
    there = _theirs(role, question.kind)
    if question.kind == "groups":
        return f"you would work with {listed([GROUP_WORDS[option] for option in given if option in there])}"
    titles = {option.id: option.title for option in question.options}
    return f"you could work in the kind of place you chose: {listed([titles[o].lower() for o in given if o in there])}"


def _choice_against(question: model.QuizQuestion, given: list[str]) -> str:
    titles = {option.id: option.title for option in question.options}
    words = listed([titles[option].lower() for option in given], "or")
    return f"you chose {words}, which is not usual in this job"
