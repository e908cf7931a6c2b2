"""The words the guide knows, taken from ``content/``: role names, qualifications, subjects, likes, text-speak.

A lexicon is plain data (it is stored inside the trained model), so that the running NLU needs no content folder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from ahp_careers.content import knowledge as store
from ahp_careers.nlu.english import english
from ahp_careers.text import comparable


class Lexicon(TypedDict):
    """``names``: [spelling, label, id]; ``qualifications`` and ``subjects``: [spelling, id]; ``preferences``:
    [spelling, id], with a third part "averse" for words that say a dislike by themselves ("squeamish").
    ``known_words`` are the guide's own: those of content, and English ones of the training sentences; ``slang`` are
    words that training sentences use often, whatever a dictionary says; ``families`` tells each role's, and
    ``helpers`` and ``practitioners`` the support role and the assistant practitioner beside a registered role or in a
    field."""

    names: list[list[str]]
    qualifications: list[list[str]]
    subjects: list[list[str]]
    preferences: list[list[str]]
    text_speak: dict[str, str]
    known_words: list[str]
    slang: list[str]
    families: dict[str, str]
    helpers: dict[str, str]
    practitioners: dict[str, str]
    other_qualifications: list[str]


#: A word in so many training sentences is no slip, though no dictionary has it ("deffo").
SLANG_FROM = 3

NATION_NAMES = {
    "england": ["england", "english nhs", "london"],
    "scotland": ["scotland", "scottish", "nhs scotland", "glasgow", "edinburgh"],
    "wales": ["wales", "welsh", "nhs wales", "cardiff"],
    "northern_ireland": ["northern ireland", "northern irish", "belfast", "hsc"],
}


def build(knowledge: store.Knowledge, text_speak: dict[str, str], sentences: Iterable[str]) -> Lexicon:
    """Gather the lexicon. ``sentences`` are the training sentences: a word used there is no misspelt name."""
    sentences = list(sentences)
    names: list[list[str]] = []
    for role in knowledge.roles.values():
        for spelling in _with_plurals(store.spellings(role)):
            names.append([spelling, "role", role.id])
    for family in knowledge.families.values():
        names.extend([spelling, "family", family.id] for spelling in _unique(family.names))
    for item in knowledge.ambiguous_names.values():
        names.extend([spelling, "role_group", item.id] for spelling in _unique(item.names))
    for job in knowledge.uncovered.names:
        names.extend([spelling, "uncovered", job] for spelling in _with_plurals([job]))
    for job in knowledge.uncovered.elsewhere:
        names.extend([spelling, "elsewhere", job] for spelling in _with_plurals([job]))
    for term in knowledge.glossary.terms:
        names.extend([spelling, "term", term.id] for spelling in _with_plurals([term.title, *term.names]))
    for nation, spellings in NATION_NAMES.items():
        names.extend([spelling, "nation", nation] for spelling in spellings)
    preferences: list[list[str]] = []
    for trait in knowledge.quiz.traits:
        preferences.extend([spelling, f"trait:{trait.id}"] for spelling in _unique(trait.names))
        preferences.extend([spelling, f"trait:{trait.id}", "averse"] for spelling in _unique(trait.averse))
    for question in knowledge.quiz.questions:
        if question.kind in ("groups", "settings"):
            for option in question.options:
                preferences.extend([spelling, f"{question.kind}:{option.id}"] for spelling in _unique(option.names))
    in_content = _words([*_other_words(knowledge), *(spelling for spelling, *_ in names)])
    slang = {word for word, times in _counted(sentences).items() if times >= SLANG_FROM}
    own = in_content | (_words(sentences) & english().keys())
    return {
        "names": names,
        "qualifications": [
            [spelling, item.id] for item in knowledge.qualifications.values() for spelling in _unique(item.names)
        ],
        "subjects": [
            [spelling, item.id]
            for item in knowledge.qualification_file.subjects
            for spelling in _unique(
                [name.replace(" and ", link) for name in item.names for link in (" and ", " n ", " an ", " & ")]
            )
        ],
        "preferences": preferences,
        "text_speak": text_speak,
        "known_words": sorted(own),
        "helpers": dict(_helpers(knowledge)),
        "practitioners": dict(_practitioners(knowledge)),
        "families": {role.id: role.family for role in knowledge.roles.values()},
        "other_qualifications": _unique(
            [name.replace(" and ", link) for name in knowledge.qualification_file.others for link in (" and ", " n ")]
        ),
        "slang": sorted(slang | text_speak.keys()),
    }


def _other_words(knowledge: store.Knowledge) -> Iterable[str]:
    """Names of qualifications, subjects and traits: words that are no misspelt job either ("physics", "physios")."""
    for qualification in knowledge.qualifications.values():
        yield from qualification.names
    yield from knowledge.qualification_file.others
    for subject in knowledge.qualification_file.subjects:
        yield from subject.names
    for trait in knowledge.quiz.traits:
        yield from (*trait.names, *trait.averse)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"[a-z']+", comparable(text))}


def _counted(texts: Iterable[str]) -> Counter[str]:
    """In how many sentences each word stands."""
    return Counter(word for text in texts for word in _words([text]))


def _unique(spellings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(comparable(spelling).strip() for spelling in spellings))


def _with_plurals(spellings: Iterable[str]) -> list[str]:
    """Each spelling and its plain plural, for the names that content lists in the singular: "assistant practitioners",
    "assistant practitioners in radiotherapy"."""
    given = _unique(spellings)
    singular = _unique([*given, *(name.replace(" and ", " & ") for name in given)])
    plural = [_plural(name) for name in singular if not name.endswith("s")]
    singular += [name.replace("x ray", "xray") for name in singular if "x ray" in name]
    inside = [re.sub(r"(?<=[a-rt-z]) (in|for|of) ", r"s \1 ", name, count=1) for name in singular]
    return _unique([*singular, *plural, *inside])


def _plural(name: str) -> str:
    return f"{name[:-1]}ies" if re.search(r"[^aeiou]y$", name) else f"{name}s"


def _helpers(knowledge: store.Knowledge) -> Iterable[tuple[str, str]]:
    """Each registered role and each field, and the role that helps there: the one that one can begin with."""
    for role in knowledge.roles.values():
        stone = knowledge.stepping_stone(role) if role.level == "registered" else None
        if stone is not None and stone.family == role.family:
            yield role.id, stone.id
            if role == knowledge.registered_role(role.family):
                yield role.family, stone.id


def _practitioners(knowledge: store.Knowledge) -> Iterable[tuple[str, str]]:
    """Each registered role and each field, and the assistant practitioner of the same field where there is just one."""
    for family in knowledge.families:
        steps = [role for role in knowledge.in_family(family, "assistant_practitioner") if "practitioner" in role.id]
        if len(steps) == 1:
            yield family, steps[0].id
            yield from ((role.id, steps[0].id) for role in knowledge.in_family(family, "registered"))
