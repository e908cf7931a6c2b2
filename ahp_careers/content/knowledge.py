"""All the guide knows, in memory: a small, read-only store over the typed content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ahp_careers.content import model

#: Files beside content/topics whose facts others may refer to as "file.fact".
FACT_FILES = ("qualifications",)


@dataclass(frozen=True, repr=False)
class Knowledge:
    """The loaded content. Look-ups by id are dictionary look-ups; nothing is read from disk after loading."""

    roles: dict[str, model.Role]
    families: dict[str, model.Family]
    family_sources: dict[str, model.Source]
    ambiguous_names: dict[str, model.AmbiguousName]
    uncovered: model.UncoveredFile
    qualification_file: model.QualificationFile
    pay: model.PayFile
    apprenticeships: model.ApprenticeshipFile
    professions: model.ProfessionFile
    glossary: model.GlossaryFile
    topics: dict[str, model.TopicFile]
    faq_files: dict[str, model.FrequentQuestionFile]
    signposting: model.Signposting
    talk: model.TalkFile
    quiz: model.QuizFile

    def __repr__(self) -> str:
        return f"Knowledge({len(self.roles)} roles, {len(self.families)} families)"

    @cached_property
    def qualifications(self) -> dict[str, model.Qualification]:
        return {item.id: item for item in self.qualification_file.qualifications}

    @cached_property
    def terms(self) -> dict[str, model.Term]:
        return {term.id: term for term in self.glossary.terms}

    @cached_property
    def faqs(self) -> dict[str, model.FrequentQuestion]:
        return {faq.id: faq for file in self.faq_files.values() for faq in file.faqs}

    @cached_property
    def facts(self) -> dict[str, tuple[model.Topic, dict[str, model.Source]]]:
        """The facts that cut across jobs, as "file.fact", each with the sources of its file."""
        files: dict[str, Any] = {**self.topics, "qualifications": self.qualification_file}
        return {
            f"{name}.{fact_id}": (fact, file.sources)
            for name, file in files.items()
            for fact_id, fact in file.facts.items()
        }

    @cached_property
    def faq_sources(self) -> dict[str, dict[str, model.Source]]:
        """The sources of the file that each frequently asked question stands in."""
        return {faq.id: file.sources for file in self.faq_files.values() for faq in file.faqs}

    @cached_property
    def quiz_questions(self) -> dict[str, model.QuizQuestion]:
        return {question.id: question for question in self.quiz.questions}

    def option_title(self, kind: str, option: str) -> str:
        """What an option of the question about age groups or places is called."""
        questions = [question for question in self.quiz.questions if question.kind == kind]
        return next(given.title for question in questions for given in question.options if given.id == option)

    def in_family(self, family: str, level: model.Level | None = None) -> list[model.Role]:
        """The family's roles, those that ask least first."""
        found = [
            role for role in self.roles.values() if role.family == family and (level is None or role.level == level)
        ]
        return sorted(found, key=lambda role: (model.MINIMUM_LEVEL[role.entry.minimum], role.title))

    def registered_role(self, family: str) -> model.Role | None:
        """The registered profession at the head of a family, if it is loaded."""
        return next(iter(self.in_family(family, "registered")), None)

    def stepping_stone(self, role: model.Role) -> model.Role | None:
        """The role of the same family that one can apply for today with no set qualification, nearest to ``role``;
        else a shared role that serves the family.

        Only roles an employer hires newcomers into count. Those that name ``role`` as where they lead come first, then
        the one most like it, by the sum of differences in trait levels.
        """
        open_to_all = [
            other
            for other in self.roles.values()
            if role.family in (other.family, *other.serves)
            and other.id != role.id
            and other.entry.minimum == "none"
            and any(route.kind == "direct_entry" for route in other.entry.routes)
        ]

        def distance(other: model.Role) -> tuple[bool, bool, int, str]:
            unlike = sum(abs(other.traits[name].level - trait.level) for name, trait in role.traits.items())
            own = other.family == role.family
            return (not own, role.id not in other.progression.roles, unlike, other.title)

        return min(open_to_all, key=distance, default=None)


def cited(sources: dict[str, model.Source], *facts: model.Sourced | None) -> list[model.Source]:
    """The sources of these facts, each once, in the order first met."""
    found: dict[str, model.Source] = {}
    for fact in facts:
        for name in fact.source if fact is not None else ():
            found.setdefault(name, sources[name])
    return list(found.values())


def spellings(role: model.Role) -> Iterable[str]:
    """Every name of a role as written in content: its title, plural and other names."""
    yield role.title
    yield str(role.plural)
    yield from role.names
