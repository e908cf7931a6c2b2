"""Reading ``content/`` from disk into one checked :class:`Knowledge`.

A mistake in a file is reported with the file, the line and what is wrong; every mistake is collected, so that an
editor sees them all at once.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge

Kind = TypeVar("Kind", bound=model.Model)


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in one file; ``line`` counts from 1."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


class ContentError(Exception):
    """The content cannot be used. ``mistakes`` lists every reason."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class Document:
    """One parsed YAML file that remembers which line each part stands on."""

    def __init__(self, path: Path, data: Any) -> None:
        self.path = path
        self.data = data

    def line(self, *keys: object) -> int:
        """The line (from 1) of the innermost part of ``keys`` that exists."""
        node, line = self.data, 1
        for key in keys:
            if isinstance(node, CommentedMap) and key in node:
                line = node.lc.key(key)[0] + 1
            elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
                line = node.lc.item(key)[0] + 1
            else:
                break
            node = node[key]
        return line

    def mistake(self, message: str, *keys: object) -> Mistake:
        return Mistake(self.path, self.line(*keys), message)


def read_document(path: Path) -> Document:
    """Parse one file. Raises ContentError if it is missing, not UTF-8 or not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Mistake(path, 1, "the file is missing; put it back, every guide needs it")]) from None
    except UnicodeDecodeError:
        raise ContentError([Mistake(path, 1, "the file is not UTF-8 text; save it again as UTF-8")]) from None
    try:
        data = YAML(typ="rt").load(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError(
            [Mistake(path, line, "this is not valid YAML: there is a character that cannot be seen; delete it")]
        ) from None
    except ValueError as error:
        # ruamel reads dates itself, and says of a date that does not exist only that.
        line = _line_of_bad_date(text)
        raise ContentError([Mistake(path, line, f"this is not a date that exists: {error}")]) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        raise ContentError([Mistake(path, line, f"this is not valid YAML: {error.problem}")]) from None
    if not isinstance(data, CommentedMap):
        raise ContentError([Mistake(path, 1, "the file must be a list of 'key: value' pairs")])
    return Document(path, data)


def parse(document: Document, kind: type[Kind]) -> Kind:
    """Check a document against its model. Raises ContentError with one mistake per finding."""
    try:
        return kind.parse_obj(_plain(document.data))
    except ValidationError as error:
        raise ContentError([_as_mistake(document, finding) for finding in error.errors()]) from None


def load(folder: Path) -> Knowledge:
    """Read and check all of ``folder``. Raises ContentError that lists every mistake found."""
    mistakes: list[Mistake] = []
    documents: dict[str, Document] = {}
    parts: dict[str, Any] = {}

    def take(name: str, path: Path, kind: type[Kind]) -> None:
        try:
            documents[name] = read_document(path)
            parts[name] = parse(documents[name], kind)
        except ContentError as error:
            mistakes.extend(error.mistakes)

    for name, kind in _SINGLE_FILES.items():
        take(name, folder / f"{name}.yml", kind)
    role_files = sorted((folder / "roles").glob("*.yml"))
    if not role_files:
        mistakes.append(Mistake(folder / "roles", 1, "there is no role file (*.yml) in this folder"))
    for path in role_files:
        take(f"roles/{path.stem}", path, model.Role)
    if mistakes:
        raise ContentError(mistakes)

    roles = {name: part for name, part in parts.items() if name.startswith("roles/")}
    knowledge = Knowledge(
        roles={role.id: role for role in roles.values()},
        families={family.id: family for family in parts["families"].families},
        ambiguous_names={item.id: item for item in parts["ambiguous_names"].names},
        uncovered=parts["uncovered"],
        qualification_file=parts["qualifications"],
        pay=parts["pay"],
        signposting=parts["signposting"],
        talk=parts["talk"],
        quiz=parts["quiz"],
    )
    mistakes.extend(_dangling(knowledge, documents, roles))
    mistakes.extend(_said_twice(knowledge, documents))
    for name, document in documents.items():
        mistakes.extend(_unknown_sources(document, parts[name]))
    if mistakes:
        raise ContentError(mistakes)
    return knowledge


_SINGLE_FILES: dict[str, type[model.Model]] = {
    "families": model.FamilyFile,
    "ambiguous_names": model.AmbiguousNameFile,
    "uncovered": model.UncoveredFile,
    "qualifications": model.QualificationFile,
    "pay": model.PayFile,
    "signposting": model.Signposting,
    "talk": model.TalkFile,
    "quiz": model.QuizFile,
}


def _plain(node: Any) -> Any:
    """Turn ruamel's containers into plain ones: pydantic keeps what it is given where a field says ``Any``."""
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    return node


def _as_mistake(document: Document, finding: Any) -> Mistake:
    keys = [key for key in finding["loc"] if key != "__root__"]
    name = ".".join(str(key) for key in keys) or "the file"
    kind = finding["type"]
    if kind == "value_error.extra":
        message = f"unknown key '{keys[-1]}': remove it or check its spelling"
    elif kind == "value_error.missing":
        message = f"'{keys[-1]}' is missing: add it (needed by {'.'.join(map(str, keys[:-1])) or 'the file'})"
    else:
        message = f"'{name}' {finding['msg']}"
    return document.mistake(message, *keys)


