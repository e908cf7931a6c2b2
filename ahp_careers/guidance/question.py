"""What a person asked, in the guide's own terms."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ahp_careers.content import model
from ahp_careers.guidance.claims import Claim


@dataclass(frozen=True)
class Preference:
    """Something the person likes or not. ``about`` is "trait:outdoors", "groups:children" or "settings:school"."""

    about: str
    status: str = "likes"

    @property
    def kind(self) -> str:
        return self.about.split(":", 1)[0]

    @property
    def value(self) -> str:
        return self.about.split(":", 1)[1]


@dataclass(frozen=True)
class FaqMatch:
    """A frequently asked question that a message may be, and how sure that is (0 to 1)."""

    id: str
    confidence: float


@dataclass(frozen=True)
class Question:
    """One thing said, with what is remembered of the talk.

    ``topic`` is the kind of question. ``roles``, ``families``, ``ambiguous``, ``uncovered`` (a job the guide has no
    facts about), ``elsewhere`` (a job in another field of health), ``excluded`` (roles spoken against) and
    ``preferences`` were named just now, and so was ``nation`` where ``new_nation`` says so; ``focus`` is the role last
    talked about; ``claims`` are all claims made so far and ``new_claims`` those made just now. ``likely_topics`` are
    other readings of the sentence, likeliest first. ``last_topic`` was asked before, or ``last_faq``; ``listed`` are
    the jobs of the last list; ``misses`` counts the messages before it not understood. ``bare`` says that the sentence
    holds no more than a name ("and podiatrists?", "what about Wales?"), ``sure`` that its topic is all but certain,
    ``doubtful`` that it is less than half certain, ``points_back`` that it speaks of something said before ("do they",
    "is it"), ``asks_need`` that it asks what one must have, ``asks_to_work`` whether one could do the work; ``defines``
    is a qualification they asked to have explained, ``asked`` are those they asked whether they need, and
    ``conditions`` are things about them that no entry rule speaks of, such as age. ``faqs`` are the frequently asked
    questions it may be, likeliest first; ``term`` is a word they asked to have explained, ``perhaps_term`` one they may
    have; ``today`` tells how old a figure is.
    """

    topic: str
    roles: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    ambiguous: str | None = None
    uncovered: str | None = None
    elsewhere: str | None = None
    excluded: tuple[str, ...] = ()
    preferences: tuple[Preference, ...] = ()
    claims: tuple[Claim, ...] = ()
    new_claims: tuple[Claim, ...] = ()
    nation: model.Nation | None = None
    new_nation: bool = False
    focus: str | None = None
    last_topic: str | None = None
    last_faq: str | None = None
    listed: tuple[str, ...] = ()
    misses: int = 0
    likely_topics: tuple[str, ...] = ()
    bare: bool = False
    sure: bool = False
    doubtful: bool = False
    points_back: bool = False
    asks_need: bool = False
    asks_to_work: bool = False
    defines: str | None = None
    asked: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    faqs: tuple[FaqMatch, ...] = ()
    term: str | None = None
    perhaps_term: str | None = None
    today: datetime.date | None = None
