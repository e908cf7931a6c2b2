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
    """Every sentence and every item of a list: those that some reply says, and the places of those that none says.

    A reply says a fact if it holds its words, and shows the fact's own source.
    """
    replies = [(asked, told, _plain(told.text).lower()) for asked, told in _replies(content.knowledge, today)]
    by_role: dict[str, list[tuple[str, Reply, str]]] = {}
    for asked, told, text in replies:
        by_role.setdefault(asked.split(": ")[0], []).append((asked, told, text))
    found: list[Trace] = []
    untold: list[Mistake] = []
    for name, part in content.parts.items():
        known = getattr(part, "sources", {})
        likely = by_role.get(name.split("/")[-1], []) if name.startswith("roles/") else replies
        for keys, sourced in walk(part):
            if isinstance(sourced, model.Version) and not name.startswith("roles/"):
                # What sources across jobs disagree on is kept for editors, and told to nobody.
                continue
            for words in _words(sourced):
                place = content.documents[name].mistake(words, *keys)
                trace = _trace(words, [known[source] for source in sourced.source], place, likely)
                if trace is None:
                    untold.append(place)
                else:
                    found.append(trace)
    return found, untold


def _trace(words: str, own: list[model.Source], place: Mistake, replies: list[tuple[str, Reply, str]]) -> Trace | None:
    """The first reply that says the words and shows one of their own sources."""
    plain = _plain(words).rstrip(".").lower()
    for asked, told, text in replies:
        if plain not in text:
            continue
        shown = [page for page in own if page in told.sources]
        if shown:
            sources = tuple(f"  source: {page.title}, {page.publisher}, {page.url}" for page in shown)
            return Trace(words, asked, place, sources)
    return None


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
        yield f"family: {family}", answer(Question("list_roles", families=(family,)), knowledge).reply
    for topic in _TALK:
        yield f"talk: {topic}", answer(Question(topic, today=today), knowledge).reply


def _words(fact: model.Sourced) -> list[str]:
    """What a reply must hold to say the fact: its sentence, or each item of its list. None for what is neither, such as
    a trait's level, and for a frequent question that only leads to facts of its own."""
    if isinstance(fact, model.TraitLevel) or not fact.source:
        return []
    if isinstance(fact, model.FactList):
        return fact.items
    for field in ("opens", "text", "answer", "says", "name", "what", "summary", "title"):
        if isinstance(getattr(fact, field, None), str):
            return [getattr(fact, field)]
    return []


def _plain(text: str) -> str:
    return re.sub(r"[*\s]+", " ", text).strip()
