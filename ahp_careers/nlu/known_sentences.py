"""What was taught is known by heart: a training sentence is always read as what it was given for.

The classifiers before this one weigh a sentence against all others, and now and then decide against the very example
they were given. Here that cannot happen, so whoever adds a sentence to ``data/nlu.yml`` can be sure of it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from ahp_careers.nlu.components import Stored
from ahp_careers.nlu.importer import CARE, FAQ
from ahp_careers.nlu.tokenizer import MASKED_WORDS, GuideTokenizer

#: A sentence known by heart is at least this sure. A frequent question that fits still better may outdo it.
SURE = 0.9


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KnownSentences(Stored):
    """Puts the intent of a training sentence first, whichever job it names. A sentence that was given for two intents
    is left to the classifiers."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._intents: dict[str, str] = {}

    @classmethod
    def required_components(cls) -> list[type]:
        return [GuideTokenizer]

    def train(self, training_data: TrainingData) -> Resource:
        given: dict[str, set[str]] = {}
        for example in training_data.intent_examples:
            if example.get(MASKED_WORDS) and not example.get(FAQ) and not example.get(CARE):
                given.setdefault(_plain(example), set()).add(str(example.get(INTENT)))
        self._intents = {text: next(iter(intents)) for text, intents in given.items() if len(intents) == 1}
        with self._storage.write_to(self._resource) as folder:
            (folder / "known.json").write_text(json.dumps(self._intents), encoding="utf-8")
        return self._resource

    def restore(self, folder: Path) -> None:
        self._intents = json.loads((folder / "known.json").read_text(encoding="utf-8"))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            name = self._intents.get(_plain(message)) if message.get(MASKED_WORDS) else None
            if name is not None:
                _put_first(message, name)
        return messages


def _plain(message: Message) -> str:
    """The sentence with every job the same, as spelling and text-speak were put right."""
    return " ".join(word for word, _, _ in message.get(MASKED_WORDS))


def _put_first(message: Message, name: str) -> None:
    ranking = list(message.get(INTENT_RANKING_KEY, []))
    before = next((item[PREDICTED_CONFIDENCE_KEY] for item in ranking if item[INTENT_NAME_KEY] == name), 0.0)
    first = {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: max(before, SURE)}
    message.set(INTENT, dict(first), add_to_output=True)
    others = [item for item in ranking if item[INTENT_NAME_KEY] != name]
    message.set(INTENT_RANKING_KEY, [first, *others], add_to_output=True)
