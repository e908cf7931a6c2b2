"""The same training data for the stock pipeline, which learns names from synonyms and has no finder for questions."""

from __future__ import annotations

from typing import Optional

from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.training_data import TrainingData

from ahp_careers.content import loading
from ahp_careers.nlu.importer import CARE, CARE_FILE, FAQ, NO_DISTRESS, ContentImporter, names_of


class StockImporter(ContentImporter):
    """Fills placeholders as the guide does, leaves out the frequently asked questions, and adds every name of every
    job as a synonym, so that a name the stock pipeline finds counts as the job."""

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        self._care = self._content.resolve().parent / CARE_FILE
        data = super().get_nlu_data(language)
        examples = [
            example
            for example in data.training_examples
            if not example.get(FAQ) and not (example.get(CARE) and example.get(INTENT) == NO_DISTRESS)
        ]
        known = names_of(loading.load(self._content))
        synonyms = {name.lower(): value for kind in known.values() for name, value in kind}
        return TrainingData(examples, {**data.entity_synonyms, **synonyms})
