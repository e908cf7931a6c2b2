"""The files of ``content/`` as they stand on disk: what was read, and on which line each part of it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ahp_careers.content import model
from ahp_careers.content.knowledge import Knowledge


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in one file; ``line`` counts from 1."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """By file and line, as an editor goes through them."""
    return sorted(mistakes, key=lambda mistake: (str(mistake.file), mistake.line))


class ContentError(Exception):
    """The content cannot be used. ``mistakes`` lists every reason."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class Document:
    """One parsed YAML file that can tell which line each part stands on."""

    def __init__(self, path: Path, data: Any, text: str) -> None:
        self.path = path
        self.data = data
        self._text = text

    @cached_property
    def _with_lines(self) -> Any:
        # Reading with lines is 15 times slower, and needed only where something is wrong.
        return YAML(typ="rt").load(self._text)

    def line(self, *keys: object) -> int:
        """The line (from 1) of the innermost part of ``keys`` that exists."""
        node, line = self._with_lines, 1
        for key in keys:
            if isinstance(node, CommentedMap) and key in node:
                line = node.lc.key(key)[0] + 1
            elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
                line = node.lc.item(key)[0] + 1
            else:
                break
            node = node[key]
        return line

    def value(self, *keys: Any) -> object:
        """What stands under ``keys``; None where nothing does."""
        node: Any = self.data
        for key in keys:
            if isinstance(node, dict):
                node = node.get(key)
            else:
                node = node[key] if isinstance(node, list) and isinstance(key, int) and key < len(node) else None
        return node

    def mistake(self, message: str, *keys: object) -> Mistake:
        return Mistake(self.path, self.line(*keys), message)


@dataclass(frozen=True)
class Content:
    """The knowledge with the files it was read from: ``documents`` and ``parts`` (the typed form) go by the file's
    name without its ending, such as "pay" or "roles/paramedic"."""

    knowledge: Knowledge
    documents: dict[str, Document]
    parts: dict[str, model.Model]
