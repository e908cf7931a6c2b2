"""What was mentioned in a sentence, as features: two jobs make a comparison likely, a grade makes a claim likely."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from ahp_careers.nlu import spans
from ahp_careers.nlu.tokenizer import DOC, GuideTokenizer

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
class MentionFeaturizer(DenseFeaturizer, GraphComponent):
    """One number a kind of mention, ``weight`` where it occurs and 0 elsewhere: shape (1, number of kinds).

    The vectors beside it have length 1, so the weight says how much a mention counts against the whole sentence.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [GuideTokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "weight": 0.5}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if not 0 < config["weight"] <= 2:
            raise InvalidConfigException(f"The weight of mentions is {config['weight']}: use one between 0 and 2.")

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MentionFeaturizer:
        return cls(config, execution_context.node_name)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            doc = message.get(DOC)
            if doc is not None:
                vector = mentioned(doc) * self._config["weight"]
                message.add_features(
                    Features(vector, FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
                )
        return messages


def mentioned(doc: Doc) -> npt.NDArray[np.float32]:
    """Shape (1, number of kinds): 1 for each kind of thing that is mentioned."""
    found = spans.found(doc)
    kinds = {f"{span.label_}:{status}" if (status := span._.details.get("status")) else span.label_ for span in found}
    if len({span.kb_id_ for span in found if span.label_ in ("role", "role_group", "family")}) > 1:
        kinds.add("several")
    return np.array([[kind in kinds for kind in KINDS]], dtype=np.float32)
