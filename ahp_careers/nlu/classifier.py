"""The intent classifier: logistic regression on blocks of equal weight."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.preprocessing import normalize

from ahp_careers.nlu.importer import CARE, FAQ


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ScaledLogisticRegressionClassifier(LogisticRegressionClassifier):
    """Rasa's classifier with two changes that matter when sparse counts meet sentence vectors.

    The stock one stacks raw counts beside unit vectors, so that the counts drown the vectors, and fixes C at 1, which
    leaves so little confidence that the fallback takes nearly everything. Here the counts are scaled to norm 1 and
    weighted (``sparse_weight``), and ``C`` is a setting.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "max_iter": 1000, "C": 10.0, "sparse_weight": 1.0}

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])

    def _create_training_matrix(self, training_data: TrainingData) -> tuple[csr_matrix, list[str]]:
        """Leaves out the frequently asked questions: they are found apart (``frequent_questions``), and as one class of
        a hundred unlike questions they would take from all the others; and what only ``distress`` learns from."""
        others = [e for e in training_data.training_examples if not e.get(FAQ) and not e.get(CARE)]
        return super()._create_training_matrix(TrainingData(others))

    def _create_X(self, messages: list[Message]) -> csr_matrix:
        return feature_matrix(messages, self.config["sparse_weight"])


def feature_matrix(messages: list[Message], sparse_weight: float) -> csr_matrix:
    """Shape (messages, features): the counts' block first, scaled to norm ``sparse_weight``, then the vectors."""
    rows = []
    for message in messages:
        blocks = []
        _, sparse = message.get_sparse_features(attribute=TEXT)
        _, dense = message.get_dense_features(attribute=TEXT)
        if sparse is not None:
            blocks.append(normalize(csr_matrix(sparse.features)) * sparse_weight)
        if dense is not None:
            blocks.append(csr_matrix(dense.features))
        rows.append(hstack(blocks))
    return vstack(rows, format="csr")
