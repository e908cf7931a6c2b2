"""The schemas that editors use are those of the model, and what is in content keeps to them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from ahp_careers.content import schema

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
KINDS = sorted(schema.schemas())


def files(kind: str) -> list[Path]:
    return [CONTENT / f"{kind}.yml"] if (CONTENT / f"{kind}.yml").is_file() else sorted((CONTENT / kind).glob("*.yml"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_stored_schema_is_that_of_the_model(kind: str) -> None:
    stored = json.loads((CONTENT / "schemas" / f"{kind}.json").read_text("utf-8"))
    assert stored == schema.schemas()[kind], "the model has changed: run `make schema`"


def test_no_schema_is_left_over() -> None:
    assert sorted(path.stem for path in (CONTENT / "schemas").glob("*.json")) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_finds_nothing_wrong_with_the_content_as_it_is(kind: str) -> None:
    validator = jsonschema.Draft7Validator(schema.schemas()[kind])
    assert files(kind)
    for path in files(kind):
        # As YAML 1.2 has it, and editors: a date is a text.
        data = json.loads(json.dumps(YAML(typ="safe").load(path), default=str))
        assert [error.message for error in validator.iter_errors(data)] == [], path.name


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("roles", {"colour": "blue"}),
        ("roles", {"level": "boss"}),
        ("roles", {"hours": {"text": "Nine to five."}}),
        ("faqs", {"faqs": [{"id": "x", "ask": "x", "phrasings": ["x"], "answer": "x"}]}),
    ],
)
def test_an_editor_underlines_what_is_wrong(kind: str, change: dict[str, object]) -> None:
    data = json.loads(json.dumps(YAML(typ="safe").load(files(kind)[0]), default=str))
    assert list(jsonschema.Draft7Validator(schema.schemas()[kind]).iter_errors({**data, **change}))


def test_the_editor_settings_name_every_schema_and_every_file() -> None:
    mapped = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert sorted(Path(name).stem for name in mapped) == KINDS
    for name, pattern in mapped.items():
        assert (ROOT / name).is_file()
        assert list(ROOT.glob(pattern)), pattern
