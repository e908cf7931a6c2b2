"""What the spaCy pipeline found, as Rasa entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_ROLE,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
)
from rasa.shared.nlu.training_data.message import Message

from ahp_careers.nlu import spans
from ahp_careers.nlu.components import Untrained
from ahp_careers.nlu.tokenizer import DOC, GuideTokenizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GuideEntityExtractor(Untrained, EntityExtractorMixin):
    """Entities role, role_group, family, uncovered, nation, term, qualification and preference.

    A qualification's or preference's status (has, lacks, likes ...) is the entity's ``role`` in Rasa's sense; level,
    count, grade and subject stand beside it under their own names.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [GuideTokenizer]

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            doc = message.get(DOC)
            if doc is not None:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *map(_entity, spans.found(doc))], add_to_output=True)
        return messages


def _entity(span: Any) -> dict[str, Any]:
    details = dict(span._.details)
    entity = {
        ENTITY_ATTRIBUTE_TYPE: span.label_,
        ENTITY_ATTRIBUTE_VALUE: span.kb_id_,
        ENTITY_ATTRIBUTE_START: span.start_char,
        ENTITY_ATTRIBUTE_END: span.end_char,
        EXTRACTOR: GuideEntityExtractor.__name__,
    }
    if "status" in details:
        entity[ENTITY_ATTRIBUTE_ROLE] = details.pop("status")
    return {**entity, **details}
