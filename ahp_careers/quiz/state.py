"""Where a person stands in the quiz: what they answered, what comes next. Immutable; each step gives a new state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ahp_careers.content import model
from ahp_careers.guidance.question import Preference

#: A scale answer: "love", "fine" or "no". Groups and settings: a list of option ids. Qualifications: an option id.
QuizAnswer = str | list[str]

_NONE = re.compile(
    r"(?:sorry )?(?:none|neither|nothing|none at all|not got any|do ?n'?t have any|have ?n'?t got any|i have none)"
    r"(?: (?:of (?:these|them|those)|really|yet|at all|sorry))*"
)
_SCALE_OF_STATUS = {"likes": "love", "neutral": "fine", "dislikes": "no"}
#: The option of groups and settings that rules nothing out.
OPEN_OPTION = {"groups": "anyone", "settings": "anywhere"}


@dataclass(frozen=True)
class QuizState:
    """``at`` is the id of the question now open, None when all are done. ``asked`` are the ids asked so far, in order.

    ``answers`` also holds traits that no question asks about, as "trait:nights".
    """

    active: bool = False
    at: str | None = None
    answers: dict[str, QuizAnswer] = field(default_factory=dict)
    asked: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {"active": self.active, "at": self.at, "answers": self.answers, "asked": list(self.asked)}

    @classmethod
    def from_dict(cls, data: dict[str, Any] | None) -> QuizState:
        if not data:
            return cls()
        return cls(data["active"], data["at"], dict(data["answers"]), tuple(data["asked"]))


def start(quiz: model.QuizFile, known: dict[str, QuizAnswer]) -> QuizState:
    """Begin, with what the person has told already; those questions are not asked again."""
    return _moved_on(QuizState(active=True, answers=dict(known)), quiz)


def answered(state: QuizState, quiz: model.QuizFile, answers: dict[str, QuizAnswer]) -> QuizState:
    """Take answers to any questions, the open one or others, and go on to the next open one."""
    return _moved_on(replace(state, answers={**state.answers, **answers}), quiz)


def skipped(state: QuizState, quiz: model.QuizFile) -> QuizState:
    """Leave the open question out: an empty answer counts for nothing."""
    if state.at is None:
        return state
    return answered(state, quiz, {state.at: []})


def back(state: QuizState) -> QuizState:
    """Reopen the question before, and forget its answer. At the first question nothing changes."""
    asked = [question for question in state.asked if question != state.at]
    if not asked:
        return state
    before = asked[-1]
    answers = {question: given for question, given in state.answers.items() if question != before}
    return replace(state, active=True, at=before, answers=answers, asked=tuple(asked))


def stopped(state: QuizState) -> QuizState:
    """End the quiz. Answers are kept, so that results can be shown and the quiz taken up again."""
    return replace(state, active=False, at=None)


def finished(state: QuizState) -> bool:
    return state.active and state.at is None


def _moved_on(state: QuizState, quiz: model.QuizFile) -> QuizState:
    still_open = next((question.id for question in quiz.questions if question.id not in state.answers), None)
    asked = state.asked if still_open is None or still_open in state.asked else (*state.asked, still_open)
    return replace(state, at=still_open, asked=asked)


def from_preferences(preferences: tuple[Preference, ...], quiz: model.QuizFile) -> dict[str, QuizAnswer]:
    """What likes and dislikes in someone's own words answer.

    Liked groups and settings are collected; disliked ones alone mean "all but these".
    """
    answers: dict[str, QuizAnswer] = {}
    by_trait = {question.trait: question.id for question in quiz.questions if question.kind == "scale"}
    for preference in preferences:
        if preference.kind == "trait":
            key = by_trait.get(preference.value, f"trait:{preference.value}")
            answers[key] = _SCALE_OF_STATUS[preference.status]
    for question in quiz.questions:
        said = [preference for preference in preferences if preference.kind == question.kind]
        if question.kind not in OPEN_OPTION or not said:
            continue
        options = [option.id for option in question.options]
        liked = [p.value for p in said if p.status != "dislikes"]
        disliked = {p.value for p in said if p.status == "dislikes"}
        kept = liked or [
            option for option in options if option not in disliked and option != OPEN_OPTION[question.kind]
        ]
        answers[question.id] = [option for option in options if option in kept]
    return answers


def from_intent(topic: str, question: model.QuizQuestion) -> QuizAnswer | None:
    """What "yeah", "nah", "not fussed" or "dunno" answer to the open question; None where they answer nothing."""
    if question.kind == "scale":
        return {"affirm": "love", "deny": "no", "neutral": "fine", "dont_know": "fine"}.get(topic)
    if question.kind in OPEN_OPTION and topic in ("neutral", "dont_know"):
        return [OPEN_OPTION[question.kind]]
    if question.kind == "qualifications" and topic == "deny":
        return "none"
    if question.kind == "qualifications" and topic == "dont_know":
        return []
    return None


def from_words(text: str, question: model.QuizQuestion, quiz: model.QuizFile) -> QuizAnswer | None:
    """The answer where a person typed an option's own words; None where they did not."""
    said = " ".join(text.lower().replace("’", "'").strip(" .!?").split())
    if _NONE.fullmatch(said):
        return {"scale": "no", "qualifications": "none"}.get(question.kind, [])
    options = question.options or quiz.scale
    for option in options:
        if said in {option.title.lower(), option.id.replace("_", " "), *option.names}:
            return [option.id] if question.kind in OPEN_OPTION else option.id
    return None
