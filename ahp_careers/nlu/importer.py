"""Training data with the names from ``content/`` filled in.

Sentences in ``data/nlu.yml`` say ``{role}``, ``{roles}`` or ``{family}``; this importer puts real names in their place
and marks them as entities, so that a name is typed once, in content.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional, Union

from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from ahp_careers import settings
from ahp_careers.content import loading
from ahp_careers.content.knowledge import Knowledge

#: Beside the config file.
CARE_FILE = Path("data") / "care.yml"


class BrokenContent(RasaException):
    """The content cannot be used; Rasa's command line prints the reason without a stack trace."""


PLACEHOLDER = re.compile(r"\{(role|roles|family)\}")


#: The intent of every frequently asked question, and the message attribute that says which one it is.
FAQ_INTENT, FAQ = "faq", "faq"
#: The intent of a cry for help, and the attribute of sentences that only the ear for distress learns from.
DISTRESS, CARE = "distress", "care"
#: The intent that ordinary sentences near distress go under, which nothing learns from them.
NO_DISTRESS = "out_of_scope"


class ContentImporter(RasaFileImporter):
    """Rasa's own file importer, with placeholders filled and frequently asked questions added.

    ``content`` is a folder beside the config file; without it, the folder that the settings name is taken.
    """

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[list[str], str]] = None,
        content: Optional[str] = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        beside = Path(config_file or ".").resolve().parent
        self._content = beside / (content or settings.content_folder())
        self._care = beside / CARE_FILE

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """The training sentences, each placeholder replaced by a name, and the phrasings of content/faqs. Raises
        BrokenContent."""
        data = super().get_nlu_data(language)
        if not any(PLACEHOLDER.search(str(example.get(TEXT))) for example in data.training_examples):
            # A file of test sentences: nothing is filled in, and nothing may be added.
            return data
        try:
            knowledge = loading.load(self._content)
        except loading.ContentError as error:
            raise BrokenContent(f"The content has mistakes. Mend them and start again:\n{error}") from None
        names = names_of(knowledge)
        for example in data.training_examples:
            fill(example, names)
        return data.merge(TrainingData([*_frequent_questions(knowledge), *_care(self._care)]))


def _frequent_questions(knowledge: Knowledge) -> Iterator[Message]:
    for faq in knowledge.faqs.values():
        for phrasing in (*faq.phrasings, faq.ask):
            yield Message({TEXT: phrasing, INTENT: FAQ_INTENT, FAQ: faq.id})


def _care(file: Path) -> Iterator[Message]:
    """The sentences of people in distress, and those that are only near it. None where there is no such file."""
    if not file.is_file():
        return
    sentences = YAML(typ="safe").load(file)
    for text in sentences["distress"]:
        yield Message({TEXT: str(text), INTENT: DISTRESS, CARE: True})
    for text in sentences["ordinary"]:
        yield Message({TEXT: str(text), INTENT: NO_DISTRESS, CARE: True})


def fill(example: Message, names: dict[str, list[tuple[str, str]]]) -> None:
    """Replace every placeholder of one example. Which name is taken depends on the sentence alone, so that
    training twice on the same content gives the same model."""
    text = example.get(TEXT)
    if not isinstance(text, str) or not PLACEHOLDER.search(text):
        return
    seed = zlib.crc32(text.encode())
    pieces: list[str] = []
    entities: list[dict[str, Any]] = []
    length = at = 0
    marked = [dict(entity) for entity in example.get(ENTITIES, [])]
    for count, match in enumerate(PLACEHOLDER.finditer(text)):
        kind = match.group(1)
        choices = names[kind]
        name, value = choices[(seed + 7 * count) % len(choices)]
        before = text[at : match.start()]
        start = length + len(before)
        pieces.extend((before, name))
        length = start + len(name)
        entity = "family" if kind == "family" else "role"
        entities.append({"entity": entity, "value": value, "start": start, "end": length})
        # What was marked by hand further on moves along.
        for mark, old in zip(marked, example.get(ENTITIES, []), strict=True):
            if old["start"] >= match.end():
                mark["start"] += len(name) - len(match.group())
                mark["end"] += len(name) - len(match.group())
        at = match.end()
    pieces.append(text[at:])
    example.set(TEXT, "".join(pieces))
    example.set(ENTITIES, sorted([*marked, *entities], key=lambda entity: int(entity["start"])))


def names_of(knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    names: dict[str, list[tuple[str, str]]] = {"role": [], "roles": [], "family": []}
    for role in knowledge.roles.values():
        names["role"].extend((name, role.id) for name in (role.title.lower(), *role.names))
        names["roles"].append((str(role.plural).lower(), role.id))
    for family in knowledge.families.values():
        names["family"].extend((name, family.id) for name in family.names)
    return names
