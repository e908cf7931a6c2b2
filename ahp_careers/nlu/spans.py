"""The rule-based pipeline: what a sentence is about, found by four spaCy components on a blank English pipeline.

Built from a :class:`~ahp_careers.nlu.lexicon.Lexicon`; no downloaded model. Each component puts its findings into
``doc.spans["guide"]``: a span's label is the entity, its ``kb_id_`` the value, and ``span._.details`` holds what else
was said of it.
"""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ahp_careers.nlu.career_names import CareerNames
from ahp_careers.nlu.finding import found
from ahp_careers.nlu.lexicon import Lexicon
from ahp_careers.nlu.preferences import Preferences
from ahp_careers.nlu.qualification_claims import QualificationClaims
from ahp_careers.nlu.spelling import Spelling
from ahp_careers.text import comparable

__all__ = ["build", "found", "load", "masked", "read", "spelt_out"]


# spaCy reads these annotations when a factory is registered, so none in this file may be postponed.
@Language.factory("spelling")
def _spelling(nlp: Language, name: str) -> Spelling:
    return Spelling(nlp)


@Language.factory("career_names")
def _career_names(nlp: Language, name: str) -> CareerNames:
    return CareerNames(nlp)


@Language.factory("qualification_claims")
def _qualification_claims(nlp: Language, name: str) -> QualificationClaims:
    return QualificationClaims(nlp)


@Language.factory("preferences")
def _preferences(nlp: Language, name: str) -> Preferences:
    return Preferences(nlp)


def build(lexicon: Lexicon) -> Language:
    """A blank English pipeline that knows the lexicon. Save with ``to_disk``, restore with :func:`load`."""
    nlp = spacy.blank("en")
    for name in ("spelling", "career_names", "qualification_claims", "preferences"):
        nlp.add_pipe(name).learn(lexicon)
    return nlp


def load(path: Path) -> Language:
    """Restore a pipeline that was saved with ``to_disk``."""
    return spacy.load(path)


def read(nlp: Language, text: str) -> Doc:
    """Run the pipeline. Token and span offsets are those of ``text``."""
    return nlp(comparable(text))


def spelt_out(doc: Doc, text_speak: dict[str, str]) -> list[str]:
    """The words as they were said, names and all, with text-speak spelt out."""
    spelt = (text_speak.get(token.norm_, token.norm_) for token in doc if not token.is_space)
    return [word for word in spelt if word]


def masked(doc: Doc, text_speak: dict[str, str]) -> list[tuple[str, int, int]]:
    """The sentence with every role and field named the same: (word, start, end), offsets in characters.

    An intent is a kind of question, whichever role it is about; so the classifier sees "what does this job do".
    Text-speak is spelt out ("u" -> "you"): the sentence encoders were trained on ordinary spelling.
    """
    job = "this job"
    # Jobs without facts keep their names: most belong to other fields, and the name is what tells.
    stand_in = {"role": job, "role_group": job, "family": "this field"}
    replaced = {span.start: span for span in found(doc) if span.label_ in stand_in}
    words: list[tuple[str, int, int]] = []
    at = 0
    while at < len(doc):
        span = replaced.get(at)
        if span is not None:
            words.append((stand_in[span.label_], span.start_char, span.end_char))
            at = span.end
            continue
        token = doc[at]
        if not token.is_space:
            words.append((text_speak.get(token.norm_, token.norm_), token.idx, token.idx + len(token)))
        at += 1
    return [word for word in words if word[0]]
