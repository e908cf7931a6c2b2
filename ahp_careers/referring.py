"""What short words point at: "the second one", "the diagnostic one", "yes", the title of a button."""

from __future__ import annotations

import re

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
}
_ORDINALS = "first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last"
#: "the second one", "number 2", "the third job"; not "first aid" or "last year".
_NTH = re.compile(
    rf"\b(?:the )?({_ORDINALS}) (?:one|job|role|option|choice|1|of (?:those|these|them))\b"
    rf"|\b(?:number|option|no) ?([1-5]|one|two|three|four|five)\b",
    re.IGNORECASE,
)
_BARE_NTH = re.compile(rf"\W*(?:(?:ok|um|er|maybe|and|what about|how about) )*(?:the )?({_ORDINALS})\W*", re.IGNORECASE)
#: Words that may stand around the one that tells: "I mean the diagnostic one please".
_AROUND = frozenset(
    "the a an one ones please i i'd i'm mean meant like want ok um job jobs role that this it's its is yes yeah option "
    "think pick choose go with for".split()
)
#: Who names more words than this asks something and does not just choose.
MOST_TELLING_WORDS = 3
#: Topics under which pointing at something on offer is looked for; whatever else was asked stays what it is.
_POINTING = {"nlu_fallback", "out_of_scope", "about_role", "affirm", "state_preference", "quiz_answer", "list_roles"}


def resolved(message: Message, memory: Memory) -> Message:
    """The message with whatever it points at put in its place."""
    said = message.text.strip().casefold()
    for button in message.offered:
        if button.title.casefold() == said:
            return message.as_pressed(button)
    if message.topic == "affirm" and memory.yes is not None and not memory.quiz.active:
        return message.as_pressed(memory.yes)
    if not message.named:
        place = _place(said)
        if place is not None:
            return _at(place, message, memory)
        told = _told_by_a_word(said, message)
        if told is not None:
            return message.as_pressed(told)
    return message


def _place(said: str) -> int | None:
    """Which one of a list is meant, counted from 0 (-1 is the last); None where none is."""
    found = _BARE_NTH.fullmatch(said) or _NTH.search(said)
    return _PLACES[next(group for group in found.groups() if group).lower()] if found else None


def _at(place: int, message: Message, memory: Memory) -> Message:
    """The message about what stands at that place: an answer to the quiz, or a job of the last list."""
    answers = [button for button in message.offered if button.topic == "quiz_answer"]
    if answers:
        return message.as_pressed(answers[place]) if place < len(answers) else message
    if place >= len(memory.listed):
        jobs = [button for button in message.offered if "role" in button.values or "family" in button.values]
        return message.as_pressed(jobs[place]) if place < len(jobs) else message
    about = message.about(memory.listed[place])
    words = [word for word in re.findall(r"[a-z']+", _NTH.sub(" ", message.text.lower())) if word not in _AROUND]
    chooses = not words or _BARE_NTH.fullmatch(message.text.strip().casefold()) is not None
    if not chooses:
        return about
    # No more than the choice: what was asked before is asked of this one, or what it is.
    offered = next((button for button in message.offered if button.values.get("role") == about.roles[0]), None)
    return message.as_pressed(offered or Button("", "about_role", {"role": about.roles[0]}))


def _told_by_a_word(said: str, message: Message) -> Button | None:
    """The one job on offer whose title has the word that was typed: "diagnostic" after "which radiographer?"."""
    words = [word for word in re.findall(r"[a-z']+", said) if word not in _AROUND]
    if message.topic not in _POINTING or not 0 < len(words) <= MOST_TELLING_WORDS:
        return None
    jobs = [button for button in message.offered if "role" in button.values]
    fitting = [button for button in jobs if set(words) <= set(re.findall(r"[a-z']+", button.title.casefold()))]
    return fitting[0] if len(fitting) == 1 else None
