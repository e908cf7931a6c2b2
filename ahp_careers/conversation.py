"""One turn of a talk: a message and a memory in, replies and a new memory out. Pure; knows no Rasa.

Here meet the two halves of the guide: questions (``guidance``) and the quiz. The rule between them is simple: in
mid-quiz whatever answers the open question is an answer, everything else is a detour, and after a detour the open
question is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import ROLE_TOPICS, answer
from ahp_careers.guidance.claims import Claim, merged
from ahp_careers.guidance.question import Preference, Question
from ahp_careers.guidance.reply import Button, Reply
from ahp_careers.quiz import dialogue
from ahp_careers.quiz import state as quiz_steps
from ahp_careers.quiz.state import QuizAnswer, QuizState


@dataclass(frozen=True)
class Message:
    """What was understood of one message. ``quiz_answer`` is a pressed option, as "question=option"."""

    topic: str
    text: str = ""
    roles: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    ambiguous: str | None = None
    uncovered: str | None = None
    nation: model.Nation | None = None
    quiz_answer: str | None = None
    claims: tuple[Claim, ...] = ()
    preferences: tuple[Preference, ...] = ()
    likely_topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Memory:
    """What is kept of a talk from turn to turn."""

    focus: str | None = None
    last_topic: str | None = None
    nation: model.Nation | None = None
    claims: tuple[Claim, ...] = ()
    quiz: QuizState = field(default_factory=QuizState)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; empty parts are None."""
        return {
            "focus": self.focus,
            "last_topic": self.last_topic,
            "nation": self.nation,
            "claims": [claim.to_dict() for claim in self.claims] or None,
            "quiz": self.quiz.to_dict() if self.quiz != QuizState() else None,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Memory:
        claims = tuple(Claim.from_dict(claim) for claim in data.get("claims") or ())
        quiz = QuizState.from_dict(data.get("quiz"))
        return cls(data.get("focus"), data.get("last_topic"), data.get("nation"), claims, quiz)


@dataclass(frozen=True)
class Outcome:
    replies: tuple[Reply, ...]
    memory: Memory


#: Topics that mean "this is my answer" when a quiz question is open.
_ANSWERING = {"affirm", "deny", "neutral", "dont_know", "state_preference", "state_qualification"}
#: Topics under which an answer is still looked for: short answers are easily misread.
_MAYBE_ANSWERING = _ANSWERING | {
    "nlu_fallback",
    "out_of_scope",
    "list_roles",
    "quiz_start",
    "people_and_places",
    "other_health_career",
    "greet",
    "thank",
    "confused",
}
#: After these, asking the open question again would be tactless.
_NO_RETURN = {"distress", "goodbye"}


def respond(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """The replies to one message, and what to remember after it."""
    claims = tuple(claim for claim in message.claims if claim.status != "asked")
    memory = replace(memory, claims=merged(memory.claims, claims), nation=message.nation or memory.nation)
    if message.topic.startswith("quiz_"):
        return _quiz_command(message, memory, knowledge)
    if memory.quiz.active:
        given = _quiz_answers(message, memory, knowledge)
        if given:
            note = "" if memory.quiz.at in given else "Thanks, I've noted that."
            moved = replace(memory, quiz=quiz_steps.answered(memory.quiz, knowledge.quiz, given))
            return _quiz_went_on(moved, knowledge, note)
    elif message.topic == "state_preference" and message.preferences:
        return _matches_to_likes(message, memory, knowledge)
    return _detour(message, memory, knowledge)


def _detour(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """Answer a question, and come back to the quiz where one is open."""
    told = answer(
        Question(
            topic=message.topic,
            roles=message.roles,
            families=message.families,
            ambiguous=message.ambiguous,
            preferences=message.preferences,
            claims=memory.claims,
            new_claims=tuple(claim for claim in message.claims if claim.status != "asked"),
            uncovered=message.uncovered,
            nation=memory.nation,
            new_nation=message.nation is not None,
            focus=memory.focus,
            last_topic=memory.last_topic,
            likely_topics=message.likely_topics,
        ),
        knowledge,
    )
    memory = replace(memory, focus=told.focus)
    if told.topic in ROLE_TOPICS:
        memory = replace(memory, last_topic=told.topic)
    if memory.quiz.active and memory.quiz.at is not None and told.topic not in _NO_RETURN:
        # The answer's own buttons would stand above the question's: one set of buttons at a time.
        again = dialogue.ask(memory.quiz, knowledge, "Back to your quiz.")
        return Outcome((told.reply.with_buttons(), again), memory)
    return Outcome((told.reply,), memory)


def _quiz_answers(message: Message, memory: Memory, knowledge: Knowledge) -> dict[str, QuizAnswer]:
    """What a message in mid-quiz answers: the open question, or others named in passing. Empty for a detour."""
    if memory.quiz.at is None:
        return {}
    question = dialogue.question_by_id(knowledge.quiz, memory.quiz.at)
    typed = quiz_steps.from_words(message.text, question, knowledge.quiz)
    if typed is not None:
        return {question.id: typed}
    if message.roles or message.ambiguous or message.uncovered or message.topic not in _MAYBE_ANSWERING:
        return {}
    given = quiz_steps.from_preferences(message.preferences, knowledge.quiz)
    option = dialogue.qualification_option(message.claims, knowledge)
    if option is not None:
        given["qualifications"] = option
    if question.id not in given and message.topic in _ANSWERING:
        plain = quiz_steps.from_intent(message.topic, question)
        if plain is not None:
            given[question.id] = plain
    return given


def _quiz_command(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    quiz, state = knowledge.quiz, memory.quiz
    if message.topic == "quiz_answer":
        question, _, option = (message.quiz_answer or "").partition("=")
        kind = dialogue.question_by_id(quiz, question).kind
        value: QuizAnswer = [option] if kind in quiz_steps.OPEN_OPTION else option
        begun = state if state.active else replace(state, active=True)
        return _quiz_went_on(replace(memory, quiz=quiz_steps.answered(begun, quiz, {question: value})), knowledge)
    if message.topic in ("quiz_start", "quiz_restart"):
        return _quiz_started(message, memory, knowledge)
    if message.topic == "quiz_results":
        return _results(memory, knowledge)
    if not state.active and not state.answers:
        # "go back", "skip" or "why?" with no quiz open: say what can be done instead.
        return _detour(replace(message, topic="help" if message.topic != "quiz_why" else "confused"), memory, knowledge)
    if message.topic == "quiz_stop":
        stopped = replace(memory, quiz=quiz_steps.stopped(state))
        buttons = (
            Button("See my results", "quiz_results"),
            Button("Carry on", "quiz_start"),
            Button("What can you do?", "help"),
        )
        return Outcome((Reply(dialogue.status_line(state.answers), buttons),), stopped)
    if message.topic == "quiz_why" and state.at is not None:
        return Outcome((dialogue.why(state, knowledge), dialogue.ask(state, knowledge)), memory)
    if message.topic == "quiz_skip":
        return _quiz_went_on(replace(memory, quiz=quiz_steps.skipped(state, quiz)), knowledge)
    if message.topic == "quiz_back":
        before = quiz_steps.back(state)
        note = "This is the first question." if before == state else "Let's go back one."
        return Outcome((dialogue.ask(before, knowledge, note),), replace(memory, quiz=before))
    return _results(memory, knowledge)


def _quiz_started(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """Begin afresh, or take a stopped quiz up again; what was told in the same breath counts as answered."""
    state = memory.quiz
    told = quiz_steps.from_preferences(message.preferences, knowledge.quiz)
    option = dialogue.qualification_option(memory.claims, knowledge)
    if option is not None:
        told["qualifications"] = option
    if message.topic == "quiz_start" and state.active and state.at is not None:
        # Already in the quiz: asking for it again is no reason to lose the answers.
        again = replace(memory, quiz=quiz_steps.answered(state, knowledge.quiz, told))
        return _quiz_went_on(again, knowledge)
    kept = {} if message.topic == "quiz_restart" else state.answers
    begun = quiz_steps.start(knowledge.quiz, {**kept, **told})
    memory = replace(memory, quiz=begun)
    if begun.at is None:
        return _results(memory, knowledge)
    return Outcome((dialogue.ask(begun, knowledge, knowledge.quiz.opening),), memory)


def _quiz_went_on(memory: Memory, knowledge: Knowledge, note: str = "") -> Outcome:
    if quiz_steps.finished(memory.quiz):
        return _results(memory, knowledge)
    return Outcome((dialogue.ask(memory.quiz, knowledge, note),), memory)


def _results(memory: Memory, knowledge: Knowledge) -> Outcome:
    reply = dialogue.results(memory.quiz.answers, memory.claims, knowledge)
    return Outcome((reply,), replace(memory, quiz=quiz_steps.stopped(memory.quiz)))


def _matches_to_likes(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """Likes told outside the quiz: show what fits them, and keep them should the person go on with the quiz."""
    told = {**memory.quiz.answers, **quiz_steps.from_preferences(message.preferences, knowledge.quiz)}
    memory = replace(memory, quiz=replace(memory.quiz, answers=told))
    reply = dialogue.results(told, memory.claims, knowledge)
    onward = Button("A few more questions", "quiz_start")
    return Outcome((reply.with_buttons(*reply.buttons[:3], onward),), memory)
