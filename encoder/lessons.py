"""What the encoder is taught, as JSON: every training sentence as the guide's own tokenizer hands it on.

Run in the project's environment: ``.venv/bin/python -m encoder.lessons lessons.json``. The file holds a list of

* ``text``: the sentence; in those of an intent every job is "this job", in the others names stay;
* ``intent``, ``faq``, ``distress``: the label of each task, null where the sentence teaches nothing there; a ``faq`` of
  "" is no frequently asked question;
* ``words`` and ``statuses``: for each place (index into the words) where something that may be a qualification stands,
  what is said of it: none, has, lacks or in_progress.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import INTENT, TEXT
from ruamel.yaml import YAML
from spacy.language import Language

from ahp_careers import settings
from ahp_careers.content import loading
from ahp_careers.nlu import spans
from ahp_careers.nlu.claim_details import SCQF_AS_RQF
from ahp_careers.nlu.importer import CARE, DISTRESS, FAQ, ContentImporter
from ahp_careers.nlu.qualification_claims import NONE, Candidate, candidates, places
from ahp_careers.nlu.tokenizer import rules

ROOT = Path(__file__).resolve().parents[1]
#: Of sentences that name a job, this share is also shown with the name as no frequently asked question.
NAMED_SHARE = 0.25
#: In these kinds of sentence people may well say what they have; in all others a subject or "nothing" is no claim.
MAY_CLAIM = frozenset(
    "state_qualification eligibility pathway list_roles entry_requirements my_details forget apprenticeship "
    "about_role quiz_restart out_of_scope progression registration".split()
)


def main(out: str) -> None:
    importer = ContentImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data" / "nlu.yml")])
    examples = list(importer.get_nlu_data().intent_examples)
    yaml = YAML(typ="safe")
    text_speak = yaml.load(ROOT / "data" / "text_speak.yml")
    nlp = rules(loading.load(settings.content_folder()), text_speak, examples)
    lessons = list(sentences(examples, nlp, text_speak))
    claims = yaml.load(ROOT / "data" / "claims.yml")["claims"]
    lessons += [on_qualifications(item, nlp, text_speak) for item in claims]
    Path(out).write_text(json.dumps(lessons), encoding="utf-8")
    print(f"{len(lessons)} lessons, {len(claims)} of them on qualifications, are in {out}.")


def sentences(examples: list[Any], nlp: Language, text_speak: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What each training sentence teaches: an intent, a frequent question, whether somebody is in distress."""
    chance = random.Random(0)
    for example in examples:
        doc = spans.read(nlp, example.get(TEXT))
        plain = spans.spelt_out(doc, text_speak)
        words = spans.masked(doc, text_speak)
        masked = [word for word, _, _ in words]
        intent = example.get(INTENT)
        distress = intent == DISTRESS
        if example.get(FAQ):
            yield _lesson(plain, faq=example.get(FAQ), distress=False)
        elif example.get(CARE):
            yield _lesson(masked, faq="", distress=distress)
        else:
            lesson = _lesson(masked, intent=intent, faq="" if plain == masked else None, distress=distress)
            if intent not in MAY_CLAIM:
                lesson["words"] = masked
                lesson["statuses"] = [[place, NONE] for one in candidates(doc) for place in places(one, words)]
            yield lesson
            if plain != masked and chance.random() < NAMED_SHARE:
                yield _lesson(plain, faq="")


def _lesson(said: list[str], **labels: Any) -> dict[str, Any]:
    text = " ".join(said)
    return {"text": text, "intent": None, "faq": None, "distress": None, "words": None, "statuses": [], **labels}


def on_qualifications(item: dict[str, Any], nlp: Language, text_speak: dict[str, str]) -> dict[str, Any]:
    """What a sentence labelled with its claims teaches: what is said of each qualification in it."""
    doc = spans.read(nlp, item["text"])
    words = spans.masked(doc, text_speak)
    masked = [word for word, _, _ in words]
    found = candidates(doc)
    statuses = [
        [place, status]
        for one, status in zip(found, matched(found, item["claims"]), strict=True)
        for place in places(one, words)
    ]
    return _lesson(masked, faq="", distress=False, words=masked, statuses=statuses)


def matched(found: list[Candidate], claims: list[dict[str, Any]]) -> list[str]:
    """The status of each candidate: that of the claim it fits best, each claim taken once; "none" for the others."""
    statuses = [NONE] * len(found)
    free, left = list(range(len(found))), list(claims)
    for fits in (_same, _same_subject, _same_level, _same_kind):
        rest = []
        for claim in left:
            fitting = [number for number in free if fits(claim, found[number])]
            # Of two that fit, the one that the words beside it speak of in the same way.
            fitting.sort(key=lambda number: (found[number].details["status"] != claim["status"], number))
            if fitting:
                free.remove(fitting[0])
                statuses[fitting[0]] = claim["status"]
            else:
                rest.append(claim)
        left = rest
    return statuses


def _same(claim: dict[str, Any], span: Candidate) -> bool:
    return _same_subject(claim, span) and _same_level(claim, span)


def _same_subject(claim: dict[str, Any], span: Candidate) -> bool:
    subject = claim.get("subject")
    same_kind = claim["qualification"] == span.value or subject is not None
    return bool(same_kind and subject == span.details.get("subject"))


def _same_level(claim: dict[str, Any], span: Candidate) -> bool:
    level = claim.get("level")
    if claim.get("scqf"):
        level = SCQF_AS_RQF.get(level, level)
    return bool(claim["qualification"] == span.value and level == span.details.get("level"))


def _same_kind(claim: dict[str, Any], span: Candidate) -> bool:
    loose = {"any", "other"}
    return bool(claim["qualification"] == span.value or {claim["qualification"], span.value} <= loose)


if __name__ == "__main__":
    main(*sys.argv[1:])
