"""Hearing that someone is in distress: a classifier of its own, with the last word on every message.

One question, asked of every message whatever else it is: is this person, or someone they fear for, in need of help now?
It learns from ``data/care.yml`` beside the training sentences, and decides at a threshold low enough to miss few: to
show a helpline once too often does less harm than to pass over a cry for help.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import SVC

from ahp_careers.nlu.components import Stored
from ahp_careers.nlu.featurizer import SentenceVectorFeaturizer, early
from ahp_careers.nlu.importer import DISTRESS

#: How fast the likelihood rises on both sides of the border.
STEEPNESS = 4.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DistressDetector(Stored):
    """Puts the intent ``distress`` first where the sentence is on that side of the border, and takes it away elsewhere.

    A support vector machine with a radial kernel on the encoder's earlier vectors (the last ones know their training
    sentences too well to hear others): wishes to help the desperate and the words of the desperate lie close together,
    and a straight border cannot part them. The model is stored as plain numbers: the support vectors (vectors,
    features), their weights and a bias.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceVectorFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 5.0, "gamma": 4.0, "threshold": -0.2}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        if not -1 < config["threshold"] < 1:
            raise InvalidConfigException(f"The threshold of distress is {config['threshold']}: use one from -1 to 1.")
        super().__init__(config, storage, resource)
        self._vectors: npt.NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._weights: npt.NDArray[np.float32] = np.zeros(0, np.float32)
        self._bias = 0.0

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.features]
        in_distress = [example.get(INTENT) == DISTRESS for example in examples]
        if any(in_distress) and not all(in_distress):
            # There are eight ordinary sentences to one in distress, and to miss one is worse than to be wrong.
            model = SVC(C=self._config["C"], gamma=self._config["gamma"], class_weight={True: 2.0}, random_state=0)
            model.fit(np.vstack([early(example) for example in examples]), in_distress)
            self._vectors = model.support_vectors_.astype(np.float32)
            self._weights, self._bias = model.dual_coef_[0].astype(np.float32), float(model.intercept_[0])
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "model.npz", vectors=self._vectors, weights=self._weights, bias=self._bias)
        return self._resource

    def restore(self, folder: Path) -> None:
        with np.load(folder / "model.npz") as stored:
            self._vectors = stored["vectors"]
            self._weights, self._bias = stored["weights"], float(stored["bias"])

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.features and len(self._weights):
                self._decide(message)
        return messages

    def _decide(self, message: Message) -> None:
        """At the threshold the likelihood is one half."""
        likely = float(1 / (1 + np.exp(-STEEPNESS * (self._side(early(message)) - self._config["threshold"]))))
        ranking = [item for item in message.get(INTENT_RANKING_KEY, []) if item[INTENT_NAME_KEY] != DISTRESS]
        if likely >= 0.5:
            ranking.insert(0, {INTENT_NAME_KEY: DISTRESS, PREDICTED_CONFIDENCE_KEY: likely})
        elif (message.get(INTENT) or {}).get(INTENT_NAME_KEY) != DISTRESS:
            return
        message.set(INTENT, dict(ranking[0]) if ranking else None, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    @cached_property
    def _squares(self) -> npt.NDArray[np.float32]:
        """Shape (vectors,): the squared lengths of the support vectors."""
        return np.asarray((self._vectors**2).sum(axis=1), np.float32)

    def _side(self, vector: npt.NDArray[np.float32]) -> float:
        """How far on the side of distress a sentence lies: the decision function of the support vector machine."""
        distance = self._squares + (vector**2).sum() - 2 * (self._vectors @ vector)
        return float(self._weights @ np.exp(-self._config["gamma"] * distance)) + self._bias
