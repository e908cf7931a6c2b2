"""What the guide has noted about the person: shown when they ask, forgotten when they say so."""

from __future__ import annotations

import re
from dataclasses import replace

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance import claims as claim_rules
from ahp_careers.guidance.claims import ANY, Claim
from ahp_careers.guidance.reply import Button, Reply, bullets, listed, lower_first
from ahp_careers.guidance.words import NATION_WORDS
from ahp_careers.memory import Memory
from ahp_careers.message import Message
from ahp_careers.quiz.state import QuizState

#: Words that limit what is to be forgotten to one kind of thing.
_ABOUT_CLAIMS = re.compile(r"\b(?:qualifications?|quals|grades?|exams?|results|certificates?)\b", re.IGNORECASE)
_ABOUT_NATION = re.compile(r"\b(?:nation|country|where i|live|living|location)\b", re.IGNORECASE)
_ABOUT_LIKES = re.compile(r"\b(?:likes?|dislikes?|hate|preferences?|quiz|answers?)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:everything|all (?:of )?(?:this|that|it|i|you)|all about me|the lot)\b", re.IGNORECASE)
_FORGET = Button("Forget all of this", "forget")
_ON = (Button("Help me choose", "quiz_start"), Button("What can you do?", "help"))


def shown(memory: Memory, knowledge: Knowledge) -> Reply:
    """All that is kept of the person, in words."""
    lines = []
    claims = tuple(claim for claim in memory.claims if claim.status != "asked" and not claim.supposed)
    if claims:
        lines.append(f"**Qualifications**: {claim_rules.in_words(claims, knowledge)}")
    if memory.nation:
        lines.append(f"**Where**: {NATION_WORDS[memory.nation]}")
    lines.extend(_likes(memory, knowledge))
    if memory.focus in knowledge.roles:
        lines.append(f"**The job we talked about**: {lower_first(knowledge.roles[str(memory.focus)].title)}")
    words = knowledge.talk.lines
    if not lines:
        return Reply(words["nothing_noted"], _ON)
    return Reply(f"{words['noted']}\n\n{bullets(lines)}\n\n{words['noted_how_to_change']}", (_FORGET, *_ON))


def _likes(memory: Memory, knowledge: Knowledge) -> list[str]:
    """What was answered in the quiz or told of likes, one line for each verdict."""
    traits = {trait.id: trait.title for trait in knowledge.quiz.traits}
    titles: dict[str, list[str]] = {"love": [], "fine": [], "no": []}
    chosen: list[str] = []
    for key, given in memory.quiz.answers.items():
        question = knowledge.quiz_questions.get(key)
        if isinstance(given, list):
            if question is not None:
                chosen.extend(lower_first(option.title) for option in question.options if option.id in given)
        elif given in titles:
            trait = question.trait if question is not None else key.removeprefix("trait:")
            titles[given].append(traits[str(trait)])
    heads = {"love": "You like", "fine": "You don't mind", "no": "You'd rather not have"}
    lines = [f"**{heads[verdict]}**: {listed(said)}" for verdict, said in titles.items() if said]
    return [*lines, *([f"**You chose**: {listed(chosen)}"] if chosen else [])]


def forgotten(message: Message, memory: Memory) -> Memory:
    """The memory without what the message says is to be forgotten; without all of it where it names nothing."""
    parts = _parts(message)
    if not parts:
        return Memory(focus=None, quiz=replace(memory.quiz, answers={}) if memory.quiz.active else QuizState())
    if "claims" in parts:
        memory = replace(memory, claims=_without(message, memory), quiz=_without_likes(memory.quiz, {"qualifications"}))
    if "nation" in parts:
        memory = replace(memory, nation=None)
    if message.preferences:
        named_likes = {preference.about for preference in message.preferences}
        memory = replace(memory, quiz=_without_likes(memory.quiz, named_likes))
    elif "likes" in parts:
        memory = replace(memory, quiz=replace(memory.quiz, answers={}) if memory.quiz.active else QuizState())
    return memory


def _without(message: Message, memory: Memory) -> tuple[Claim, ...]:
    """The claims that are kept: those that were not named, where some were."""
    named = {claim.qualification for claim in message.claims} - {ANY}
    subjects = {claim.subject for claim in message.claims if claim.subject}
    if not named:
        return ()
    return tuple(
        claim
        for claim in memory.claims
        if claim.qualification not in named or (subjects and claim.subject not in subjects)
    )


def _without_likes(quiz: QuizState, about: set[str]) -> QuizState:
    """The quiz without its answers on these: likes such as "trait:blood", or a question's id."""
    kinds = about | {part for like in about for part in like.split(":")}
    return replace(quiz, answers={key: given for key, given in quiz.answers.items() if key not in kinds})


def _parts(message: Message) -> set[str]:
    if _ALL.search(message.text):
        return set()
    asked = {"claims": _ABOUT_CLAIMS, "nation": _ABOUT_NATION, "likes": _ABOUT_LIKES}
    found = {name for name, words in asked.items() if words.search(message.text)}
    told = {"claims": message.claims, "nation": message.nation, "likes": message.preferences}
    return found | {name for name, said in told.items() if said}


def told_forgotten(message: Message, knowledge: Knowledge) -> Reply:
    parts = _parts(message)
    if (message.claims or message.preferences) and parts <= {"claims", "likes"}:
        return Reply(f"{knowledge.talk.lines['forgotten']} that.", _ON)
    titles = {"claims": "your qualifications", "nation": "where you live", "likes": "your likes and your quiz answers"}
    named = listed([title for part, title in titles.items() if part in parts])
    return Reply(f"{knowledge.talk.lines['forgotten']} {named or 'all you told me about yourself'}.", _ON)
