"""What must hold between the parts of ``content/``: every name that is used exists, and means one thing.

The guide cannot run on content that breaks one of these rules, so they are checked whenever it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from ahp_careers.content import model
from ahp_careers.content.documents import Content, Document, Mistake
from ahp_careers.content.knowledge import FACT_FILES, spellings
from ahp_careers.text import comparable


def mistakes(content: Content) -> Iterator[Mistake]:
    """Every broken rule, with file and line."""
    for rule in (_ids, _names, _roles, _families, _levels, _facts, _quiz, _sources):
        yield from rule(content)


def every(
    node: Any, keys: tuple[object, ...] = (), but: type[model.Model] | tuple[()] = ()
) -> Iterator[tuple[tuple[object, ...], Any]]:
    """The node and all that is in it, with the keys that lead to it; nothing of what is a ``but``."""
    if isinstance(node, but):
        return
    yield keys, node
    inside: Iterable[tuple[object, Any]] = ()
    if isinstance(node, model.Model):
        inside = ((name, getattr(node, name)) for name in node.__fields__)
    elif isinstance(node, dict):
        inside = node.items()
    elif isinstance(node, list):
        inside = enumerate(node)
    for key, value in inside:
        yield from every(value, (*keys, key), but)


def walk(node: Any) -> Iterator[tuple[tuple[object, ...], model.Sourced]]:
    """Everything under ``node`` that names a source, with the keys that lead to it."""
    return ((keys, inner) for keys, inner in every(node) if isinstance(inner, model.Sourced))


def _unknown(
    document: Document, given: Sequence[str], known: Collection[str], where: str, *keys: object
) -> Iterator[Mistake]:
    """``given`` is a list of ids under ``keys``; those that are not among ``known``."""
    for index, name in enumerate(given):
        if name not in known:
            yield document.mistake(f"there is no {where.format(name=name)}", *keys, index)


def _ids(content: Content) -> Iterator[Mistake]:
    """Ids that must be one of a kind but stand twice, and a role's id that differs from its file's name."""
    for name, role in _parts(content, "roles"):
        if f"roles/{role.id}" != name:
            message = f"the id '{role.id}' must equal the file's name '{name.split('/')[1]}'"
            yield content.documents[name].mistake(message, "id")
    seen: dict[str, set[str]] = {}
    lists: list[tuple[str, str, Sequence[Any]]] = [
        ("families", "families", content.parts["families"].families),  # type: ignore[attr-defined]
        ("ambiguous_names", "names", content.parts["ambiguous_names"].names),  # type: ignore[attr-defined]
        ("quiz", "questions", content.knowledge.quiz.questions),
        ("quiz", "traits", content.knowledge.quiz.traits),
        ("qualifications", "qualifications", content.knowledge.qualification_file.qualifications),
        ("qualifications", "subjects", content.knowledge.qualification_file.subjects),
        ("apprenticeships", "standards", content.knowledge.apprenticeships.standards),
        ("professions", "professions", content.knowledge.professions.professions),
        ("professions", "registers", content.knowledge.professions.registers),
        ("glossary", "terms", content.knowledge.glossary.terms),
        *((name, "faqs", part.faqs) for name, part in _parts(content, "faqs")),
    ]
    for name, key, items in lists:
        ids = seen.setdefault(key, set())
        for index, item in enumerate(items):
            if item.id in ids:
                message = f"the id '{item.id}' stands twice: give one another id"
                yield content.documents[name].mistake(message, key, index)
            ids.add(item.id)


def _names(content: Content) -> Iterator[Mistake]:
    """Spellings by which the guide recognises things: each may stand for one thing of its kind."""
    knowledge = content.knowledge
    jobs: dict[str, str] = {}
    for name, role in _parts(content, "roles"):
        hint = "declare it in ambiguous_names.yml, in neither role"
        yield from _taken(jobs, spellings(role), role.id, content.documents[name], hint, "names")
    hint = "take it out of one of them"
    for index, family in enumerate(knowledge.families.values()):
        document = content.documents["families"]
        yield from _taken(jobs, family.names, family.id, document, hint, "families", index, "names")
    for index, item in enumerate(knowledge.ambiguous_names.values()):
        document = content.documents["ambiguous_names"]
        yield from _taken(jobs, item.names, item.id, document, hint, "names", index, "names")
    uncovered = knowledge.uncovered.names
    hint = "take it off this list"
    yield from _taken(jobs, uncovered, "", content.documents["uncovered"], hint, "names")
    hint = "take it out of one of them"
    lists: tuple[tuple[str, str, Sequence[Any]], ...] = (
        ("quiz", "traits", knowledge.quiz.traits),
        ("qualifications", "subjects", knowledge.qualification_file.subjects),
    )
    for name, key, items in lists:
        owners: dict[str, str] = {}
        for index, thing in enumerate(items):
            yield from _taken(owners, thing.names, thing.id, content.documents[name], hint, key, index, "names")
    for index, question in enumerate(knowledge.quiz.questions):
        owners = {}
        for at, option in enumerate(question.options):
            of = ("questions", index, "options", at, "names")
            yield from _taken(owners, option.names, option.id, content.documents["quiz"], hint, *of)
    explained: dict[str, str] = {}
    for index, qualification in enumerate(knowledge.qualification_file.qualifications):
        document = content.documents["qualifications"]
        yield from _taken(
            explained, qualification.names, qualification.id, document, hint, "qualifications", index, "names"
        )
    for index, term in enumerate(knowledge.glossary.terms):
        document = content.documents["glossary"]
        for owners in (jobs, explained):
            names = (term.title, *term.names)
            yield from _taken(owners, names, f"glossary: {term.id}", document, hint, "terms", index, "names")
    asked: dict[str, str] = {}
    for name, part in _parts(content, "faqs"):
        for index, faq in enumerate(part.faqs):
            keys = ("faqs", index, "phrasings")
            said = [" ".join(re.findall(r"[\w']+", comparable(text))) for text in faq.phrasings]
            yield from _taken(asked, said, faq.id, content.documents[name], hint, *keys)
            for at, text in enumerate(said):
                if text in said[:at]:
                    message = f"'{text}' stands twice: write another phrasing instead"
                    yield content.documents[name].mistake(message, *keys, at)


def _taken(
    owners: dict[str, str], names: Iterable[str], owner: str, document: Document, hint: str, *keys: object
) -> Iterator[Mistake]:
    """Put ``names`` down as the owner's; those that another has already."""
    for index, spelling in enumerate(names):
        other = owners.setdefault(spelling.lower(), owner)
        if other != owner:
            yield document.mistake(f"'{spelling}' also names '{other}': {hint}", *keys, index)


