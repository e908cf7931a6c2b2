"""What was mentioned in a sentence, as features: two jobs make a comparison likely, a grade makes a claim likely."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from spacy.tokens import Doc

from ahp_careers.nlu import spans
from ahp_careers.nlu.featurizer import SentenceFeaturizer
from ahp_careers.nlu.tokenizer import DOC

#: What can be mentioned; with a status where one is said of it. "several" is more than one job.
KINDS = (
    "role",
    "several",
    "role_group",
    "family",
    "uncovered",
    "term",
    "nation",
    *(f"qualification:{status}" for status in ("has", "lacks", "in_progress", "asked")),
    *(f"preference:{status}" for status in ("likes", "dislikes", "neutral")),
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MentionFeaturizer(SentenceFeaturizer):
    """One number a kind of mention, ``weight`` where it occurs and 0 elsewhere: shape (1, number of kinds).

    The vectors beside it have length 1, so the weight says how much a mention counts against the whole sentence.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**SentenceFeaturizer.get_default_config(), "weight": 0.5}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if not 0 < config["weight"] <= 2:
            raise InvalidConfigException(f"The weight of mentions is {config['weight']}: use one between 0 and 2.")

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            doc = message.get(DOC)
            if doc is not None:
                self.add(message, mentioned(doc) * self._config["weight"])
        return messages


def mentioned(doc: Doc) -> npt.NDArray[np.float32]:
    """Shape (number of kinds,): 1 for each kind of thing that is mentioned."""
    found = spans.found(doc)
    kinds = {f"{span.label_}:{status}" if (status := span._.details.get("status")) else span.label_ for span in found}
    if len({span.kb_id_ for span in found if span.label_ in ("role", "role_group", "family")}) > 1:
        kinds.add("several")
    return np.array([kind in kinds for kind in KINDS], dtype=np.float32)
