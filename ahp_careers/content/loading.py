"""Reading ``content/`` from disk into one checked :class:`Knowledge`.

A mistake in a file is reported with the file, the line and what is wrong; every mistake is collected, so that an
editor sees them all at once.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from ahp_careers.content import model, references
from ahp_careers.content.documents import Content, ContentError, Document, Mistake, in_order
from ahp_careers.content.knowledge import Knowledge

__all__ = ["Content", "ContentError", "Mistake", "load", "parse", "read", "read_document"]

Kind = TypeVar("Kind", bound=model.Model)


def read_document(path: Path) -> Document:
    """Parse one file. Raises ContentError if it is missing, not UTF-8 or not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Mistake(path, 1, "the file is missing; put it back, every guide needs it")]) from None
    except UnicodeDecodeError:
        raise ContentError([Mistake(path, 1, "the file is not UTF-8 text; save it again as UTF-8")]) from None
    try:
        data = _read_yaml(text)
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
        raise ContentError(
            [Mistake(path, line, f"this is not valid YAML: {_yaml_advice(str(error.problem))}")]
        ) from None
    if not isinstance(data, dict):
        raise ContentError([Mistake(path, 1, "the file must be a list of 'key: value' pairs")])
    return Document(path, data, text)


def _read_yaml(text: str) -> Any:
    """Plain dictionaries and lists. Raises YAMLError or, for a date that does not exist, ValueError.

    The fast reader takes a few things for wrong that are right ("{ask: Why?, ...}"), and says less of what is wrong.
    """
    try:
        return _plain(YAML(typ="safe").load(text))
    except (YAMLError, ValueError):
        return _plain(YAML(typ="rt").load(text))


#: What the YAML reader says, and what an editor can do about it.
_YAML_ADVICE = {
    r"duplicate key \"(.*?)\"": r"'\1' stands twice in the same part; keep one of the two",
    r"'\\t'": "a tab stands here; use spaces instead",
    r"mapping values are not allowed": "a text with a colon and a space in it needs double quotes round it",
    r"expected <block end>": "a line begins too far left or right, or a quotation mark is missing, here or just above",
    r"could not find expected ':'": "a colon is missing after a key, or a quotation mark, here or just above",
}


def _yaml_advice(problem: str) -> str:
    for pattern, advice in _YAML_ADVICE.items():
        found = re.search(pattern, problem)
        if found:
            return found.expand(advice)
    return problem


def parse(document: Document, kind: type[Kind]) -> Kind:
    """Check a document against its model. Raises ContentError with one mistake per finding."""
    try:
        return kind.parse_obj(document.data)
    except ValidationError as error:
        raise ContentError([_as_mistake(document, finding) for finding in error.errors()]) from None


def load(folder: Path) -> Knowledge:
    """Read and check all of ``folder``. Raises ContentError that lists every mistake found."""
    return read(folder).knowledge


def read(folder: Path) -> Content:
    """Like :func:`load`, with the files beside the knowledge, for those who say where a thing stands."""
    mistakes: list[Mistake] = []
    documents: dict[str, Document] = {}
    parts: dict[str, Any] = {}

    def take(name: str, path: Path, kind: type[model.Model]) -> None:
        try:
            documents[name] = read_document(path)
            parts[name] = parse(documents[name], kind)
        except ContentError as error:
            mistakes.extend(error.mistakes)

    for path in sorted(folder.rglob("*.yaml")):
        mistakes.append(Mistake(path, 1, "files here end in .yml: give this one another ending, or it is never read"))
    for name, kind in SINGLE_FILES.items():
        take(name, folder / f"{name}.yml", kind)
    for name, kind in FOLDERS.items():
        paths = sorted((folder / name).glob("*.yml"))
        if not paths:
            mistakes.append(Mistake(folder / name, 1, "there is no file (*.yml) in this folder"))
        for path in paths:
            take(f"{name}/{path.stem}", path, kind)
    if mistakes:
        raise ContentError(mistakes)

    def folder_parts(name: str) -> dict[str, Any]:
        return {key.split("/")[1]: part for key, part in parts.items() if key.startswith(f"{name}/")}

    # By the files' names: an id that differs is a mistake, found below.
    knowledge = Knowledge(
        roles=folder_parts("roles"),
        families={family.id: family for family in parts["families"].families},
        family_sources=parts["families"].sources,
        ambiguous_names={item.id: item for item in parts["ambiguous_names"].names},
        uncovered=parts["uncovered"],
        qualification_file=parts["qualifications"],
        pay=parts["pay"],
        apprenticeships=parts["apprenticeships"],
        professions=parts["professions"],
        glossary=parts["glossary"],
        topics=folder_parts("topics"),
        faq_files=folder_parts("faqs"),
        signposting=parts["signposting"],
        talk=parts["talk"],
        quiz=parts["quiz"],
    )
    content = Content(knowledge, documents, parts)
    found = in_order(references.mistakes(content))
    if found:
        raise ContentError(found)
    return content


SINGLE_FILES: dict[str, type[model.Model]] = {
    "families": model.FamilyFile,
    "ambiguous_names": model.AmbiguousNameFile,
    "uncovered": model.UncoveredFile,
    "qualifications": model.QualificationFile,
    "pay": model.PayFile,
    "apprenticeships": model.ApprenticeshipFile,
    "professions": model.ProfessionFile,
    "glossary": model.GlossaryFile,
    "signposting": model.Signposting,
    "talk": model.TalkFile,
    "quiz": model.QuizFile,
}
#: Folders in which every file is of one kind: a file more is content more.
FOLDERS: dict[str, type[model.Model]] = {
    "roles": model.Role,
    "topics": model.TopicFile,
    "faqs": model.FrequentQuestionFile,
}


def _plain(node: Any) -> Any:
    """Plain containers with text as keys: pydantic keeps what it is given where a field says ``Any``."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
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
        message = f"'{name}' {_in_plain_words(finding, document.value(*keys))}"
    return document.mistake(message, *keys)


def _in_plain_words(finding: Any, given: object) -> str:
    """What pydantic found, for someone who does not program."""
    limits = finding.get("ctx") or {}
    field = finding["loc"][-1]
    kind = finding["type"]
    if kind == "value_error.str.regex":
        return {
            "as_of": "is no date: write a year, a month or a day, such as 2026, 2026-04 or 2026-04-01",
            "id": "may have small letters, digits and _ only, and begins with a letter",
        }.get(str(field), f"is '{given}', which is not of the form {limits.get('pattern')}")
    if kind in ("value_error.const", "type_error.enum"):
        allowed = ", ".join(f"'{value}'" for value in limits.get("permitted", ()))
        return f"is '{given}': use one of {allowed}"
    if kind == "value_error.list.min_items":
        has = len(given) if isinstance(given, list) else 0
        return f"has {has} entries and needs at least {limits['limit_value']}"
    plain = {
        "type_error.none.not_allowed": "is empty: write something after the colon, or leave the line out",
        "type_error.list": "is a list: put it in square brackets, such as [one, another]",
        "type_error.integer": "is no whole number",
        "value_error.date": "is no date: write it as 2026-11-23",
        "type_error.dict": "has parts of its own: write them below it, or in curly brackets",
    }
    return plain.get(kind, str(finding["msg"]))


def _line_of_bad_date(text: str) -> int:
    """The first line (from 1) with a date that the calendar does not have."""
    for number, line in enumerate(text.splitlines(), 1):
        for year, month, day in re.findall(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", line):
            try:
                datetime.date(int(year), int(month), int(day))
            except ValueError:
                return number
    return 1
