"""One turn of a talk: a message and a memory in, replies and a new memory out. Pure; knows no Rasa.

Here meet the two halves of the guide: questions (``guidance``) and the quiz. The rule between them is simple: in
mid-quiz whatever answers the open question is an answer, everything else is a detour, and after a detour the open
question is asked again.
"""

from __future__ import annotations

from dataclasses import replace

from ahp_careers import noted, quiz_turns, referring, several
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import ROLE_TOPICS, Answer, answer
from ahp_careers.guidance.claims import merged
from ahp_careers.guidance.question import Question
from ahp_careers.guidance.reply import Button, Reply
from ahp_careers.memory import Memory, Outcome
from ahp_careers.message import Message
from ahp_careers.quiz import dialogue
from ahp_careers.quiz import state as quiz_steps

#: Kinds of message that may be no more than the question what a word means.
_MAY_ASK_WHAT = frozenset("about_role confused faq nlu_fallback out_of_scope".split())
MOST_WORDS_AROUND = 3
#: With a like or dislike in the message and no quiz open, these mean no more than that: "no nights", "kids is ok".
_LIKELY_LIKES = {"state_preference", "affirm", "deny", "neutral", "goodbye", "nlu_fallback"}
#: Topics whose claims are conditions of the question, not facts about the person.
_CONDITIONAL = {"list_roles"}
#: Topics whose claims are named to be forgotten or looked at.
_NOT_CLAIMING = {"forget", "my_details"}


def respond(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """The replies to one message, and what to remember after it."""
    message = referring.resolved(message, memory)
    memory = _with_what_was_told(message, memory)
    asked = several.questions(message)
    if len(asked) == 1:
        return _thread(_one(asked[0], memory, knowledge), memory)
    return _thread(_several(asked, memory, knowledge), memory)


def _with_what_was_told(message: Message, memory: Memory) -> Memory:
    if message.topic in _NOT_CLAIMING:
        return memory
    told = tuple(claim for claim in message.claims if claim.status != "asked")
    kept = [replace(claim, supposed=True) if message.topic in _CONDITIONAL else claim for claim in told]
    return replace(memory, claims=merged(memory.claims, kept), nation=message.nation or memory.nation)


def _thread(outcome: Outcome, before: Memory) -> Outcome:
    """The outcome with what the next message may point at: the jobs listed, and what "yes" would mean."""
    listed = next((reply.listed for reply in reversed(outcome.replies) if reply.listed), before.listed)
    yes = outcome.replies[-1].yes if outcome.replies else None
    return replace(outcome, memory=replace(outcome.memory, listed=listed, yes=yes))


def _one(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    if message.topic.startswith("quiz_"):
        done = quiz_turns.command(message, memory, knowledge)
        if done is not None:
            return replace(done, memory=replace(done.memory, misses=0))
        # "why?" with no question open asks after the last answer; a button of an older quiz means nothing any more.
        message = replace(message, topic="why" if message.topic == "quiz_why" else "nlu_fallback")
    if memory.quiz.active:
        given = quiz_turns.answers(message, memory, knowledge)
        if given:
            note = "" if memory.quiz.at in given else "Thanks, I've noted that."
            moved = replace(memory, misses=0, quiz=quiz_steps.answered(memory.quiz, knowledge.quiz, given))
            return quiz_turns.went_on(moved, knowledge, note)
    elif message.preferences and (message.topic in _LIKELY_LIKES and not message.named):
        return quiz_turns.matches_to_likes(message, replace(memory, misses=0), knowledge)
    told, memory = _answered(message, memory, knowledge)
    return _back_to_the_quiz(told, message, memory, knowledge)


def _several(asked: tuple[Message, ...], memory: Memory, knowledge: Knowledge) -> Outcome:
    """Several questions of one message, answered in turn; the buttons under the last answer are enough."""
    replies: list[Reply] = []
    for message in asked:
        told, memory = _answered(message, memory, knowledge)
        replies.append(told.reply)
    *first, last = replies
    outcome = _back_to_the_quiz(replace(told, reply=last), asked[-1], memory, knowledge)
    return replace(outcome, replies=(*(reply.with_buttons() for reply in first), *outcome.replies))


def _answered(message: Message, memory: Memory, knowledge: Knowledge) -> tuple[Answer, Memory]:
    """The answer to a question, and the memory after it."""
    if message.topic == "my_details":
        return Answer(noted.shown(memory, knowledge), memory.focus, message.topic), replace(memory, misses=0)
    if message.topic == "forget":
        memory = noted.forgotten(message, memory)
        return Answer(noted.told_forgotten(message, knowledge), memory.focus, message.topic), replace(memory, misses=0)
    told = answer(_question(message, memory, knowledge), knowledge)
    misses = memory.misses + 1 if told.topic == "nlu_fallback" else 0
    memory = replace(memory, focus=told.focus, misses=misses)
    if told.faq is not None:
        memory = replace(memory, last_topic=None, last_faq=told.faq)
    elif told.topic in ROLE_TOPICS:
        memory = replace(memory, last_topic=told.topic, last_faq=None)
    return told, memory


def _question(message: Message, memory: Memory, knowledge: Knowledge) -> Question:
    return Question(
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
        last_faq=memory.last_faq,
        listed=memory.listed,
        misses=memory.misses,
        likely_topics=message.likely_topics,
        bare=message.bare,
        points_back=message.points_back,
        defines=message.defines,
        asked=tuple(claim.qualification for claim in message.claims if claim.status == "asked"),
        conditions=message.conditions(knowledge),
        faqs=message.faqs,
        term=message.explains(0) if message.topic != "about_ahps" else None,
        perhaps_term=message.explains(MOST_WORDS_AROUND) if message.topic in _MAY_ASK_WHAT else None,
        today=message.today,
    )


def _back_to_the_quiz(told: Answer, message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """The answer, and the open question of the quiz after it where there is one."""
    if not memory.quiz.active or memory.quiz.at is None or told.topic == "goodbye":
        return Outcome((told.reply,), memory)
    if told.topic == "distress":
        # No question on top of this. The answers are kept, and the quiz waits until it is asked for.
        buttons = (*told.reply.buttons, Button("Carry on with the quiz", "quiz_start"))
        paused = replace(memory, quiz=quiz_steps.stopped(memory.quiz))
        return Outcome((told.reply.with_buttons(*buttons),), paused)
    if told.topic in quiz_turns.ANSWERING | {"nlu_fallback"} and not message.named:
        # Meant as an answer, but it answers nothing that was asked.
        unclear = dialogue.ask(memory.quiz, knowledge, knowledge.talk.lines["quiz_unclear"])
        return Outcome((unclear,), memory)
    # The answer's own buttons would stand above the question's: one set of buttons at a time.
    again = dialogue.ask(memory.quiz, knowledge, "Back to your quiz.")
    return Outcome((told.reply.with_buttons(), again), memory)
