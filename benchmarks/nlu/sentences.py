"""The held-out test sentences: written apart from the training sentences, by people who had not seen them.

Sentences that coincide with a training sentence all the same ("good morning") are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from ruamel.yaml import YAML

from benchmarks.nlu.trained import unseen

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "nlu" / "held_out"
#: Entities that name a job, a field, or several jobs at once.
NAMED = ("role", "role_group", "family")


@dataclass(frozen=True)
class Sentence:
    """``intent`` is None where a sentence tests something else; ``names`` are the jobs and fields it names."""

    text: str
    noisy: bool
    intent: str | None = None
    names: tuple[str, ...] | None = None
    claims: tuple[dict[str, Any], ...] | None = None


def intents() -> list[Sentence]:
    """Sentences for every intent, two thirds clean and a third noisy."""
    return [
        Sentence(example.get(TEXT), "noisy" in file.name, example.get("intent"), _names(example.get("entities", [])))
        for file in sorted(FOLDER.glob("sentences_*.yml"))
        for example in load_data(str(file)).intent_examples
        if unseen(example.get(TEXT))
    ]


def names() -> list[Sentence]:
    """Sentences that name jobs; in the noisy ones every name is misspelt."""
    return [
        Sentence(item["text"], "misspelt" in file.name, names=_meant(item))
        for file in sorted(FOLDER.glob("names_*.yml"))
        for item in _yaml(file)
        if unseen(item["text"])
    ]


def claims() -> list[Sentence]:
    """Sentences on what people have, lack or study."""
    return [
        Sentence(item["text"], bool(item.get("noisy")), claims=tuple(item["claims"]))
        for item in _yaml(FOLDER / "claims.yml")
        if unseen(item["text"])
    ]


def distress() -> list[Sentence]:
    """People in distress."""
    given = [item for item in _yaml(FOLDER / "distress.yml") if unseen(item["text"])]
    return [Sentence(item["text"], bool(item.get("noisy")), "distress") for item in given]


def ordinary() -> list[Sentence]:
    """Ordinary messages, half of them near distress in their words."""
    given = [item for item in _yaml(FOLDER / "ordinary.yml") if unseen(item["text"])]
    return [Sentence(item["text"], bool(item.get("noisy"))) for item in given]


def _names(entities: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({entity["value"] for entity in entities if entity["entity"] in NAMED}))


def _meant(item: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted({*([item["id"]] if item.get("id") else []), *(item.get("also") or [])}))


def _yaml(file: Path) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load(file.read_text(encoding="utf-8")))
