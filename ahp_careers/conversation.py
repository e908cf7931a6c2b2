"""One turn of a talk: a message and a memory in, replies and a new memory out. Pure; knows no Rasa.

Here meet the two halves of the guide: questions (``guidance``) and the quiz. The rule between them is simple: in
mid-quiz whatever answers the open question is an answer, everything else is a detour, and after a detour the open
question is asked again.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import Any

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import ROLE_TOPICS, answer
from ahp_careers.guidance.claims import Claim, merged
from ahp_careers.guidance.question import FaqMatch, Preference, Question
from ahp_careers.guidance.reply import Button, Reply
from ahp_careers.quiz import dialogue
from ahp_careers.quiz import state as quiz_steps
from ahp_careers.quiz.state import QuizAnswer, QuizState
from ahp_careers.text import comparable


@dataclass(frozen=True)
class Message:
    """What was understood of one message.

    ``quiz_answer`` is a pressed option, as "question=option"; ``terms`` are words of the glossary; ``rest`` is the text
    without the names found in it, None where that is not known; ``today`` is when it was said.
    """

    topic: str
    text: str = ""
    roles: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    ambiguous: str | None = None
    uncovered: str | None = None
    excluded: tuple[str, ...] = ()
    nation: model.Nation | None = None
    quiz_answer: str | None = None
    claims: tuple[Claim, ...] = ()
    preferences: tuple[Preference, ...] = ()
    likely_topics: tuple[str, ...] = ()
    faqs: tuple[FaqMatch, ...] = ()
    terms: tuple[str, ...] = ()
    rest: str | None = None
    today: datetime.date | None = None

    @property
    def bare(self) -> bool:
        """Whether the message is no more than a name and small words: "and podiatrists?", "what about Wales?"."""
        return self.rest is not None and all(word in _SMALL_WORDS for word in re.findall(r"[a-z']+", self.rest.lower()))

    def conditions(self, knowledge: Knowledge) -> tuple[str, ...]:
        """What was said of the person that no entry rule speaks of."""
        said = comparable(self.text)
        return tuple(
            condition.id
            for condition in knowledge.talk.conditions
            if any(re.search(rf"\b{re.escape(comparable(name))}\b", said) for name in condition.names)
        )

    @property
    def named(self) -> bool:
        """Whether a job was named."""
        return bool(self.roles or self.ambiguous or self.uncovered)

    @property
    def defines(self) -> str | None:
        """The qualification asked about, where the message asks what one is: "what's a T level?"."""
        asked = [claim.qualification for claim in self.claims if claim.status == "asked"]
        return asked[0] if asked and _WHAT_IS.match(self.text.lower().replace("’", "'")) else None

    def explains(self, words_around: int) -> str | None:
        """The term asked about, where the message does no more than ask what it is ("whats hcpc"), or hardly more, with
        at most so many words around ("my letter says trac, what is that")."""
        words = re.findall(r"[a-z']+", (self.rest or "").lower().replace("’", "'"))
        others = [word for word in words if word not in _ASKING_WORDS]
        asks = set(words) & _ASKS_WHAT or not words_around
        plain = self.rest is not None and asks and len(others) <= words_around
        return self.terms[0] if plain and len(set(self.terms)) == 1 else None


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


_SMALL_WORDS = frozenset(
    "and or what about how then so ok the a an in for if i i'm im live from only just it it's is s now to be them "
    "please same would do being becoming become".split()
)
#: Beside a term, these words ask no more than what it means.
_ASKING_WORDS = frozenset(
    "what what's whats is are does do mean means meaning of stand stands for a an the explain define tell me about so "
    "ok please pls and in then this that hi by you said say says someone people they could can would i i'm im don't "
    "dont know exactly meant to letters word my".split()
)
_ASKS_WHAT = frozenset("what whats what's wats wat explain mean means meant stand stands".split())
#: Kinds of message that may be no more than the question what a word means.
_MAY_ASK_WHAT = frozenset("about_role confused faq nlu_fallback out_of_scope".split())
MOST_WORDS_AROUND = 3
_WHAT_IS = re.compile(
    r"\W*(?:so |ok |and )?(?:what(?:'?s| is| are| does)|wh?ats|explain|tell me (?:about|what)) (?!.*\bneed)"
)
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
    "goodbye",
    "greet",
    "thank",
    "confused",
}
#: With a like or dislike in the message and no quiz open, these mean no more than that: "no nights", "kids is ok".
_LIKELY_LIKES = {"state_preference", "affirm", "deny", "neutral", "goodbye", "nlu_fallback"}
#: Topics whose claims are conditions of the question, not facts about the person.
_CONDITIONAL = {"list_roles"}


def respond(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """The replies to one message, and what to remember after it."""
    told = tuple(claim for claim in message.claims if claim.status != "asked")
    kept = [replace(claim, supposed=True) if message.topic in _CONDITIONAL else claim for claim in told]
    memory = replace(memory, claims=merged(memory.claims, kept), nation=message.nation or memory.nation)
    if message.topic.startswith("quiz_"):
        return _quiz_command(message, memory, knowledge)
    if memory.quiz.active:
        given = _quiz_answers(message, memory, knowledge)
        if given:
            note = "" if memory.quiz.at in given else "Thanks, I've noted that."
            moved = replace(memory, quiz=quiz_steps.answered(memory.quiz, knowledge.quiz, given))
            return _quiz_went_on(moved, knowledge, note)
    elif message.preferences and (message.topic in _LIKELY_LIKES and not message.named):
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
            uncovered=message.uncovered,
            excluded=message.excluded,
            preferences=message.preferences,
            # A condition of the question ("with a BTEC?") holds for its answer, though it is not kept.
            claims=merged(memory.claims, [replace(claim, supposed=False) for claim in message.claims]),
            new_claims=tuple(claim for claim in message.claims if claim.status != "asked"),
            nation=memory.nation,
            new_nation=message.nation is not None,
            focus=memory.focus,
            last_topic=memory.last_topic,
            likely_topics=message.likely_topics,
            bare=message.bare,
            defines=message.defines,
            asked=tuple(claim.qualification for claim in message.claims if claim.status == "asked"),
            conditions=message.conditions(knowledge),
            faqs=message.faqs,
            term=message.explains(0) if message.topic != "about_ahps" else None,
            perhaps_term=message.explains(MOST_WORDS_AROUND) if message.topic in _MAY_ASK_WHAT else None,
            today=message.today,
        ),
        knowledge,
    )
    memory = replace(memory, focus=told.focus)
    if told.topic in ROLE_TOPICS:
        memory = replace(memory, last_topic=told.topic)
    if not memory.quiz.active or memory.quiz.at is None or told.topic == "goodbye":
        return Outcome((told.reply,), memory)
    if told.topic == "distress":
        # No question on top of this. The answers are kept, and the quiz waits until it is asked for.
        buttons = (*told.reply.buttons, Button("Carry on with the quiz", "quiz_start"))
        paused = replace(memory, quiz=quiz_steps.stopped(memory.quiz))
        return Outcome((told.reply.with_buttons(*buttons),), paused)
    if told.topic in _ANSWERING | {"nlu_fallback"} and not message.named:
        # Meant as an answer, but it answers nothing that was asked.
        return Outcome((dialogue.ask(memory.quiz, knowledge, knowledge.talk.lines["quiz_unclear"]),), memory)
    # The answer's own buttons would stand above the question's: one set of buttons at a time.
    again = dialogue.ask(memory.quiz, knowledge, "Back to your quiz.")
    return Outcome((told.reply.with_buttons(), again), memory)


def _quiz_answers(message: Message, memory: Memory, knowledge: Knowledge) -> dict[str, QuizAnswer]:
    """What a message in mid-quiz answers: the open question, or others in passing. Empty for a detour."""
    if memory.quiz.at is None:
        return {}
    question = knowledge.quiz_questions[memory.quiz.at]
    typed = quiz_steps.from_words(message.text, question, knowledge.quiz)
    if typed is not None:
        return {question.id: typed}
    if message.named or message.topic not in _MAYBE_ANSWERING:
        return {}
    given: dict[str, QuizAnswer] = {}
    if message.topic != "state_qualification":
        given = quiz_steps.from_preferences(message.preferences, knowledge.quiz)
    answering = question.kind == "qualifications"
    option = dialogue.qualification_option(message.claims, knowledge, answering) if message.claims else None
    if option is not None and (answering or message.topic == "state_qualification"):
        given["qualifications"] = option
    if question.id not in given and message.topic in _ANSWERING:
        plain = quiz_steps.from_intent(message.topic, question)
        if plain is not None:
            given[question.id] = plain
    return given


def _quiz_command(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    state = memory.quiz
    open_question = state.active and state.at is not None
    if message.topic == "quiz_answer":
        return _quiz_answered(message, memory, knowledge)
    if message.topic in ("quiz_start", "quiz_restart"):
        return _quiz_started(message, memory, knowledge)
    if message.topic == "quiz_results" and (state.answers or open_question):
        return _results(memory, knowledge)
    if message.topic == "quiz_back" and state.asked:
        before = quiz_steps.back(state)
        note = "This is the first question." if before == state else "Let's go back one."
        memory = _without_quiz_claims(memory) if before.at == "qualifications" else memory
        return Outcome((dialogue.ask(before, knowledge, note),), replace(memory, quiz=before))
    if message.topic == "quiz_why" and not open_question:
        return _detour(replace(message, topic="who_are_you"), memory, knowledge)
    if not open_question:
        paused = bool(state.asked) and any(question not in state.answers for question in state.asked)
        onward = Button("Carry on with the quiz" if paused else "Help me choose", "quiz_start")
        reply = Reply(knowledge.talk.lines["no_quiz"], (onward, Button("What can you do?", "help")))
        return Outcome((reply,), memory)
    if message.topic == "quiz_stop":
        stopped = replace(memory, quiz=quiz_steps.stopped(state))
        titles = {"See my results": "quiz_results", "Carry on": "quiz_start", "What can you do?": "help"}
        offered = tuple(Button(title, topic) for title, topic in titles.items())
        return Outcome((Reply(dialogue.status_line(state.answers), offered),), stopped)
    if message.topic == "quiz_skip":
        return _quiz_went_on(replace(memory, quiz=quiz_steps.skipped(state, knowledge.quiz)), knowledge)
    return Outcome((dialogue.why(state, knowledge), dialogue.ask(state, knowledge)), memory)


def _quiz_answered(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """A pressed option, of the open question or of an earlier one. One that no longer exists is a detour."""
    question_id, _, option = (message.quiz_answer or "").partition("=")
    question = knowledge.quiz_questions.get(question_id)
    options = (question.options or knowledge.quiz.scale) if question is not None else []
    if question is None or option not in {given.id for given in options}:
        return _detour(replace(message, topic="nlu_fallback"), memory, knowledge)
    if question.kind == "qualifications":
        # One place for what one has: the claims. The quiz keeps only that it was answered.
        memory = replace(memory, claims=merged(memory.claims, dialogue.claims_of(option)))
    value: QuizAnswer = [option] if question.kind in quiz_steps.OPEN_OPTION else option
    begun = replace(memory.quiz, active=True)
    return _quiz_went_on(
        replace(memory, quiz=quiz_steps.answered(begun, knowledge.quiz, {question_id: value})), knowledge
    )


def _without_quiz_claims(memory: Memory) -> Memory:
    """Take back what the quiz's own qualifications answer claimed."""
    option = memory.quiz.answers.get("qualifications")
    claimed = dialogue.claims_of(option) if isinstance(option, str) else []
    return replace(memory, claims=tuple(claim for claim in memory.claims if claim not in claimed))


def _quiz_started(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """Begin afresh, or take a stopped quiz up again; what was told in the same breath counts as answered."""
    if message.topic == "quiz_restart":
        memory = replace(_without_quiz_claims(memory), quiz=QuizState())
    state = memory.quiz
    told = quiz_steps.from_preferences(message.preferences, knowledge.quiz)
    option = dialogue.qualification_option(memory.claims, knowledge)
    if option is not None:
        told["qualifications"] = option
    if state.asked:
        # In the quiz already, or it was stopped: asking for it again is no reason to lose the answers or the place.
        again = quiz_steps.answered(replace(state, active=True), knowledge.quiz, told)
        return _quiz_went_on(replace(memory, quiz=again), knowledge, "" if state.active else "Back to your quiz.")
    begun = quiz_steps.start(knowledge.quiz, {**state.answers, **told})
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
