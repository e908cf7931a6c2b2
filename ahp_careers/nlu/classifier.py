"""The intent classifier: logistic regression on the sentence's vector and on what is mentioned in it."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from ahp_careers.nlu.importer import CARE, FAQ


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LogisticRegressionClassifier):
    """Rasa's classifier with the strength of regularisation as a setting.

    The stock one fixes C at 1, which leaves so little confidence on unit vectors that the fallback takes nearly
    everything.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "max_iter": 1000, "C": 10.0}

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])

    def _create_training_matrix(self, training_data: TrainingData) -> tuple[csr_matrix, list[str]]:
        """Leaves out the frequently asked questions: they are found apart (``frequent_questions``), and as one class of
        a hundred unlike questions they would take from all the others; and what only ``distress`` learns from."""
        others = [e for e in training_data.training_examples if not e.get(FAQ) and not e.get(CARE)]
        return super()._create_training_matrix(TrainingData(others))

    def _create_X(self, messages: list[Message]) -> Any:
        """Shape (messages, features): the vectors of all featurizers side by side."""
        return np.vstack([message.get_dense_features(attribute=TEXT)[1].features[0] for message in messages])
