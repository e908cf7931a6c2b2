"""Which of the frequently asked questions a message may be: logistic regression over sentence vectors.

Here the names of jobs stay in the sentence ("is a radiographer the same as a radiologist"), while for the intent they
are all alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from ahp_careers.nlu.components import Stored
from ahp_careers.nlu.encoders import encoder
from ahp_careers.nlu.featurizer import SentenceVectorFeaturizer, both, sentence_vector
from ahp_careers.nlu.importer import FAQ
from ahp_careers.nlu.tokenizer import IS_PART, MASKED_WORDS, PLAIN_WORDS, GuideTokenizer

#: What a parsed message says of the frequently asked questions: [{"name": id, "confidence": 0 to 1}, ...].
RANKING = "faq_ranking"
#: Of all that is no frequently asked question one sentence in so many is learnt from, and counts for as many: less than
#: half the time, and the same answers.
THINNED = 3
#: The class of all that is no frequently asked question. It takes its share of the confidence and is never named.
NONE = ""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrequentQuestionFinder(Stored):
    """Ranks the frequently asked questions for each message, whatever its intent; who reads the ranking decides.

    A confidence over 0.5 says that the message is more likely this question than all others and anything else together.

    The model is a matrix and a vector, stored as plain numbers: shape (questions, features) and (questions,).
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [GuideTokenizer, SentenceVectorFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "C": 10.0,
            "max_iter": 300,
            # Ten times coarser than scikit-learn's own: a third of the time, and the same answers.
            "tol": 0.001,
            "ranking_length": 5,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._encoder = encoder()
        self._names: list[str] = []
        self._weights: npt.NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._bias: npt.NDArray[np.float32] = np.zeros(0, np.float32)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the questions from the phrasings in content, and from the other sentences what is none of them."""
        phrasings = [example for example in training_data.intent_examples if example.get(FAQ)]
        others = [example for example in training_data.intent_examples if not example.get(FAQ)][::THINNED]
        examples = [*phrasings, *others]
        names = [example.get(FAQ) or NONE for example in examples]
        if phrasings and others:
            settings = {name: self._config[name] for name in ("C", "max_iter", "tol")}
            model = LogisticRegression(**settings, random_state=0)
            weights = [1.0] * len(phrasings) + [float(THINNED)] * len(others)
            model.fit(self._vectors(examples), names, weights)
            self._names = list(model.classes_)
            self._weights, self._bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
            if len(self._names) == 2:
                # Of two classes scikit-learn keeps one row, that of the second.
                self._weights = np.vstack([np.zeros_like(self._weights), self._weights])
                self._bias = np.hstack([np.zeros_like(self._bias), self._bias])
        with self._storage.write_to(self._resource) as folder:
            np.savez(
                folder / "model.npz", names=np.array(self._names, dtype=str), weights=self._weights, bias=self._bias
            )
        return self._resource

    def restore(self, folder: Path) -> None:
        with np.load(folder / "model.npz") as stored:
            self._names = stored["names"].tolist()
            self._weights, self._bias = stored["weights"], stored["bias"]

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            # To encode a part's names too would cost more time than it tells.
            too_dear = message.get(IS_PART) and not _names_none(message)
            if message.get(PLAIN_WORDS) is not None and self._names and not too_dear:
                message.set(RANKING, self._ranked(self._vectors([message])[0]), add_to_output=True)
        return messages

    def _ranked(self, vector: npt.NDArray[np.float32]) -> list[dict[str, Any]]:
        sure = softmax(self._weights @ vector + self._bias)
        best = [at for at in np.argsort(-sure) if self._names[at] != NONE][: self._config["ranking_length"]]
        return [{"name": self._names[at], "confidence": float(sure[at])} for at in best]

    def _vectors(self, messages: list[Message]) -> npt.NDArray[np.float32]:
        """The encoder's unit vectors of the sentences with their names, shape (messages, features)."""
        named = [message for message in messages if not _names_none(message)]
        encoded = iter(self._encoder.encode([message.get(PLAIN_WORDS) for message in named]))
        # Where no job was named, the featurizer has read this very sentence.
        return np.vstack([sentence_vector(m) if _names_none(m) else both(next(encoded)) for m in messages])


def _names_none(message: Message) -> bool:
    """Whether no job was named, so that the masked sentence is the sentence itself."""
    return bool(message.get(PLAIN_WORDS) == [word for word, _, _ in message.get(MASKED_WORDS)])
