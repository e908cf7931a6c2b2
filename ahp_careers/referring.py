"""What short words point at: "the second one", "the diagnostic one", "yes", the title of a button."""

from __future__ import annotations

import re

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.reply import Button
from ahp_careers.memory import Memory
from ahp_careers.message import Message

_PLACES = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "5th": 4,
    "last": -1,
    "1": 0,
    "one": 0,
    "2": 1,
    "two": 1,
    "3": 2,
    "three": 2,
    "4": 3,
    "four": 3,
    "5": 4,
    "five": 4,
    "6": 5,
    "six": 5,
}
_ORDINALS = "first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last"
#: "the second one", "number 2", "the third job"; not "first aid" or "last year".
_NTH = re.compile(
    rf"\b(?<!my )(?:the )?({_ORDINALS}) (?:one|job|role|option|choice|1|of (?:those|these|them))\b(?! was| i had)"
    rf"|\b(?:for|of|about|does|do) the ({_ORDINALS})\W*$"
    rf"|\b(?:number|option|no\.) ?([1-6]|one|two|three|four|five|six)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[1-6]")
_BARE_NTH = re.compile(rf"\W*(?:(?:ok|um|er|maybe|and|what about|how about) )*(?:the )?({_ORDINALS})\W*", re.IGNORECASE)
#: Words that may stand around the one that tells: "I mean the diagnostic one please".
_AROUND = frozenset(
    "the a an one ones and sorry meant no oh please i i'd i'm mean like want ok um job jobs role that this it's its is "
    "yes yeah option "
    "think pick choose go with for".split()
)
#: "the OT one", "I mean the radiography one"
_ONE_OF = re.compile(r"\b(?:the|that) [a-z ]+ (?:one|job|role)\W*$")
#: Who names more words than this asks something and does not just choose.
MOST_TELLING_WORDS = 3
#: Topics that stay what they are, though a word of theirs stands on a button.
_NEVER_POINTING = {"distress", "medical_question", "abuse"}
#: These may say "the second one", but no word of theirs chooses a job.
_NOT_POINTING = {"goodbye", "thank", "greet"}


def resolved(message: Message, memory: Memory, knowledge: Knowledge) -> Message:
    """The message with whatever it points at put in its place."""
    said = message.text.strip().casefold()
    for button in message.offered:
        if button.title.casefold() == said:
            return message.as_pressed(button)
    if message.topic == "affirm" and memory.yes is not None and not memory.quiz.active:
        return message.as_pressed(memory.yes)
    if message.named or message.families:
        told = _the_one_of(said, message, memory, knowledge)
        return message.as_pressed(told) if told is not None else message
    if message.topic in _NEVER_POINTING and not _one_word_of_medicine(message):
        return message
    place = _place(said)
    if place is None and _DIGIT.fullmatch(said) and (message.offered or memory.listed):
        place = int(said) - 1
    if place is not None:
        return _at(place, message, memory)
    told = _told_by_a_word(said, message, memory, knowledge)
    return message.as_pressed(told) if told is not None else message


def _one_word_of_medicine(message: Message) -> bool:
    """ "diagnostic" after "which radiographer?" asks for no diagnosis."""
    return message.topic == "medical_question" and len(message.text.split()) == 1


def _place(said: str) -> int | None:
    """Which one of a list is meant, counted from 0 (-1 is the last); None where none is."""
    found = _BARE_NTH.fullmatch(said) or _NTH.search(said)
    return _PLACES[next(group for group in found.groups() if group).lower()] if found else None


def _at(place: int, message: Message, memory: Memory) -> Message:
    """The message about what stands at that place: an answer to the quiz, or a job of the last list."""
    answers = [button for button in message.offered if button.topic == "quiz_answer"]
    bare = len(message.text.split()) <= MOST_TELLING_WORDS + 1
    if answers and not bare:
        # In the quiz only the choice itself answers: "what does the second one earn" is a question.
        return message
    if answers:
        return message.as_pressed(answers[place]) if place < len(answers) else message
    if not memory.listed or place >= len(memory.listed):
        jobs = _alternatives(message, "role", "family")
        return message.as_pressed(jobs[place]) if jobs and place < len(jobs) else message
    about = message.about(memory.listed[place])
    words = [word for word in re.findall(r"[a-z']+", _NTH.sub(" ", message.text.lower())) if word not in _AROUND]
    chooses = (
        not words
        or message.topic.startswith("quiz_")
        or _BARE_NTH.fullmatch(message.text.strip().casefold()) is not None
    )
    if not chooses:
        return about
    # No more than the choice: what was asked before is asked of this one, or what it is.
    offered = next((button for button in message.offered if button.values.get("role") == about.roles[0]), None)
    asked = Button("", memory.last_topic or "about_role", {"role": about.roles[0]})
    return message.as_pressed(offered or asked)


def _jobs(message: Message, memory: Memory, knowledge: Knowledge) -> list[Button]:
    """The jobs one can point at: those on buttons, and those of the last list, asked what was asked before."""
    known = {button.values["role"] for button in message.offered if "role" in button.values}
    topic = memory.last_topic or "about_role"
    others = [Button(knowledge.roles[role].title, topic, {"role": role}) for role in memory.listed if role not in known]
    return [*_alternatives(message, "role"), *others]


def _alternatives(message: Message, *names: str) -> list[Button]:
    """The buttons that stand for a job (or field) each; none where two stand for the same: under one job's answer they
    are questions about it, and no list."""
    jobs = [button for button in message.offered if any(name in button.values for name in names)]
    return jobs if len({tuple(button.values.items()) for button in jobs}) == len(jobs) else []


def _told_by_a_word(said: str, message: Message, memory: Memory, knowledge: Knowledge) -> Button | None:
    """The one job on offer whose title has the word that was typed: "diagnostic" after "which radiographer?"."""
    words = [word for word in re.findall(r"[a-z']+", said) if word not in _AROUND]
    if message.topic in _NOT_POINTING or not 0 < len(words) <= MOST_TELLING_WORDS:
        return None
    jobs = _jobs(message, memory, knowledge)
    fitting = [button for button in jobs if set(words) <= set(re.findall(r"[a-z']+", button.title.casefold()))]
    return fitting[0] if len(fitting) == 1 else None


def _the_one_of(said: str, message: Message, memory: Memory, knowledge: Knowledge) -> Button | None:
    """The one job on offer in the field that was named: "the OT one" after "which assistant practitioner?"."""
    if not _ONE_OF.search(said):
        return None
    roles = [knowledge.roles[role] for role in message.roles if role in knowledge.roles]
    group = knowledge.ambiguous_names.get(message.ambiguous or "")
    roles += [knowledge.roles[role] for role in group.roles] if group else []
    fields = {*message.families, *(role.family for role in roles)}
    jobs = _jobs(message, memory, knowledge)
    fitting = [button for button in jobs if knowledge.roles[button.values["role"]].family in fields]
    return fitting[0] if len(fitting) == 1 else None
