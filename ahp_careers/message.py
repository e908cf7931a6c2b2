"""One message as it was understood: what kind of thing was said, and what was named in it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import Claim
from ahp_careers.guidance.question import FaqMatch, Preference
from ahp_careers.guidance.reply import Button
from ahp_careers.text import comparable

_SMALL_WORDS = frozenset(
    "and or what about how then so ok the a an in for if i i'm im live from only just it it's is s now to be them "
    "please same would do being becoming become that that's thats there too also different any no sorry "
    "mean meant ment wot wat wots tho though hmm um er erm oh well actually ok okay right but not yes yeah yh pls u ur "
    "btw lol now my then bout hows n one ones there as actual really proper just then so".split()
)
#: Beside a term, these words ask no more than what it means.
_ASKING_WORDS = frozenset(
    "what what's whats is are does do mean means meaning of stand stands for a an the explain define tell me about so "
    "ok please pls and in then this that hi by you said say says someone people they could can would i i'm im don't "
    "dont know exactly meant to letters word my".split()
)
_TO_WORK = re.compile(
    r"\b(?:can|could|would|will|may|do) (?:i|he|she|they|my \w+)\b.*\b(?:work\w*|job|train\w*|be|become|do"
    r"|apply|study)\b"
    r"|\bstop (?:me|him|her|them)\b",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:need\w*|require\w*|must|have to|has to|got to|gotta|necessary|essential|compulsory)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\b(?:they|them|their|theyre|it|its|that|this|those|these|there|same|one)\b", re.IGNORECASE)
_ASKS_WHAT = frozenset("what whats what's wats wat explain mean means meant stand stands".split())
_WHAT_IS = re.compile(
    r"\W*(?:so |ok |and )?(?:what(?:'?s| is| are| does)|wh?ats|explain|tell me (?:about|what)) (?!.*\bneed)"
)


@dataclass(frozen=True)
class Message:
    """What was understood of one message.

    ``uncovered`` is a job near the guide's field that it has no facts about, ``elsewhere`` one in another field of
    health. ``quiz_answer`` is a pressed option, as "question=option"; ``terms`` are words of the glossary; ``rest`` is
    the text without the names found in it, None where that is not known; ``today`` is when it was said. ``confidence``
    (0 to 1) is how sure the topic is, ``parts`` are the questions and statements worth reading apart; ``offered`` are
    the buttons that stood under what the guide said last.
    """

    topic: str
    text: str = ""
    roles: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    ambiguous: str | None = None
    uncovered: str | None = None
    elsewhere: str | None = None
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
    confidence: float = 1.0
    parts: tuple[Message, ...] = ()
    offered: tuple[Button, ...] = ()

    def as_pressed(self, button: Button) -> Message:
        """The message as if this button had been pressed instead of typing it."""
        values = button.values

        def named(name: str) -> tuple[str, ...]:
            return (values[name],) if name in values else ()

        return Message(
            topic=button.topic,
            text=self.text,
            roles=named("role"),
            families=named("family"),
            quiz_answer=values.get("quiz_answer"),
            faqs=tuple(FaqMatch(name, 1.0) for name in named("faq")),
            rest=f"/{button.topic}",
            today=self.today,
        )

    def about(self, role: str) -> Message:
        """The message with this job named in it."""
        return replace(self, roles=(role, *self.roles))

    @property
    def bare(self) -> bool:
        """Whether the message is no more than a name and small words: "and podiatrists?", "what about Wales?"."""
        if self.claims or self.preferences:
            return False
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
    def asks_need(self) -> bool:
        """Whether the message asks what one must have: "do I need a degree"."""
        return bool(_NEED.search(self.text))

    @property
    def asks_to_work(self) -> bool:
        """Whether the message asks if somebody could do the work: "could I work on an ambulance"."""
        return bool(_TO_WORK.search(self.text))

    @property
    def points_back(self) -> bool:
        """Whether the message speaks of something said before: "do they work nights", "is it hard"."""
        return bool(_POINTS_BACK.search(self.text))

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
