"""The quiz's side of a turn: answers to the open question, and the commands that move it."""

from __future__ import annotations

import re
from dataclasses import replace

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import merged
from ahp_careers.guidance.reply import Button, Reply
from ahp_careers.memory import Memory, Outcome
from ahp_careers.message import Message
from ahp_careers.quiz import dialogue
from ahp_careers.quiz import state as quiz_steps
from ahp_careers.quiz.state import QuizAnswer, QuizState

#: Topics that mean "this is my answer" when a quiz question is open.
ANSWERING = {"affirm", "deny", "neutral", "dont_know", "state_preference", "state_qualification"}
#: Topics under which an answer is still looked for: short answers are easily misread.
_MAYBE_ANSWERING = ANSWERING | {
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
#: Read this surely as something else, a message answers nothing: "is it going to rain?", "which jobs are outdoors?"
SURE_OF_ANOTHER_TOPIC = {"out_of_scope": 0.7, "list_roles": 0.7, "people_and_places": 0.8, "other_health_career": 0.8}
_ASKS = re.compile(r"\?|\b(?:which|what|wat|is|are|do|does|who|how|list|show|tell)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"(?:(?P<yes>yes|yeah|yep|yup|aye|ya|yh|definitely|love (?:it|that)|i'd love)|(?:no|nah|nope|naw|never"
    r"|not really))\b"
)
#: "that's enough, just show me what I got"
_SHOW_ME = re.compile(r"\b(?:results?|matches|what i(?: have|'ve|ve)? got|show me)\b", re.IGNORECASE)
#: "how many are left?", "can you repeat the question?": the open question says both.
_SAY_IT_AGAIN = re.compile(
    r"\bhow (?:many|much|long)\b.*\b(?:left|to go|more|remaining|questions?)\b"
    r"|\b(?:repeat|say) (?:the |that |this |it )*(?:last )?(?:question|again)\b|\bwhat was (?:the|that) question\b"
    r"|\b(?:are we|am i|is it|is this) (?:nearly|almost) (?:there|done|finished|over)\b",
    re.IGNORECASE,
)


def asked_again(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome | None:
    """The open question once more, with how many are left, where that is what a message asks for."""
    open_question = memory.quiz.active and memory.quiz.at is not None
    if not open_question or message.named or message.topic == "distress" or not _SAY_IT_AGAIN.search(message.text):
        return None
    return Outcome((dialogue.ask(memory.quiz, knowledge),), replace(memory, misses=0))


def answers(message: Message, memory: Memory, knowledge: Knowledge) -> dict[str, QuizAnswer]:
    """What a message in mid-quiz answers: the open question, or others in passing. Empty for a detour."""
    if memory.quiz.at is None:
        return {}
    question = knowledge.quiz_questions[memory.quiz.at]
    typed = quiz_steps.from_words(message.text, question, knowledge.quiz)
    if typed is not None:
        return {question.id: typed}
    if not _may_answer(message):
        return {}
    given: dict[str, QuizAnswer] = {}
    likes = message.preferences
    if message.topic == "state_qualification":
        # A subject one has studied is no wish: of traits only those told as likes count.
        likes = tuple(like for like in likes if like.kind != "trait")
    given = quiz_steps.from_preferences(likes, knowledge.quiz)
    answering = question.kind == "qualifications"
    option = dialogue.qualification_option(message.claims, knowledge, answering) if message.claims else None
    if option is not None and (answering or message.topic == "state_qualification"):
        given["qualifications"] = option
    if question.id not in given:
        # "love it, but no nights", "yes I play the guitar": the first word answers.
        plain = quiz_steps.from_intent(_first_word(message) or message.topic, question)
        if plain is not None:
            given[question.id] = plain
    return given


def _may_answer(message: Message) -> bool:
    """Whether an answer to the open question is looked for in a message at all."""
    sure = message.confidence >= SURE_OF_ANOTHER_TOPIC.get(message.topic, 2.0) and _ASKS.search(message.text)
    return not message.named and message.topic in _MAYBE_ANSWERING and not sure


def _first_word(message: Message) -> str | None:
    """ "affirm" or "deny" where a message begins with a plain yes or no and asks nothing."""
    match = _YES_OR_NO.match(message.text.strip().lower())
    if match is None or "?" in message.text:
        return None
    return "affirm" if match.group("yes") else "deny"


def command(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome | None:
    """What a command of the quiz does; None where there is nothing it could mean for the quiz."""
    state = memory.quiz
    open_question = state.active and state.at is not None
    if message.topic == "quiz_answer":
        return _answered(message, memory, knowledge)
    if message.topic in ("quiz_start", "quiz_restart"):
        return _started(message, memory, knowledge)
    results_too = message.topic == "quiz_stop" and state.answers and _SHOW_ME.search(message.text)
    if results_too or (message.topic == "quiz_results" and (state.answers or open_question)):
        return results(memory, knowledge)
    if message.topic == "quiz_back" and state.asked:
        before = quiz_steps.back(state)
        note = "This is the first question." if before == state else "Let's go back one."
        memory = _without_quiz_claims(memory) if before.at == "qualifications" else memory
        return Outcome((dialogue.ask(before, knowledge, note),), replace(memory, quiz=before))
    if message.topic == "quiz_why" and not open_question:
        return None
    if not open_question:
        paused = bool(state.asked) and any(question not in state.answers for question in state.asked)
        onward = Button("Carry on with the quiz" if paused else "Help me choose", "quiz_start")
        reply = Reply(knowledge.talk.lines["no_quiz"], (onward, Button("What can you do?", "help")), yes=onward)
        return Outcome((reply,), memory)
    if message.topic == "quiz_stop":
        stopped = replace(memory, quiz=quiz_steps.stopped(state))
        titles = {"See my results": "quiz_results", "Carry on": "quiz_start", "What can you do?": "help"}
        offered = tuple(Button(title, topic) for title, topic in titles.items())
        return Outcome((Reply(dialogue.status_line(state.answers), offered),), stopped)
    if message.topic == "quiz_skip":
        return went_on(replace(memory, quiz=quiz_steps.skipped(state, knowledge.quiz)), knowledge)
    return Outcome((dialogue.why(state, knowledge), dialogue.ask(state, knowledge)), memory)


def _answered(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome | None:
    """A pressed option, of the open question or of an earlier one. None for one that no longer exists."""
    question_id, _, option = (message.quiz_answer or "").partition("=")
    question = knowledge.quiz_questions.get(question_id)
    options = (question.options or knowledge.quiz.scale) if question is not None else []
    if question is None or option not in {given.id for given in options}:
        return None
    if question.kind == "qualifications":
        # One place for what one has: the claims. The quiz keeps only that it was answered.
        memory = replace(memory, claims=merged(memory.claims, dialogue.claims_of(option)))
    value: QuizAnswer = [option] if question.kind in quiz_steps.OPEN_OPTION else option
    begun = replace(memory.quiz, active=True)
    return went_on(replace(memory, quiz=quiz_steps.answered(begun, knowledge.quiz, {question_id: value})), knowledge)


def _without_quiz_claims(memory: Memory) -> Memory:
    """Take back what the quiz's own qualifications answer claimed."""
    option = memory.quiz.answers.get("qualifications")
    claimed = dialogue.claims_of(option) if isinstance(option, str) else []
    return replace(memory, claims=tuple(claim for claim in memory.claims if claim not in claimed))


def _started(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
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
        return went_on(replace(memory, quiz=again), knowledge, "" if state.active else "Back to your quiz.")
    begun = quiz_steps.start(knowledge.quiz, {**state.answers, **told})
    memory = replace(memory, quiz=begun)
    if begun.at is None:
        return results(memory, knowledge)
    return Outcome((dialogue.ask(begun, knowledge, knowledge.quiz.opening),), memory)


def went_on(memory: Memory, knowledge: Knowledge, note: str = "") -> Outcome:
    if quiz_steps.finished(memory.quiz):
        return results(memory, knowledge)
    return Outcome((dialogue.ask(memory.quiz, knowledge, note),), memory)


def results(memory: Memory, knowledge: Knowledge) -> Outcome:
    reply = dialogue.results(memory.quiz.answers, memory.claims, knowledge)
    # What was asked before is over: "why?" now asks after the matches.
    return Outcome((reply,), replace(memory, quiz=quiz_steps.stopped(memory.quiz), last_topic=None, last_faq=None))


def matches_to_likes(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """Likes told outside the quiz: show what fits them, and keep them should the person go on with the quiz."""
    told = {**memory.quiz.answers, **quiz_steps.from_preferences(message.preferences, knowledge.quiz)}
    memory = replace(memory, quiz=replace(memory.quiz, answers=told))
    reply = dialogue.results(told, memory.claims, knowledge)
    onward = Button("A few more questions", "quiz_start")
    return Outcome((reply.with_buttons(*reply.buttons[:3], onward),), memory)
