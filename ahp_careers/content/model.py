"""The typed model of ``content/``: what a careers adviser may write, and what it means.

Every statement that reaches a person is a :class:`Fact` or a :class:`FactList`, and both must name at least one
source. Unknown keys are errors, so a misspelt key is never silently ignored.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal, Optional, TypeVar, get_args

from pydantic import BaseModel, Extra, Field, root_validator, validator

Level = Literal["support", "assistant_practitioner", "registered"]
Nation = Literal["england", "scotland", "wales", "northern_ireland"]
AgeGroup = Literal["babies", "children", "teenagers", "adults", "older_people"]
Setting = Literal["hospital", "clinic", "home", "school", "care", "ambulance", "other"]
RouteKind = Literal[
    "direct_entry",
    "apprenticeship",
    "college_course",
    "degree",
    "degree_apprenticeship",
    "postgraduate",
    "work_up",
    "volunteering",
]
#: What a role asks of everyone who applies: the national floor, not what one employer would like.
Minimum = Literal["none", "level_2", "level_3", "level_4", "level_5", "degree", "masters"]

#: What an option of the quiz's qualifications question says of the RQF level held, from least to most.
QUALIFICATION_OPTION_LEVEL: dict[str, int] = {"none": 0, "some_gcses": 1, "level_2": 2, "level_3": 3, "degree": 6}
#: What the options of each kind of quiz question may be: their ids carry the meaning, their titles only the wording.
OPTION_IDS: dict[str, frozenset[str]] = {
    "scale": frozenset({"love", "fine", "no"}),
    "groups": frozenset({*get_args(AgeGroup), "anyone"}),
    "settings": frozenset({*get_args(Setting), "anywhere"}),
    "qualifications": frozenset(QUALIFICATION_OPTION_LEVEL),
}

#: What a figure is about decides how soon it is old.
FigureKind = Literal["pay", "funding", "fee", "registrants", "workforce", "other"]
#: Figures older than this many months are still said, with a warning. Kinds that are not here do not grow old.
OLD_AFTER_MONTHS: dict[str, int] = {"pay": 18, "funding": 18, "fee": 18, "registrants": 36, "workforce": 36}

NATIONS: tuple[Nation, ...] = ("england", "scotland", "wales", "northern_ireland")

#: Minimum -> RQF level. A degree is level 6 and a master's level 7; "none" has no level.
MINIMUM_LEVEL: dict[str, int] = {
    "none": 0,
    "level_2": 2,
    "level_3": 3,
    "level_4": 4,
    "level_5": 5,
    "degree": 6,
    "masters": 7,
}


class Model(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False
        anystr_strip_whitespace = True
        min_anystr_length = 1


class Source(Model):
    """Where a fact was read.

    ``home`` is set for a source that is itself no page to send a person to (a stored copy, a blog, a job advert):
    it supports the fact, and the person is shown the publisher's or the topic's public home instead.
    """

    title: str
    publisher: str
    url: str
    date: Optional[str] = None
    checked: datetime.date
    home: Optional[str] = None
    home_title: Optional[str] = None

    @validator("url", "home")
    def _is_web_address(cls, value: Optional[str]) -> Optional[str]:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value

    @validator("home_title", always=True)
    def _home_has_title(cls, value: Optional[str], values: dict[str, object]) -> Optional[str]:
        if (value is None) != (values.get("home") is None):
            raise ValueError("home and home_title go together: give both or neither")
        return value


class Sourced(Model):
    """Anything that must say where it comes from: ``source`` is one id or a list of ids under ``sources``.

    ``as_of`` is when it was so: a year, a month or a day ("2025", "2025-04", "2025-04-01"). ``figure`` marks a text
    that states a figure which grows old, and says of what kind.
    """

    source: list[str] = Field(..., min_items=1)
    as_of: Optional[str] = Field(None, regex=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
    figure: Optional[FigureKind] = None

    @validator("source", pre=True)
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @validator("as_of", pre=True)
    def _as_written(cls, value: object) -> object:
        # YAML reads 2025-04-01 as a date and 2025 as a number; both are meant as they are written.
        return (
            value.isoformat() if isinstance(value, datetime.date) else str(value) if isinstance(value, int) else value
        )

    @validator("figure")
    def _figure_has_date(cls, value: Optional[str], values: dict[str, object]) -> Optional[str]:
        if value is not None and values.get("as_of") is None:
            raise ValueError("needs as_of beside it: a figure without a date cannot be trusted")
        return value


class Fact(Sourced):
    text: str


class FactList(Sourced):
    items: list[str] = Field(..., min_items=1)


class People(Sourced):
    """Whom one works with; ``also`` adds in words what the groups cannot say.

    ``distant`` marks work where one only speaks with them by phone: someone who likes children would not meet any.
    """

    groups: list[AgeGroup] = Field(..., min_items=1)
    also: Optional[str] = None
    distant: bool = False


class Places(Sourced):
    settings: list[Setting] = Field(..., min_items=1)
    text: str


class DaySide(Sourced):
    """A side of the working day. Both good and hard sides are wanted: an honest balance, not promotion."""

    side: Literal["good", "hard", "plain"]
    text: str


class Route(Sourced):
    kind: RouteKind
    name: str
    level: Optional[int] = Field(None, ge=1, le=8)
    duration: Optional[str] = None
    nations: list[Nation] = Field(list(NATIONS), min_items=1)
    needs: Optional[str] = None
    note: Optional[str] = None
    #: No course was found running: never the first way to be named.
    unsure: bool = False


class Entry(Model):
    minimum: Minimum
    statement: Fact
    asked_for: Optional[FactList] = None
    experience: Optional[Fact] = None
    routes: list[Route] = Field(..., min_items=1)


class Registration(Sourced):
    regulator: Literal["HCPC", "GOsC", "none"]
    text: str
    protected_titles: list[str] = []


class RolePay(Sourced):
    """NHS pay is said by band; the salaries of the bands stand once, dated, in pay.yml."""

    start_bands: list[int] = []
    text: str


class Progression(Sourced):
    roles: list[str] = []
    text: str


class QuestionAndAnswer(Sourced):
    ask: str
    answer: str


class Body(Sourced):
    name: str
    url: str


class Figure(Sourced):
    """A number about a role: ``what`` completes the sentence that ``value`` begins ("28,700" "were registered")."""

    value: str
    what: str
    as_of: str
    figure: FigureKind


class CaseStudy(Sourced):
    """What someone who does the job tells of it. ``who`` says as little of the person as the story needs."""

    who: str
    text: str


class Version(Sourced):
    says: str


class Conflict(Model):
    """Two sources that disagree: which one was taken, why, and what the other one says."""

    topic: str
    taken: str
    why: str
    versions: list[Version] = Field(..., min_items=2)


class TraitLevel(Sourced):
    """How much of a trait the role has: 0 none, 1 a little, 2 often, 3 at the heart of it. ``because`` says why."""

    level: int = Field(..., ge=0, le=3)
    because: str


class Role(Model):
    """A job. ``serves`` are the families a shared job works for beside its own; ``links`` are the sources (by id) that
    are worth a visit, most useful first. What no source tells is left out, and the guide says that it does not know."""

    id: str
    title: str
    plural: Optional[str] = None
    names: list[str] = []
    family: str
    serves: list[str] = []
    level: Level
    thin: Optional[str] = None
    summary: Fact
    tasks: FactList
    people: People
    places: Places
    day: list[DaySide] = Field(..., min_items=1)
    skills: Optional[FactList] = None
    entry: Entry
    registration: Registration
    pay: Optional[RolePay] = None
    hours: Optional[Fact] = None
    progression: Progression
    related: list[str] = []
    body: Optional[Body] = None
    figures: list[Figure] = []
    questions: list[QuestionAndAnswer] = []
    case_studies: list[CaseStudy] = []
    links: list[str] = []
    conflicts: list[Conflict] = []
    traits: dict[str, TraitLevel]
    sources: dict[str, Source]

    @validator("plural", always=True)
    def _plain_plural(cls, value: Optional[str], values: dict[str, str]) -> Optional[str]:
        return value or f"{values.get('title', '')}s"


class Family(Sourced):
    """One of the professions. ``names`` are what people call the field ("podiatry"), not its roles."""

    id: str
    title: str
    names: list[str] = Field(..., min_items=1)
    summary: str


class FamilyFile(Model):
    families: list[Family]
    sources: dict[str, Source]


class AmbiguousName(Model):
    """A name that means more than one role: the guide asks which is meant."""

    id: str
    names: list[str] = Field(..., min_items=1)
    roles: list[str] = Field(..., min_items=2)


class AmbiguousNameFile(Model):
    names: list[AmbiguousName]


class UncoveredFile(Model):
    """Jobs that the guide has no facts about: it says so when asked.

    ``names`` are near its own field, ``elsewhere`` in others: of those it only knows where else to look.
    """

    names: list[str]
    elsewhere: list[str] = Field(default_factory=list)


class QualificationLevel(Sourced):
    level: int = Field(..., ge=0, le=8)
    title: str
    scqf: str
    examples: str
    opens: str


class Qualification(Sourced):
    """A qualification people say they have or lack.

    ``level`` is its RQF level when passed well (GCSE: grade 4/C or above); ``level_if_low`` its level otherwise.
    """

    id: str
    title: str
    names: list[str] = Field(..., min_items=1)
    level: int = Field(..., ge=0, le=8)
    level_if_low: Optional[int] = Field(None, ge=0, le=8)
    nations: list[Nation] = Field(list(NATIONS), min_items=1)
    text: str


class Subject(Model):
    id: str
    title: str
    names: list[str] = Field(..., min_items=1)


class Topic(Fact):
    """A fact that cuts across jobs. ``title`` is a heading of a few words; ``nations`` are those it holds in."""

    title: str
    nations: list[Nation] = Field(list(NATIONS), min_items=1)


class TopicFile(Model):
    """Facts on one subject, such as funding. Others refer to a fact as "file.fact", such as "funding.wales_bursary"."""

    facts: dict[str, Topic]
    conflicts: list[Conflict] = []
    sources: dict[str, Source]


class QualificationFile(Model):
    levels: list[QualificationLevel]
    qualifications: list[Qualification]
    subjects: list[Subject]
    #: Names of qualifications whose level the guide can't tell. It notes them and says who can.
    others: list[str] = Field(default_factory=list)
    facts: dict[str, Topic]
    conflicts: list[Conflict] = []
    sources: dict[str, Source]


class BandPay(Sourced):
    band: int
    nation: Nation
    year: str
    low: int
    high: int
    as_of: str
    figure: FigureKind = "pay"

    @validator("high")
    def _not_below_low(cls, value: int, values: dict[str, int]) -> int:
        if "low" in values and value < values["low"]:
            raise ValueError("is below low")
        return value


class PayFile(Model):
    statement: Fact
    bands: list[BandPay]
    sources: dict[str, Source]


class Standard(Sourced):
    """An apprenticeship standard. ``unsure`` where it may not be open to new starts."""

    id: str
    title: str
    level: int = Field(..., ge=2, le=7)
    reference: Optional[str] = Field(None, regex=r"^ST\d{4}$")
    leads_to: list[str] = []
    duration: Optional[str] = None
    needs: Optional[str] = None
    nations: list[Nation] = Field(..., min_items=1)
    text: str
    unsure: bool = False


class ApprenticeshipFile(Model):
    standards: list[Standard]
    conflicts: list[Conflict] = []
    sources: dict[str, Source]


class Regulator(Sourced):
    id: Literal["HCPC", "GOsC"]
    title: str
    url: str
    text: str


class Profession(Sourced):
    """One of the 14 allied health professions, and the families of roles it is made of here."""

    id: str
    title: str
    families: list[str] = Field(..., min_items=1)
    regulator: Literal["HCPC", "GOsC"]


class RegisterCount(Sourced):
    """How many were on a register at a date, by whose count: counts of one date can differ, and all are kept."""

    count: int = Field(..., ge=1)
    by: str
    as_of: str
    figure: FigureKind = "registrants"


class Register(Model):
    """A part of a regulator's register, which may hold several professions."""

    id: str
    title: str
    families: list[str] = Field(..., min_items=1)
    counts: list[RegisterCount] = Field(..., min_items=1)


