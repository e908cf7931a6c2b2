"""One turn of a talk: a message and a memory in, replies and a new memory out. Pure; knows no Rasa.

Here meet the two halves of the guide: questions (``guidance``) and the quiz. The rule between them is simple: in
mid-quiz whatever answers the open question is an answer, everything else is a detour, and after a detour the open
question is asked again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ahp_careers import noted, quiz_turns, referring, several
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.answers import ROLE_TOPICS, Answer, answer
from ahp_careers.guidance.claims import Claim, merged
from ahp_careers.guidance.faqs import SURE
from ahp_careers.guidance.question import Question
from ahp_careers.guidance.reply import Button, Reply
from ahp_careers.memory import Memory, Outcome
from ahp_careers.message import Message
from ahp_careers.quiz import dialogue
from ahp_careers.quiz import state as quiz_steps

_NO_NEED = re.compile(
    r"\b(?:don'?t|do not|doesn'?t|does not|no|not|without) (?:\w+ )?(?:need|require|ask)", re.IGNORECASE
)
#: Kinds of message that may be no more than the question what a word means.
_MAY_ASK_WHAT = frozenset("about_role confused faq nlu_fallback out_of_scope".split())
#: Words that speak of the professions as a whole.
_OF_AHPS = re.compile(r"\bahps?\b|\ballied\b|\bprofessions?\b", re.IGNORECASE)
MOST_WORDS_AROUND = 3
#: A topic this likely, in so many words beside the names, is no mere following on.
ALL_BUT_CERTAIN, FEWEST_SURE_WORDS = 0.9, 4
#: Less likely than this, a topic is but the least unlikely.
HALF_CERTAIN = 0.5
#: With a like or dislike in the message and no quiz open, these mean no more than that: "no nights", "kids is ok".
_LIKELY_LIKES = {"state_preference", "affirm", "deny", "neutral", "goodbye", "nlu_fallback"}
#: Topics whose claims are conditions of the question, not facts about the person.
_CONDITIONAL = {"list_roles"}
#: Answers after which nothing about one job is left to go on with.
_OF_MANY_JOBS = {"list_roles", "compare_roles", "about_ahps", "define"}
#: Answers about jobs that the guide has no facts about.
_OF_OTHER_JOBS = {"other_health_career", "uncovered"}
#: Readings that must be this likely.
DOUBTFUL = {"abuse": 0.85, "out_of_scope": 0.45, "forget": 0.6, "my_details": 0.5}
#: In mid-quiz, a command that loses answers or the place must be this likely.
DOUBTFUL_IN_QUIZ = {"quiz_stop": 0.5, "quiz_results": 0.5, "quiz_restart": 0.7}
SURE_TO_FORGET = 0.8
#: A command of the quiz must be this likely where no quiz is open.
DOUBTFUL_COMMAND = 0.6
_IN_QUIZ_ONLY = {"quiz_stop", "quiz_back", "quiz_skip"}
#: Topics whose claims are named to be forgotten or looked at.
_NOT_CLAIMING = {"forget", "my_details"}


def respond(message: Message, memory: Memory, knowledge: Knowledge) -> Outcome:
    """The replies to one message, and what to remember after it."""
    message = several.heard(message)
    message = _as_sure(referring.resolved(message, memory, knowledge), memory)
    message = replace(message, parts=tuple(referring.resolved(part, memory, knowledge) for part in message.parts))
    memory = _with_what_was_told(message, memory)
    asked = several.questions(message, memory.listed)
    if len(asked) == 1:
        return _thread(_one(asked[0], memory, knowledge), memory)
    return _thread(_several(asked, memory, knowledge), memory)


def _as_sure(message: Message, memory: Memory) -> Message:
    """The message, not understood where it is one of the readings that takes more to be sure of: nobody likes to be
    called rude, or sent away, for a word the guide does not know."""
    if message.topic == "about_ahps" and message.roles and not _OF_AHPS.search(message.text):
        # "what is an ODP" is one letter from "what is an AHP".
        return replace(message, topic="about_role")
    least = DOUBTFUL.get(message.topic, 0.0)
    if message.topic in _IN_QUIZ_ONLY and not memory.quiz.active:
        least = DOUBTFUL_COMMAND
    if memory.quiz.active:
        least = DOUBTFUL_IN_QUIZ.get(message.topic, least)
        if message.topic in _NOT_CLAIMING and message.claims and message.confidence < SURE_TO_FORGET:
            # "ok I have a degree in history" answers the question that is open.
            return replace(message, topic="state_qualification")
    doubtful = message.confidence < least
    return replace(message, topic="nlu_fallback") if doubtful else message


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
    again = quiz_turns.asked_again(message, memory, knowledge)
    if again is not None:
        return again
    if message.topic.startswith("quiz_"):
        done = quiz_turns.command(message, memory, knowledge)
        if done is not None:
            return replace(done, memory=replace(done.memory, misses=0))
        # "why?" with no question open asks after the last answer; a button of an older quiz means nothing any more.
        message = replace(message, topic="why" if message.topic == "quiz_why" else "nlu_fallback")
    if message.topic == "confused" and memory.quiz.active and memory.quiz.at is not None:
        # The question is what was not understood.
        return Outcome((dialogue.why(memory.quiz, knowledge), dialogue.ask(memory.quiz, knowledge)), memory)
    if message.topic == "why" and memory.last_topic is None and memory.last_faq is None and memory.quiz.answers:
        return quiz_turns.results(memory, knowledge)
    if memory.quiz.active:
        given = quiz_turns.answers(message, memory, knowledge)
        if given:
            note = "" if memory.quiz.at in given else "Thanks, I've noted that."
            moved = replace(memory, misses=0, quiz=quiz_steps.answered(memory.quiz, knowledge.quiz, given))
            return quiz_turns.went_on(moved, knowledge, note)
    elif message.preferences and message.topic in _LIKELY_LIKES and not message.named and not _asks(message):
        return quiz_turns.matches_to_likes(message, replace(memory, misses=0), knowledge)
    told, memory = _answered(message, memory, knowledge)
    return _back_to_the_quiz(told, message, memory, knowledge)


def _asks(message: Message) -> bool:
    """Whether a message that was read as nothing in particular is likely a frequently asked question."""
    return message.topic == "nlu_fallback" and bool(message.faqs) and message.faqs[0].confidence > SURE


def _several(asked: tuple[Message, ...], memory: Memory, knowledge: Knowledge) -> Outcome:
    """Several questions of one message, answered in turn; the buttons under the last answer are enough."""
    replies: list[Reply] = []
    roles: list[str | None] = []
    for message in asked:
        told, memory = _answered(message, memory, knowledge)
        replies.append(told.reply)
        roles.append(told.focus)
    *first, last = replies
    jobs = tuple(dict.fromkeys(role for role in roles if role))
    last = replace(last, listed=jobs) if len(jobs) > 1 and not last.listed else last
    outcome = _back_to_the_quiz(replace(told, reply=last), asked[-1], memory, knowledge)
    return replace(outcome, replies=(*(reply.with_buttons() for reply in first), *outcome.replies))


def _answered(message: Message, memory: Memory, knowledge: Knowledge) -> tuple[Answer, Memory]:
    """The answer to a question, and the memory after it."""
    surer = bool(message.faqs) and message.faqs[0].confidence > max(message.confidence, SURE)
    if message.topic == "my_details" and not surer:
        return Answer(noted.shown(memory, knowledge), memory.focus, message.topic), replace(memory, misses=0)
    if message.topic == "forget" and not surer:
        memory = noted.forgotten(message, memory)
        return Answer(noted.told_forgotten(message, knowledge), memory.focus, message.topic), replace(memory, misses=0)
    told = answer(_question(message, memory, knowledge), knowledge)
    misses = memory.misses + 1 if told.topic == "nlu_fallback" else 0
    memory = replace(memory, focus=told.focus, misses=misses, listed=_spoken_of(told, memory))
    if told.faq is not None:
        memory = replace(memory, last_topic=None, last_faq=told.faq)
    elif told.topic in ROLE_TOPICS:
        memory = replace(memory, last_topic=told.topic, last_faq=None)
    elif told.topic in _OF_MANY_JOBS:
        memory = replace(memory, last_topic=None, last_faq=None)
    elif told.topic in _OF_OTHER_JOBS:
        # "how much do nurses earn", "and paramedics?": the question stays, though the job was none of ours.
        asked = next((topic for topic in message.likely_topics if topic in ROLE_TOPICS), None)
        memory = replace(memory, last_topic=asked or memory.last_topic, last_faq=None)
    return told, memory


def _conditions(message: Message) -> tuple[Claim, ...]:
    """What the message claims or supposes; in a question for jobs, "don't need a degree" is a condition too."""
    spared = message.topic == "list_roles" and _NO_NEED.search(message.text) is not None
    claims = [replace(c, status="lacks") if spared and c.status == "asked" else c for c in message.claims]
    return tuple(claim for claim in claims if claim.status != "asked")


def _spoken_of(told: Answer, memory: Memory) -> tuple[str, ...]:
    """The jobs one may point at after an answer: the last list, or the two jobs spoken of one after the other."""
    new, old = told.focus, memory.focus
    if told.reply.listed or new is None or old is None or new == old or new in memory.listed:
        return memory.listed
    return (old, new)


def _question(message: Message, memory: Memory, knowledge: Knowledge) -> Question:
    return Question(
        topic=message.topic,
        roles=message.roles,
        families=message.families,
        ambiguous=message.ambiguous,
        uncovered=message.uncovered,
        elsewhere=message.elsewhere,
        excluded=message.excluded,
        preferences=message.preferences,
        # A condition of the question ("with a BTEC?") holds for its answer, though it is not kept.
        claims=merged(memory.claims, [replace(claim, supposed=False) for claim in message.claims]),
        new_claims=_conditions(message),
        nation=memory.nation,
        new_nation=message.nation is not None,
        focus=memory.focus,
        last_topic=memory.last_topic,
        last_faq=memory.last_faq,
        listed=memory.listed,
        misses=memory.misses,
        likely_topics=message.likely_topics,
        bare=message.bare,
        sure=message.confidence >= ALL_BUT_CERTAIN and len((message.rest or "").split()) >= FEWEST_SURE_WORDS,
        doubtful=message.confidence < HALF_CERTAIN,
        points_back=message.points_back,
        asks_need=message.asks_need,
        asks_to_work=message.asks_to_work,
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
