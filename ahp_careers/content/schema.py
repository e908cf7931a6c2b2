"""The typed model of ``content/`` as JSON Schema, so that an editor completes and checks while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ahp_careers.content.loading import FOLDERS, SINGLE_FILES


def write(folder: Path) -> list[Path]:
    """Write one schema for each kind of file into ``folder``; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return written


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by the name of the file or folder it is for."""
    kinds = {**SINGLE_FILES, **FOLDERS}
    return {name: _for_editors(kind.schema()) for name, kind in sorted(kinds.items())}


def _for_editors(node: Any) -> Any:
    """What the model accepts beyond its types: one source may stand alone, without the brackets of a list."""
    if isinstance(node, list):
        return [_for_editors(item) for item in node]
    if not isinstance(node, dict):
        return node
    properties = {
        name: {"title": "Source", "anyOf": [{"type": "string"}, value]}
        if name == "source" and isinstance(value, dict) and value.get("type") == "array"
        else _for_editors(value)
        for name, value in node.get("properties", {}).items()
    }
    rest = {name: _for_editors(value) for name, value in node.items() if name != "properties"}
    return {**rest, "properties": properties} if properties else rest