class ProfessionFile(Model):
    regulators: list[Regulator]
    professions: list[Profession] = Field(..., min_items=1)
    registers: list[Register]
    conflicts: list[Conflict] = []
    sources: dict[str, Source]


class Term(Sourced):
    """A word or abbreviation explained. ``names`` are the ways to write it beside ``title``."""

    id: str
    title: str
    names: list[str] = []
    text: str


class GlossaryFile(Model):
    terms: list[Term]
    sources: dict[str, Source]


class FrequentQuestion(Sourced):
    """A question people often ask. ``ask`` is its shortest wording, which a button can show; ``phrasings`` are ways in
    which people put it. ``answer`` comes first in the reply, then ``facts`` (as "file.fact"; only those of the person's
    nation, where it is known), then the places under ``places``; ``roles`` become buttons.

    ``source`` may be left out where the answer says no more than ``facts`` do.
    """

    id: str = Field(..., regex=r"^[a-z][a-z0-9_]*$")
    ask: str
    phrasings: list[str] = Field(..., min_items=8)
    answer: str
    facts: list[str] = []
    places: Optional[Literal["jobs", "courses", "advice", "other_health_careers"]] = None
    roles: list[str] = []
    source: list[str] = []

    @root_validator(skip_on_failure=True)
    def _says_where_from(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values["source"] and not values["facts"]:
            raise ValueError("names no source: name that of the answer, or the facts it rests on")
        return values


class FrequentQuestionFile(Model):
    faqs: list[FrequentQuestion] = Field(..., min_items=1)
    sources: dict[str, Source] = {}


class Place(Sourced):
    """An official place to look: vacancies, courses, advice."""

    title: str
    url: Optional[str] = None
    phone: Optional[str] = None
    nations: list[Nation] = Field(list(NATIONS), min_items=1)
    text: str


class Signposting(Model):
    """What to say first when someone is in distress, asks a medical question or needs a person."""

    jobs: list[Place]
    courses: list[Place]
    advice: list[Place]
    distress: FactList
    distress_opening: str
    medical: FactList
    medical_opening: str
    other_health_careers: list[Place]
    sources: dict[str, Source]


class Condition(Model):
    """Something about a person that no entry rule in content speaks of: the guide gives the general ``facts`` there
    are (as "file.fact"), instead of judging it."""

    id: str
    title: str
    names: list[str] = Field(..., min_items=1)
    facts: list[str] = []


Value = TypeVar("Value")


def _just_these(given: dict[str, Value], needed: frozenset[str]) -> dict[str, Value]:
    missing, unknown = sorted(needed - set(given)), sorted(set(given) - needed)
    if missing:
        raise ValueError(f"lacks {_quoted(missing)}: the guide needs each of these")
    if unknown:
        raise ValueError(f"has {_quoted(unknown)}, which the guide never says: remove it or check its spelling")
    return given


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


class TalkFile(Model):
    """The guide's own small talk: lines that state no fact about careers, and so need no source."""

    lines: dict[str, str]
    facts: dict[str, Fact]
    conditions: list[Condition]
    sources: dict[str, Source]

    @validator("lines")
    def _every_line_is_there(cls, value: dict[str, str]) -> dict[str, str]:
        return _just_these(value, NEEDED_LINES)

    @validator("facts")
    def _every_fact_is_there(cls, value: dict[str, Fact]) -> dict[str, Fact]:
        return _just_these(value, NEEDED_FACTS)


#: The lines and facts of talk.yml that the guide cannot do without.
NEEDED_LINES = frozenset(
    "welcome greet goodbye thank help who_are_you confused why_pages human_help noted noted_how_to_change "
    "nothing_noted forgotten abuse fallback_again out_of_scope other_health_career uncovered "
    "fallback fallback_plain which_role which_of_these yes_to_what no_to_what dont_know nation_noted no_quiz "
    "quiz_unclear not_judged not_judged_ask not_judged_others qualification_noted next_apply no_promise error".split()
)
NEEDED_FACTS = frozenset({"about_ahps"})


class Option(Model):
    id: str
    title: str
    names: list[str] = []


class Trait(Model):
    """Something one can like or not. ``likes`` and ``dislikes`` begin a reason: "you like being outdoors".

    ``averse`` are words that say a dislike by themselves ("squeamish").
    ``tolerated`` marks what people bear rather than seek, such as blood: being fine with it is no reason for a job.
    """

    id: str
    title: str
    names: list[str] = Field(..., min_items=1)
    averse: list[str] = []
    likes: str
    dislikes: str
    tolerated: bool = False


class QuizQuestion(Model):
    """A question of the quiz.

    kind ``scale`` asks about one trait (love it / don't mind / not for me, or the same three in its own words),
    ``groups`` about age groups, ``settings`` about places, ``qualifications`` about what one has.
    """

    id: str
    kind: Literal["scale", "groups", "settings", "qualifications"]
    ask: str
    why: str
    trait: Optional[str] = None
    options: list[Option] = []

    @validator("options", always=True)
    def _has_what_its_kind_needs(cls, value: list[Option], values: dict[str, object]) -> list[Option]:
        kind, trait = values.get("kind"), values.get("trait")
        if (kind == "scale") != (trait is not None):
            raise ValueError("a scale question names a trait, and only a scale question does")
        if kind != "scale" and not value:
            raise ValueError("every question but a scale question lists its options")
        if kind == "scale" and value and {option.id for option in value} != OPTION_IDS["scale"]:
            raise ValueError("a scale question's own options have the ids love, fine and no")
        return value


class QuizFile(Model):
    opening: str
    scale: list[Option] = Field(..., min_items=3, max_items=3)
    traits: list[Trait]
    questions: list[QuizQuestion]