def _line_of_bad_date(text: str) -> int:
    """The first line (from 1) with a date that the calendar does not have."""
    for number, line in enumerate(text.splitlines(), 1):
        for year, month, day in re.findall(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", line):
            try:
                datetime.date(int(year), int(month), int(day))
            except ValueError:
                return number
    return 1


def _said_twice(knowledge: Knowledge, documents: dict[str, Document]) -> Iterator[Mistake]:
    """Ids and spellings that must be one of a kind but stand twice."""
    file = knowledge.qualification_file
    lists: tuple[tuple[str, str, Sequence[Any]], ...] = (
        ("quiz", "questions", knowledge.quiz.questions),
        ("quiz", "traits", knowledge.quiz.traits),
        ("qualifications", "qualifications", file.qualifications),
        ("qualifications", "subjects", file.subjects),
    )
    for name, key, items in lists:
        ids: set[str] = set()
        owner: dict[str, str] = {}
        for index, item in enumerate(items):
            if item.id in ids:
                yield documents[name].mistake(f"the id '{item.id}' stands twice: give one another id", key, index)
            ids.add(item.id)
            for spelling in getattr(item, "names", ()):
                other = owner.setdefault(spelling.lower(), item.id)
                if other != item.id:
                    message = f"'{spelling}' also names '{other}': take it out of one of them"
                    yield documents[name].mistake(message, key, index, "names")


def _dangling(knowledge: Knowledge, documents: dict[str, Document], roles: dict[str, model.Role]) -> Iterator[Mistake]:
    """Everything that names a role, family or trait which does not exist, or takes a name already taken."""
    trait_ids = {trait.id for trait in knowledge.quiz.traits}
    name_owner: dict[str, str] = {}
    for name, role in roles.items():
        document = documents[name]
        if f"roles/{role.id}" != name:
            yield document.mistake(f"the id '{role.id}' must equal the file's name '{name[6:]}'", "id")
        if role.family not in knowledge.families:
            yield document.mistake(f"there is no family '{role.family}' in families.yml", "family")
        for index, other in enumerate(role.related):
            if other not in knowledge.roles:
                yield document.mistake(f"there is no role '{other}' in content/roles", "related", index)
        for index, other in enumerate(role.progression.roles):
            if other not in knowledge.roles:
                yield document.mistake(f"there is no role '{other}' in content/roles", "progression", "roles", index)
        for trait in role.traits:
            if trait not in trait_ids:
                yield document.mistake(f"there is no trait '{trait}' in quiz.yml", "traits", trait)
        for trait in sorted(trait_ids - set(role.traits)):
            yield document.mistake(f"the trait '{trait}' is missing: say how much of it the role has", "traits")
        for spelling in {role.title.lower(), str(role.plural).lower(), *(n.lower() for n in role.names)}:
            owner = name_owner.setdefault(spelling, role.id)
            if owner != role.id:
                message = f"'{spelling}' also names '{owner}': declare it in ambiguous_names.yml, in neither role"
                yield document.mistake(message, "names")
    for index, family in enumerate(knowledge.families.values()):
        for spelling in family.names:
            owner = name_owner.setdefault(spelling.lower(), family.id)
            if owner != family.id:
                message = f"'{spelling}' already names '{owner}': take it out of one of them"
                yield documents["families"].mistake(message, "families", index, "names")
    ambiguous = documents["ambiguous_names"]
    for index, item in enumerate(knowledge.ambiguous_names.values()):
        for at, role_id in enumerate(item.roles):
            if role_id not in knowledge.roles:
                yield ambiguous.mistake(f"there is no role '{role_id}' in content/roles", "names", index, "roles", at)
        for spelling in item.names:
            owner = name_owner.setdefault(spelling.lower(), item.id)
            if owner != item.id:
                yield ambiguous.mistake(f"'{spelling}' is already a name of the role '{owner}'", "names", index)
    for index, spelling in enumerate(knowledge.uncovered.names):
        if spelling.lower() in name_owner:
            message = f"'{spelling}' names the role '{name_owner[spelling.lower()]}': take it off this list"
            yield documents["uncovered"].mistake(message, "names", index)
    quiz = documents["quiz"]
    for index, question in enumerate(knowledge.quiz.questions):
        if question.trait is not None and question.trait not in trait_ids:
            yield quiz.mistake(f"there is no trait '{question.trait}' in this file", "questions", index, "trait")
        for at, option in enumerate(question.options):
            if option.id not in model.OPTION_IDS[question.kind]:
                wanted = ", ".join(sorted(model.OPTION_IDS[question.kind]))
                message = f"the option id '{option.id}' means nothing here: use one of {wanted}"
                yield quiz.mistake(message, "questions", index, "options", at)
    if {option.id for option in knowledge.quiz.scale} != model.OPTION_IDS["scale"]:
        yield quiz.mistake("the three options have the ids love, fine and no; change only their titles", "scale")


def _unknown_sources(document: Document, part: model.Model) -> Iterator[Mistake]:
    known = set(getattr(part, "sources", {}))
    for keys, sourced in _walk(part, ()):
        for source in sourced.source:
            if source not in known:
                yield document.mistake(f"there is no source '{source}' under sources in this file", *keys, "source")


def _walk(node: Any, keys: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], model.Sourced]]:
    if isinstance(node, model.Sourced):
        yield keys, node
    if isinstance(node, model.Model):
        for name in node.__fields__:
            yield from _walk(getattr(node, name), (*keys, name))
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _walk(value, (*keys, name))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _walk(value, (*keys, index))
