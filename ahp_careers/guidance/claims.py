"""What a person says they have, lack or study, and where that leaves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.reply import a, listed, lower_first

Status = Literal["has", "lacks", "in_progress", "asked"]

#: The qualification meant by "no qualifications" or "nothing".
ANY = "any"
#: One that is none of those content knows, such as one from abroad.
OTHER = "other"
#: Titles that are names, though they look like plain words.
_NAMES = ("Highers", "Advanced Highers")
_PASS_GRADES = {"A*", "A", "B", "C", "4", "5", "6", "7", "8", "9"}


@dataclass(frozen=True)
class Claim:
    """One statement about one qualification. ``level`` is an RQF level said outright ("NVQ level 2").

    ``supposed`` marks a condition rather than a fact ("could I do it without a degree?").
    """

    qualification: str
    status: Status = "has"
    level: int | None = None
    count: int | None = None
    grade: str | None = None
    subject: str | None = None
    supposed: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value is not None and value is not False}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Claim:
        return cls(**data)


def merged(old: Iterable[Claim], new: Iterable[Claim]) -> tuple[Claim, ...]:
    """Old claims corrected by new ones: a later word on the same qualification and subject takes its place.

    A mere supposition takes the place of nothing, and to suppose one has something is not to have it.
    """
    kept = {(claim.qualification, claim.subject): claim for claim in old}
    for claim in new:
        if claim.status == "asked" or (claim.supposed and (kept or claim.status == "has")):
            continue
        if claim.qualification == ANY and claim.status == "lacks":
            kept = {}
        elif claim.status == "has":
            # Having something corrects an earlier "nothing at all".
            kept = {key: c for key, c in kept.items() if not (c.qualification == ANY and c.status == "lacks")}
        kept = {key: c for key, c in kept.items() if not _contradicts(claim, c)}
        kept[(claim.qualification, claim.subject)] = claim
    return tuple(kept.values())


def _contradicts(new: Claim, old: Claim) -> bool:
    """Whether a new claim takes back an old one of other subjects: "no GCSEs", then "actually I do have maths"."""
    if new.qualification != old.qualification or (new.subject is None) == (old.subject is None):
        return False
    if new.status == "has" and new.subject is None and old.status == "in_progress":
        # "doing A levels in biology and art", then "I passed all three"
        return True
    return {new.status, old.status} == {"has", "lacks"} and (new.subject is None or old.status == "lacks")


def level_of(claim: Claim, knowledge: Knowledge) -> int:
    """The RQF level of what is claimed: the level said, else that of the qualification at the grade said.

    GCSEs count as level 2 where a pass at 4/C or above, or five of them, was said or nothing was said of grades; a
    single subject proves one GCSE only, so it counts as level 1 (some GCSEs).
    """
    if claim.level is not None:
        return claim.level
    qualification = knowledge.qualifications.get(claim.qualification)
    if qualification is None:
        return 0
    low = qualification.level_if_low if qualification.level_if_low is not None else qualification.level
    if claim.grade is not None and claim.grade not in _PASS_GRADES:
        return low
    few = (claim.count is not None and claim.count < 5) or (claim.count is None and claim.subject is not None)
    if claim.qualification == "gcse" and few:
        return low
    return qualification.level


def standing(claims: Iterable[Claim], knowledge: Knowledge) -> int | None:
    """The highest level held: 0 for nothing, None where the person has not said.

    What someone is studying now is not held yet, but is taken up only with the level before it: one level down, and
    none before level 2.
    """
    levels = [level_of(claim, knowledge) for claim in claims if claim.status == "has"]
    studying = [level_of(claim, knowledge) for claim in claims if claim.status == "in_progress"]
    levels += [level - 1 if level > 2 else 0 for level in studying]
    if levels:
        return max(levels)
    return 0 if any(claim.status == "lacks" for claim in claims) else None


def in_words(claims: Iterable[Claim], knowledge: Knowledge) -> str:
    """ "no GCSEs and a degree" - what the person said, to show that it was understood."""
    return listed([_one(claim, knowledge) for claim in claims if claim.status != "asked"])


def _one(claim: Claim, knowledge: Knowledge) -> str:
    subjects = {subject.id: subject.title for subject in knowledge.qualification_file.subjects}
    subjects |= {f"family:{family.id}": lower_first(family.title) for family in knowledge.families.values()}
    subject = f" in {subjects[claim.subject]}" if claim.subject in subjects else ""
    level = f" at level {claim.level}" if claim.level else ""
    grade = f" at grade {claim.grade}" if claim.grade else ""
    qualification = knowledge.qualifications.get(claim.qualification)
    if claim.qualification == OTHER:
        title = "other qualification" if claim.status == "lacks" else "another qualification"
    elif qualification is None:
        title = "qualifications"
        if claim.status == "has" and claim.level:
            return f"{title}{level}"
    else:
        title = _in_a_sentence(qualification.title)
    if claim.status == "lacks":
        return f"no {_single(title) if claim.subject else title}{subject}{level}{grade}"
    if claim.count:
        named = f"{claim.count} {_single(title) if claim.count == 1 else title}"
    elif claim.qualification == OTHER or (title.endswith("s") and not claim.subject):
        named = title
    else:
        named = a(_single(title))
    towards = " that you are working towards" if claim.status == "in_progress" else ""
    return f"{named}{subject}{level}{grade}{towards}"


def _in_a_sentence(title: str) -> str:
    """The title with a small first letter, unless it is a name: "degree", but "Access to HE Diploma"."""
    named = title in _NAMES or any(letter.isupper() for letter in title[1:])
    return title if named else lower_first(title)


def _single(title: str) -> str:
    return title[:-1] if title.endswith("s") else title
