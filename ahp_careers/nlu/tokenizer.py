"""Rasa's tokeniser for the guide: runs the rule-based spaCy pipeline once a message and keeps what it found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rasa.shared.utils.io
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML
from spacy.language import Language

from ahp_careers import settings
from ahp_careers.content import loading
from ahp_careers.content.knowledge import Knowledge
from ahp_careers.nlu import lexicon, spans
from ahp_careers.nlu.components import Stored
from ahp_careers.nlu.importer import FAQ

#: Message attributes set here for the components that follow; they never leave the NLU.
DOC, MASKED_WORDS, PLAIN_WORDS = "guide_doc", "guide_masked_words", "guide_plain_words"
#: Set on a message that is part of the one before it, see ``parts``.
IS_PART = "guide_part"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class GuideTokenizer(Stored, Tokenizer):
    """Tokens in which every role name is the same word; the spaCy document rides along on the message.

    Training reads names from the content folder and stores them in the model: at run time nothing is read.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # None: the folder that the settings name.
            "content": None,
            "text_speak": "data/text_speak.yml",
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        Stored.__init__(self, config, storage, resource)
        Tokenizer.__init__(self, config)
        self._nlp: Language | None = None
        self._text_speak: dict[str, str] = {}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Changed content means training again, also where no training sentence changed."""
        config = {**cls.get_default_config(), **config}
        files = [*sorted(_content(config).rglob("*.yml")), Path(config["text_speak"])]
        return rasa.shared.utils.io.deep_container_fingerprint([file.read_text(encoding="utf-8") for file in files])

    def train(self, training_data: TrainingData) -> Resource:
        """Build the pipeline from content and store it. Raises ContentError on broken content."""
        knowledge = loading.load(_content(self._config))
        text_speak = YAML(typ="safe").load(Path(self._config["text_speak"]))
        self._nlp = rules(knowledge, text_speak, training_data.intent_examples)
        with self._storage.write_to(self._resource) as folder:
            self._nlp.to_disk(folder / "spacy")
            (folder / "text_speak.json").write_text(json.dumps(text_speak), encoding="utf-8")
        return self._resource

    def restore(self, folder: Path) -> None:
        self._nlp = spans.load(folder / "spacy")
        self._text_speak = json.loads((folder / "text_speak.json").read_text(encoding="utf-8"))

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        if self._nlp is None:
            raise RuntimeError("GuideTokenizer was used before it was trained or loaded; run `rasa train` first.")
        doc = spans.read(self._nlp, message.get(attribute))
        words = spans.masked(doc, self._text_speak)
        if attribute == TEXT:
            message.set(DOC, doc)
            message.set(MASKED_WORDS, words)
            message.set(PLAIN_WORDS, spans.spelt_out(doc, self._text_speak))
        # Rasa needs at least one token, also of a sentence of spaces alone.
        return [Token(word, start, end) for word, start, end in words] or [Token("_", 0, 0)]


def _content(config: dict[str, Any]) -> Path:
    return Path(config["content"]) if config["content"] else settings.content_folder()


def rules(knowledge: Knowledge, text_speak: dict[str, str], examples: Iterable[Message]) -> Language:
    """The rule-based pipeline that knows the content, and the words of the training sentences."""
    # Phrasings of frequently asked questions are left out: they hold misspelt names that stay misspelt names.
    sentences = [_without_entities(example) for example in examples if not example.get(FAQ)]
    return spans.build(lexicon.build(knowledge, text_speak, sentences))


def _without_entities(example: Message) -> str:
    """The sentence without the names in it: what is left are words people use for other things."""
    text = example.get(TEXT)
    for entity in sorted(example.get("entities", []), key=lambda e: -int(e["start"])):
        text = text[: entity["start"]] + text[entity["end"] :]
    return str(text)
