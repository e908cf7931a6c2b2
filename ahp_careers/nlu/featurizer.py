"""Sentence vectors as Rasa features."""

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
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from ahp_careers.nlu.encoders import DIMENSION, Encoded, encoder
from ahp_careers.nlu.tokenizer import MASKED_WORDS, GuideTokenizer

#: The alias of the sentence vector in config.yml.
ENCODER = "encoder"
#: Message attribute: what each masked word says of a qualification, shape (words, statuses).
STATUSES_SAID = "guide_statuses"


class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """A featurizer that gives a sentence one vector, of shape (1, dimension), and its words none."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [GuideTokenizer]

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        return cls(config, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector to each message. Written by each featurizer."""
        raise NotImplementedError

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def add(self, message: Message, vector: npt.NDArray[np.float32]) -> None:
        """Add a vector of shape (dimension,) as the sentence's feature."""
        alias = self._config[FEATURIZER_CLASS_ALIAS]
        message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, alias))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(SentenceFeaturizer):
    """A sentence's two unit vectors side by side, and for ``claim_reader`` what each word says of a qualification.

    Reads the masked sentence, in which every role has the same name.
    """

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to set."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(config, name)
        self._encoder = encoder()

    def process(self, messages: list[Message]) -> list[Message]:
        spoken = [message for message in messages if message.get(MASKED_WORDS) is not None]
        encoded = self._encoder.encode([[word for word, _, _ in message.get(MASKED_WORDS)] for message in spoken])
        for message, said in zip(spoken, encoded, strict=True):
            self.add(message, both(said))
            message.set(STATUSES_SAID, said.statuses)
        return messages


def both(said: Encoded) -> npt.NDArray[np.float32]:
    """Shape (2 * DIMENSION,): the vector of the last layer, then the earlier one's."""
    return np.hstack([said.vector, said.early])


def early(message: Message) -> npt.NDArray[np.float32]:
    """The earlier layer's vector of the masked sentence, shape (DIMENSION,)."""
    return sentence_vector(message)[DIMENSION:]


def sentence_vector(message: Message) -> npt.NDArray[np.float32]:
    """The encoder's two vectors of the masked sentence, shape (2 * DIMENSION,)."""
    _, dense = message.get_dense_features(attribute=TEXT, featurizers=[ENCODER])
    return np.asarray(dense.features[0], np.float32)
