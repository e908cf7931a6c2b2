"""What an editor should mend in ``content/``, beyond what the guide needs to run at all (see ``references``).

A mistake must be mended before the content is published; a warning is something to look after when there is time.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from breame.spelling import american_spelling_exists, get_british_spelling

from ahp_careers.content import model
from ahp_careers.content.ageing import current, in_words, is_old
from ahp_careers.content.documents import Content, Mistake, in_order
from ahp_careers.content.knowledge import spellings
from ahp_careers.content.reading import Reader
from ahp_careers.content.references import every, walk

#: The oldest reader a text may ask for, in years.
READING_AGE = 12
#: Fields that a person reads as sentences. Lists of places or of phrases have no sentences to measure.
SENTENCES = frozenset({"text", "answer", "statement", "summary"})
#: Fields that a person reads at all.
READ = SENTENCES | frozenset(
    "title items also name duration needs note ask what value who because says topic taken why examples opens thin "
    "phrasings likes dislikes opening".split()
)
#: American spellings that are British words too: a practice (noun), a computer program, to license (verb), a draft of a
#: letter, to tire of something.
BRITISH_TOO = frozenset("practice practices program programs license draft tire tires".split())
_MONEY = re.compile(r"£\s?\d")
#: Money, shares, and counts of a thousand or more; hours of study are a rule, not a count.
_FIGURE = re.compile(r"£\s?\d|\b\d{1,3},\d{3}\b(?! hours)|\d\s?%|\bper cent\b")


@dataclass(frozen=True)
class Report:
    """What was found, in the order of files and lines."""

    mistakes: list[Mistake]
    warnings: list[Mistake]


def check(content: Content, today: datetime.date) -> Report:
    """All that is worth mending, as of ``today``."""
    mistakes = [
        *_figures(content),
        *_hard_texts(content),
        *_american(content),
        *_dead_ends(content),
        *_floors(content),
        *_dates_to_come(content, today),
    ]
    warnings = [*_old_figures(content, today), *_unused_facts(content), *_other_jobs(content)]
    return Report(in_order(mistakes), in_order(warnings))


def texts(node: Any, keys: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], str, str]]:
    """Every text a person may read, as (keys that lead to it, name of its field, text). Sources are no such text."""
    for where, text in every(node, keys, but=model.Source):
        if isinstance(text, str):
            named = [key for key in where if isinstance(key, str)]
            # talk.yml's lines go by names of their own.
            field = "text" if "lines" in named else next(reversed(named), "")
            if field in READ:
                yield where, field, text


def _figures(content: Content) -> Iterator[Mistake]:
    """A figure that could grow old needs its date, and money the kind of figure it is."""
    for name, part in content.parts.items():
        document = content.documents[name]
        for keys, sourced in walk(part):
            if isinstance(sourced, model.Version):
                # What a source said, right or wrong: its date is the source's.
                continue
            for where, field, text in texts(_own(sourced)):
                if field == "phrasings":
                    continue
                if sourced.as_of is None and _FIGURE.search(text):
                    yield document.mistake("this states a figure: say with as_of from when it is", *keys, *where)
                elif sourced.figure is None and _MONEY.search(text):
                    message = "this states money: say with figure if it is pay, funding or a fee"
                    yield document.mistake(message, *keys, *where)


def _own(sourced: model.Sourced) -> dict[str, Any]:
    """The fields of a sourced thing that are not sourced themselves."""
    own = {}
    for name in sourced.__fields__:
        value = getattr(sourced, name)
        inside = value if isinstance(value, list) else [value]
        if not any(isinstance(item, model.Model) for item in inside):
            own[name] = value
    return own


def _old_figures(content: Content, today: datetime.date) -> Iterator[Mistake]:
    """Figures older than their kind allows. Of several that tell of one thing over time, only the newest counts."""
    for name, part in content.parts.items():
        for keys, sourced in walk(part):
            if isinstance(sourced, model.Version):
                continue
            siblings = _siblings(part, keys)
            if sourced in current(siblings) and is_old(sourced, today):
                months = model.OLD_AFTER_MONTHS[str(sourced.figure)]
                message = (
                    f"this {sourced.figure} figure is of {in_words(str(sourced.as_of))}, over {months} months ago: "
                    "look for a newer one (until then the reply says that it is old)"
                )
                yield content.documents[name].mistake(message, *keys)


def _siblings(part: model.Model, keys: tuple[object, ...]) -> list[model.Sourced]:
    """The sourced things in the same list; just the thing itself where it is in none, or one of unlike things."""
    node: Any = part
    holder: Any = None
    for key in keys:
        holder, node = node, getattr(node, str(key)) if isinstance(node, model.Model) else node[key]
    alike = isinstance(node, (model.Figure, model.RegisterCount)) and isinstance(holder, list)
    return list(holder) if alike else [node]


def _hard_texts(content: Content) -> Iterator[Mistake]:
    reader = Reader.of(content.knowledge)
    for name, part in content.parts.items():
        for keys, field, text in texts(part):
            if field not in SENTENCES or "conflicts" in keys or "places" in keys:
                continue
            age = reader.age(text)
            if age is not None and round(age, 1) > READING_AGE:
                message = (
                    f"this asks for a reading age of {age:.1f}, more than {READING_AGE}: use shorter sentences and "
                    f"everyday words (“{text[:50].strip()} …”)"
                )
                yield content.documents[name].mistake(message, *keys)


def _american(content: Content) -> Iterator[Mistake]:
    for name, part in content.parts.items():
        for keys, field, text in texts(part):
            if field == "phrasings":
                # People may write as they like.
                continue
            for word in re.findall(r"[a-z]+", text.lower()):
                if word not in BRITISH_TOO and american_spelling_exists(word):
                    message = f"'{word}' is American: write '{get_british_spelling(word)}'"
                    yield content.documents[name].mistake(message, *keys)


def _dead_ends(content: Content) -> Iterator[Mistake]:
    """A role that one can only work up to, though no role says that it leads there."""
    leads = {target for role in content.knowledge.roles.values() for target in role.progression.roles}
    for role in content.knowledge.roles.values():
        open_ways = [route for route in role.entry.routes if route.kind != "work_up" and not route.unsure]
        if not open_ways and role.id not in leads:
            message = (
                f"no route leads to '{role.id}': give it another way in, or name it under progression in a role "
                "that leads to it"
            )
            yield content.documents[f"roles/{role.id}"].mistake(message, "entry", "routes")


def _floors(content: Content) -> Iterator[Mistake]:
    """Where nothing is asked of everyone, the statement says so in the words that the answers build on."""
    for role in content.knowledge.roles.values():
        says_so = "no set" in role.entry.statement.text.lower()
        if says_so != (role.entry.minimum == "none"):
            message = (
                "minimum and statement do not agree: with minimum none, and only then, begin the statement with "
                "'There are no set entry requirements'"
            )
            yield content.documents[f"roles/{role.id}"].mistake(message, "entry", "statement")


def _dates_to_come(content: Content, today: datetime.date) -> Iterator[Mistake]:
    for name, part in content.parts.items():
        for source_id, source in getattr(part, "sources", {}).items():
            if source.checked > today:
                message = "checked is the day on which you read the page: it cannot be still to come"
                yield content.documents[name].mistake(message, "sources", source_id)


def _other_jobs(content: Content) -> Iterator[Mistake]:
    """Texts left over from the file that a new role was copied from."""
    roles = content.knowledge.roles
    for role in roles.values():
        own = [spelling.lower() for spelling in spellings(role)]
        for keys, text in (
            (("summary", "text"), role.summary.text.lower()),
            (("entry", "statement", "text"), role.entry.statement.text.lower()),
        ):
            named = [
                other.title
                for other in roles.values()
                if other.title.lower() in text.split(". ")[0] and other.title.lower() not in role.title.lower()
            ]
            if named and not any(spelling in text for spelling in own):
                message = f"this speaks of '{named[0]}', not of '{role.title}': is it left over from another file?"
                yield content.documents[f"roles/{role.id}"].mistake(message, *keys)


def _unused_facts(content: Content) -> Iterator[Mistake]:
    """Facts that no answer shows: nobody will ever read them."""
    knowledge = content.knowledge
    used = {name for faq in knowledge.faqs.values() for name in faq.facts}
    used.update(name for condition in knowledge.talk.conditions for name in condition.facts)
    for name in knowledge.facts:
        if name not in used:
            file, fact = name.split(".", 1)
            document = content.documents.get(f"topics/{file}") or content.documents[file]
            message = f"no frequently asked question shows the fact '{name}': name it under facts in content/faqs"
            yield document.mistake(message, "facts", fact)
