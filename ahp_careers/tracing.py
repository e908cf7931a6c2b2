"""Which reply says a fact, and where the fact comes from: the way back from what a person reads to its source."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ahp_careers.content import model
from ahp_careers.content.documents import Content, Mistake
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.content.references import walk
from ahp_careers.guidance.answers import ROLE_TOPICS, answer
from ahp_careers.guidance.question import FaqMatch, Question
from ahp_careers.guidance.reply import Reply

#: Topics that need no role.
_TALK = ("about_ahps", "apprenticeship", "human_help", "other_health_career", "distress", "medical_question")


@dataclass(frozen=True)
class Trace:
    """A fact, the question whose reply says it, and the sources that the reply shows for it."""

    fact: str
    asked: str
    place: Mistake
    sources: tuple[str, ...]

    def __str__(self) -> str:
        where = f"{self.place.file}, line {self.place.line}"
        return "\n".join([f"“{self.fact}”", f"  said to: {self.asked}", f"  stands in: {where}", *self.sources])


def traces(content: Content, today: datetime.date) -> tuple[list[Trace], list[Mistake]]:
    """Every fact that is a sentence or a list: those that some reply says, and the places of those that none says.

    A reply says a fact if it holds its words, and shows the fact's own source.
    """
    replies = [(asked, told, _plain(told.text)) for asked, told in _replies(content.knowledge, today)]
    by_role: dict[str, list[tuple[str, Reply, str]]] = {}
    for asked, told, text in replies:
        by_role.setdefault(asked.split(": ")[0], []).append((asked, told, text))
    found: list[Trace] = []
    untold: list[Mistake] = []
    for name, part in content.parts.items():
        known = getattr(part, "sources", {})
        likely = by_role.get(name.split("/")[-1], []) if name.startswith("roles/") else replies
        for keys, sourced in walk(part):
            words = _words(sourced)
            if not words:
                continue
            place = content.documents[name].mistake(words[0], *keys)
            for asked, told, text in likely:
                shown = [known[source] for source in sourced.source if known[source] in told.sources]
                if shown and all(_plain(item).rstrip(".").lower() in text.lower() for item in words):
                    sources = tuple(f"  source: {page.title}, {page.publisher}, {page.url}" for page in shown)
                    found.append(Trace(words[0], asked, place, sources))
                    break
            else:
                untold.append(place)
    return found, untold


def _replies(knowledge: Knowledge, today: datetime.date) -> Iterator[tuple[str, Reply]]:
    """A reply to every question that content has an answer to, each with a name of the question."""
    for role in knowledge.roles:
        for topic in sorted(ROLE_TOPICS):
            yield f"{role}: {topic}", answer(Question(topic, roles=(role,), today=today), knowledge).reply
    for faq in knowledge.faqs:
        yield f"faq: {faq}", answer(Question("faq", faqs=(FaqMatch(faq, 1.0),), today=today), knowledge).reply
    for condition in knowledge.talk.conditions:
        asked = Question("eligibility", roles=(next(iter(knowledge.roles)),), conditions=(condition.id,))
        yield f"condition: {condition.id}", answer(asked, knowledge).reply
    for term in knowledge.terms:
        yield f"what is: {term}", answer(Question("about_role", term=term), knowledge).reply
    for qualification in knowledge.qualifications:
        yield f"what is: {qualification}", answer(Question("about_role", defines=qualification), knowledge).reply
    for family in knowledge.families:
        yield f"family: {family}", answer(Question("about_role", families=(family,)), knowledge).reply
    for topic in _TALK:
        yield f"talk: {topic}", answer(Question(topic, today=today), knowledge).reply


def _words(fact: model.Sourced) -> list[str]:
    """The words of the fact that a reply must hold; none for what is no sentence or list, such as a trait's level."""
    if isinstance(fact, (model.TraitLevel, model.Version)):
        return []
    if isinstance(fact, model.FactList):
        return fact.items
    for field in ("text", "answer", "name", "what", "summary", "title"):
        if isinstance(getattr(fact, field, None), str):
            return [getattr(fact, field)]
    return []


def _plain(text: str) -> str:
    return re.sub(r"[*\s]+", " ", text).strip()
