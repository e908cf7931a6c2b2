"""The guide's sentence encoder: a sentence in, its vector and a reading of each word out.

It is all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers), taught the guide's own tasks by ``encoder/train.py``
and stored as int8 ONNX in ``data/encoder.onnx``. Here it is frozen: what the guide learns from new sentences is in the
classifiers that read its vectors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import BertWordPieceTokenizer

FOLDER = Path(__file__).parent / "data"
#: BERT's own uncased word pieces (Apache-2.0, see NOTICE).
VOCABULARY, WEIGHTS = FOLDER / "vocab.txt", FOLDER / "encoder.onnx"
DIMENSION = 384
MOST_PIECES = 80
#: So many sentences of one length are read at once in training: more are no faster on two cores.
BATCH = 32
#: What a word may say of a qualification, in the order of the readings.
STATUSES = ("none", "has", "lacks", "in_progress")

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Encoded:
    """``vector`` and ``early``, each of shape (DIMENSION,) and length 1, are the sentence in the last layer, which
    knows the training sentences by heart, and in an earlier one, which keeps more of what words mean elsewhere.
    ``statuses``, shape (words, STATUSES), are unscaled log-likelihoods of what is said of the qualification that the
    word may stand for; words past the longest sentence have zeros."""

    vector: Vector
    early: Vector
    statuses: Vector


class Encoder:
    def __init__(self) -> None:
        # One sentence is too little work to share: more threads only get in the way of other requests.
        self._session = _session(1)
        self._tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
        self._tokenizer.enable_truncation(MOST_PIECES)

    def encode(self, sentences: Sequence[Sequence[str]]) -> list[Encoded]:
        """Read sentences, each given as its words; a sentence without any is read as a full stop."""
        coded = [self._tokenizer.encode(list(words) or ["."], is_pretokenized=True) for words in sentences]
        # Sentences of one length need no padding, and what stands beside a sentence cannot change it.
        alike: dict[int, list[int]] = defaultdict(list)
        for number, pieces in enumerate(coded):
            alike[len(pieces.ids)].append(number)
        # In training there are thousands of sentences and nobody waits: every core reads.
        session = self._session if len(sentences) <= BATCH else _session(0)
        result: dict[int, Encoded] = {}
        for numbers in alike.values():
            for start in range(0, len(numbers), BATCH):
                batch = numbers[start : start + BATCH]
                ids = np.array([coded[number].ids for number in batch], dtype=np.int64)
                given = session.run(["sentence", "early", "statuses"], {"ids": ids})
                for number, vector, early, reading in zip(batch, *given, strict=True):
                    words = _by_word(reading, coded[number].word_ids, len(sentences[number]))
                    result[number] = Encoded(vector, early, words)
        return [result[number] for number in range(len(coded))]


def _session(threads: int) -> onnxruntime.InferenceSession:
    """0 threads are as many as there are cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    return onnxruntime.InferenceSession(str(WEIGHTS), options, providers=["CPUExecutionProvider"])


def _by_word(reading: Vector, places: Sequence[int | None], words: int) -> Vector:
    """The readings of word pieces, shape (pieces, STATUSES), averaged over each word."""
    sums, counts = np.zeros((words, len(STATUSES)), np.float32), np.zeros((words, 1), np.float32)
    for place, piece in zip(places, reading, strict=True):
        if place is not None and place < words:
            sums[place] += piece
            counts[place] += 1
    return sums / np.maximum(counts, 1)


@cache
def encoder() -> Encoder:
    """The encoder, loaded once however many components use it: it holds tens of megabytes."""
    return Encoder()
