"""Scores of one pipeline's readings. F1 is 2TP / (2TP + FP + FN); macro F1 is the mean over the intents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from sklearn.metrics import precision_recall_fscore_support

from ahp_careers.nlu.claim_details import SCQF_AS_RQF
from benchmarks.nlu.sentences import NAMED

Reading = dict[str, Any]
#: Subjects the sentences name otherwise than content does; those content does not know stand as none.
_SUBJECTS = {"pe": "sport", "it": "computing", "other": None}
_UNKNOWN_SUBJECTS = {"history", "geography", "business", "religious_studies", "design_technology", "food", "dance"}


def intent_scores(readings: list[Reading]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and number of sentences of every intent, by its name. A fallback is a miss."""
    meant, said = [item["meant"]["intent"] for item in readings], [item["intent"] for item in readings]
    labels = sorted(set(meant))
    scores = precision_recall_fscore_support(meant, said, labels=labels, zero_division=0)
    return {
        label: {"precision": p, "recall": r, "f1": f, "sentences": int(n)}
        for label, p, r, f, n in zip(labels, *scores, strict=True)
    }


def macro_f1(readings: list[Reading]) -> float:
    return float(np.mean([score["f1"] for score in intent_scores(readings).values()]))


def accuracy(readings: list[Reading]) -> float:
    return float(np.mean([item["meant"]["intent"] == item["intent"] for item in readings]))


def names_f1(readings: list[Reading]) -> float:
    """F1 of the jobs and fields named, each counted once a sentence."""
    return _f1(
        (Counter(item["meant"]["names"] or ()), Counter({e["value"] for e in item["entities"] if e["entity"] in NAMED}))
        for item in readings
    )


def claims_f1(readings: list[Reading], fields: tuple[str, ...]) -> float:
    """F1 of the claims made, equal where all ``fields`` are. What was only asked is no claim."""
    return _f1((_claims(item["meant"]["claims"], fields), _claims(_claimed(item), fields)) for item in readings)


def share(readings: list[Reading], holds: Callable[[Reading], bool]) -> float:
    return float(np.mean([holds(item) for item in readings]))


def _claimed(item: Reading) -> list[dict[str, Any]]:
    found = [entity for entity in item["entities"] if entity["entity"] == "qualification"]
    return [
        {**entity, "qualification": entity["value"], "status": entity.get("role")}
        for entity in found
        if entity.get("role") != "asked"
    ]


def _claims(claims: Iterable[dict[str, Any]] | None, fields: tuple[str, ...]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(str(_field(claim, name)) for name in fields) for claim in claims or ())


def _field(claim: dict[str, Any], name: str) -> Any:
    value = claim.get(name)
    if name == "level" and claim.get("scqf"):
        return SCQF_AS_RQF.get(int(str(value)), value)
    if name == "subject":
        value = _SUBJECTS.get(str(value), value)
        return None if value in _UNKNOWN_SUBJECTS else value
    return value


def _f1(pairs: Iterable[tuple[Counter[Any], Counter[Any]]]) -> float:
    hits = misses = 0
    for meant, found in pairs:
        both = sum((meant & found).values())
        hits += both
        misses += sum(meant.values()) + sum(found.values()) - 2 * both
    return 2 * hits / (2 * hits + misses) if hits else 0.0