def _roles(content: Content) -> Iterator[Mistake]:
    """What a role file names: families, roles, traits, and sources to read on."""
    knowledge = content.knowledge
    traits = [trait.id for trait in knowledge.quiz.traits]
    family, other = "family '{name}' in families.yml", "role '{name}' in content/roles"
    for name, role in _parts(content, "roles"):
        document = content.documents[name]
        if role.family not in knowledge.families:
            yield document.mistake(f"there is no family '{role.family}' in families.yml", "family")
        yield from _unknown(document, role.serves, knowledge.families, family, "serves")
        yield from _unknown(document, role.related, knowledge.roles, other, "related")
        yield from _unknown(document, role.progression.roles, knowledge.roles, other, "progression", "roles")
        bands = {pay.band for pay in knowledge.pay.bands}
        for index, band in enumerate(role.pay.start_bands if role.pay else ()):
            if band not in bands:
                yield document.mistake(f"there is no band {band} in pay.yml", "pay", "start_bands", index)
        for trait in role.traits:
            if trait not in traits:
                yield document.mistake(f"there is no trait '{trait}' in quiz.yml", "traits", trait)
        for trait in traits:
            if trait not in role.traits:
                yield document.mistake(f"the trait '{trait}' is missing: say how much of it the role has", "traits")
        yield from _unknown(document, role.links, role.sources, "source '{name}' in this file", "links")
        for index, link in enumerate(role.links):
            if link in role.sources and role.sources[link].home is not None:
                message = f"the source '{link}' has a home: it is not a page to send people to"
                yield document.mistake(message, "links", index)


