"""What is said of each qualification in a sentence: the words beside it and the sentence as a whole decide together.

``qualification_claims`` finds everything that may be claimed and reads the words beside it by rule; the encoder has
learnt from labelled sentences (``data/claims.yml``) what a word in its sentence says. The rule's reading counts as much
as ``rule_weight`` in log-likelihood.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import log_softmax
from spacy.tokens import Doc, Span

from ahp_careers.nlu.components import Untrained
from ahp_careers.nlu.encoders import STATUSES
from ahp_careers.nlu.featurizer import STATUSES_SAID
from ahp_careers.nlu.finding import GROUP, found
from ahp_careers.nlu.qualification_claims import NONE, OTHERS, QUALIFICATION, Candidate, candidates, places
from ahp_careers.nlu.tokenizer import DOC, MASKED_WORDS

#: What the rules say of a qualification that is only asked about.
ASKED = "asked"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ClaimReader(Untrained):
    """Gives each candidate its status, and keeps in the document those of which something is said."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"rule_weight": 1.5}

    def __init__(self, config: dict[str, Any]) -> None:
        if config["rule_weight"] < 0:
            raise InvalidConfigException(f"rule_weight is {config['rule_weight']}: use 0 or more.")
        super().__init__(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(STATUSES_SAID) is not None:
                read(
                    message.get(DOC), message.get(MASKED_WORDS), message.get(STATUSES_SAID), self._config["rule_weight"]
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data


def read(doc: Doc, words: list[tuple[str, int, int]], said: npt.NDArray[np.float32], rule_weight: float) -> None:
    """Replace the claims that the rules made by those that rules and sentence agree on.

    ``words`` are the masked words with their place in the text, ``said`` their readings, shape (words, statuses).
    """
    named = candidates(doc)
    if not named:
        return
    kept = [span for span in found(doc) if span.label_ != QUALIFICATION]
    likes = {token.i for span in kept for token in span}
    claims = []
    for candidate in named:
        others = candidate.details.get(OTHERS, False)
        status = NONE if others else _status(candidate, words, said, rule_weight)
        by_rule = candidate.details["status"]
        if by_rule == NONE and status != NONE and any(token.i in likes for token in candidate.place):
            # "I love art": taken for a liking already.
            continue
        if status == NONE:
            # A qualification asked about is still what the question is about.
            status = ASKED if by_rule != NONE else NONE
        if status != NONE:
            claims.append(_claim(doc, candidate, status))
    doc.spans[GROUP] = [*kept, *claims]


def _status(
    candidate: Candidate, words: list[tuple[str, int, int]], said: npt.NDArray[np.float32], rule_weight: float
) -> str:
    here = places(candidate, words)
    likely = log_softmax(said[here].mean(axis=0)) if here else np.zeros(len(STATUSES))
    by_rule = candidate.details["status"]
    likely[STATUSES.index(NONE if by_rule == ASKED else by_rule)] += rule_weight
    return STATUSES[int(np.argmax(likely))]


def _claim(doc: Doc, candidate: Candidate, status: str) -> Span:
    details = {**candidate.details, "status": status}
    details.pop(OTHERS, None)
    if status != candidate.details["status"]:
        details.pop("supposed", None)
    span = Span(doc, candidate.place.start, candidate.place.end, label=QUALIFICATION, kb_id=candidate.value)
    span._.details = details
    return span
