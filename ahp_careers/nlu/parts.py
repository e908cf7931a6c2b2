"""Two questions in one message: each part goes through the same pipeline beside the whole.

The splitter stands first in the pipeline and the gatherer last. Between them every component sees the parts as
messages of their own, and what it finds there is found the same way as anywhere else.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from ahp_careers.nlu.components import Untrained
from ahp_careers.nlu.frequent_questions import RANKING
from ahp_careers.nlu.splitting import parts
from ahp_careers.nlu.tokenizer import IS_PART

#: What a parsed message says of its parts: each as Rasa would have parsed it alone, with at most so many readings.
PARTS = "parts"
MOST_READINGS = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageSplitter(Untrained):
    """Puts the parts of a message behind it, as messages of their own."""

    def process(self, messages: list[Message]) -> list[Message]:
        result: list[Message] = []
        for message in messages:
            result.append(message)
            result.extend(Message({TEXT: part, IS_PART: True}) for part in parts(message.get(TEXT) or ""))
        return result


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PartGatherer(Untrained):
    """Takes the parts out again and keeps what was understood of each with the whole."""

    def process(self, messages: list[Message]) -> list[Message]:
        result: list[Message] = []
        for message in messages:
            if message.get(IS_PART):
                whole = result[-1]
                whole.set(PARTS, [*whole.get(PARTS, []), _understood(message)], add_to_output=True)
            else:
                result.append(message)
        return result


def _understood(part: Message) -> dict[str, Any]:
    return {
        TEXT: part.get(TEXT),
        INTENT: part.get(INTENT),
        INTENT_RANKING_KEY: part.get(INTENT_RANKING_KEY, [])[:MOST_READINGS],
        ENTITIES: part.get(ENTITIES, []),
        RANKING: part.get(RANKING, [])[:MOST_READINGS],
    }