def _families(content: Content) -> Iterator[Mistake]:
    """What the files across jobs name: roles and families."""
    knowledge = content.knowledge
    family, role = "family '{name}' in families.yml", "role '{name}' in content/roles"
    document = content.documents["professions"]
    lists: tuple[tuple[str, Sequence[Any]], ...] = (
        ("professions", knowledge.professions.professions),
        ("registers", knowledge.professions.registers),
    )
    for key, items in lists:
        for index, item in enumerate(items):
            yield from _unknown(document, item.families, knowledge.families, family, key, index, "families")
    document = content.documents["apprenticeships"]
    for index, standard in enumerate(knowledge.apprenticeships.standards):
        yield from _unknown(document, standard.leads_to, knowledge.roles, role, "standards", index, "leads_to")
    document = content.documents["ambiguous_names"]
    for index, ambiguous in enumerate(knowledge.ambiguous_names.values()):
        yield from _unknown(document, ambiguous.roles, knowledge.roles, role, "names", index, "roles")


def _levels(content: Content) -> Iterator[Mistake]:
    """Every level that a qualification has is explained."""
    file = content.knowledge.qualification_file
    known = {level.level for level in file.levels}
    for index, item in enumerate(file.qualifications):
        for key in ("level", "level_if_low"):
            if getattr(item, key) not in {*known, None}:
                message = f"level {getattr(item, key)} does not stand under levels in this file"
                yield content.documents["qualifications"].mistake(message, "qualifications", index, key)


def _facts(content: Content) -> Iterator[Mistake]:
    """Facts that are referred to as "file.fact"; and a topic file whose name would make such a reference unclear."""
    knowledge = content.knowledge
    for name in knowledge.topics:
        if name in FACT_FILES:
            document = content.documents[f"topics/{name}"]
            yield document.mistake(f"{name}.yml has facts of its own: give this file another name")
    known = knowledge.facts
    where = "fact '{name}' in content/topics (write it as file.fact)"
    for name, part in _parts(content, "faqs"):
        for index, faq in enumerate(part.faqs):
            yield from _unknown(content.documents[name], faq.facts, known, where, "faqs", index, "facts")
            role = "role '{name}' in content/roles"
            yield from _unknown(content.documents[name], faq.roles, knowledge.roles, role, "faqs", index, "roles")
    for index, condition in enumerate(knowledge.talk.conditions):
        yield from _unknown(content.documents["talk"], condition.facts, known, where, "conditions", index, "facts")


def _quiz(content: Content) -> Iterator[Mistake]:
    """The quiz's questions: their traits exist and their options carry a meaning."""
    quiz, document = content.knowledge.quiz, content.documents["quiz"]
    traits = {trait.id for trait in quiz.traits}
    for index, question in enumerate(quiz.questions):
        if question.trait is not None and question.trait not in traits:
            message = f"there is no trait '{question.trait}' in this file"
            yield document.mistake(message, "questions", index, "trait")
        for at, option in enumerate(question.options):
            if option.id not in model.OPTION_IDS[question.kind]:
                wanted = ", ".join(sorted(model.OPTION_IDS[question.kind]))
                message = f"the option id '{option.id}' means nothing here: use one of {wanted}"
                yield document.mistake(message, "questions", index, "options", at)
    if {option.id for option in quiz.scale} != model.OPTION_IDS["scale"]:
        yield document.mistake("the three options have the ids love, fine and no; change only their titles", "scale")


def _sources(content: Content) -> Iterator[Mistake]:
    """Every source that is named is defined in the same file, and every one that is defined is named."""
    for name, part in content.parts.items():
        document, known = content.documents[name], getattr(part, "sources", {})
        used = set(getattr(part, "links", ()))
        for keys, sourced in walk(part):
            used.update(sourced.source)
            for source in sourced.source:
                if source not in known:
                    message = f"there is no source '{source}' under sources in this file"
                    yield document.mistake(message, *keys, "source")
        for source in known:
            if source not in used:
                yield document.mistake(f"no fact names the source '{source}': remove it", "sources", source)


def _parts(content: Content, folder: str) -> Iterator[tuple[str, Any]]:
    return ((name, part) for name, part in content.parts.items() if name.startswith(f"{folder}/"))
