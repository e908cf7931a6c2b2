"""What the guide was trained on: a test sentence that coincides with a training sentence proves nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from ruamel.yaml import YAML

DATA = Path(__file__).resolve().parents[2] / "data"


def plain(text: str) -> str:
    """Lower case, no punctuation, single spaces: what is left when two people type the same sentence."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"['’‘]", "", text.lower())).split())


@cache
def trained() -> frozenset[str]:
    """Every training sentence in plain form."""
    sentences = {plain(example.get(TEXT)) for example in load_data(str(DATA / "nlu.yml")).intent_examples}
    for texts in YAML(typ="safe").load(DATA / "care.yml").values():
        sentences |= {plain(text) for text in texts}
    sentences |= {plain(item["text"]) for item in YAML(typ="safe").load(DATA / "claims.yml")["claims"]}
    return frozenset(sentences)


def unseen(text: str) -> bool:
    """Whether nothing like this was trained on. What is all emoji is compared as it is typed."""
    return plain(text) not in trained() or not plain(text)
