"""The shipped encoder: what it gives, and that what stands beside a sentence never changes it."""

from __future__ import annotations

import numpy as np
import pytest

from ahp_careers.nlu.encoders import DIMENSION, MOST_PIECES, STATUSES, Encoder

SENTENCES = [
    ["what", "does", "this job", "do"],
    ["no", "gcses"],
    ["i", "failed", "maths", "but", "got", "english"],
    ["hi"],
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_a_sentence_becomes_a_unit_vector_and_a_reading_of_each_word(encoder: Encoder) -> None:
    for words, said in zip(SENTENCES, encoder.encode(SENTENCES), strict=True):
        assert said.vector.shape == (DIMENSION,)
        assert np.linalg.norm(said.vector) == pytest.approx(1, abs=1e-4)
        assert said.statuses.shape == (len(words), len(STATUSES))


def test_a_sentence_means_the_same_alone_and_among_others(encoder: Encoder) -> None:
    together = encoder.encode(SENTENCES * 3)
    for words, said in zip(SENTENCES, together, strict=False):
        alone = encoder.encode([words])[0]
        # Numbers are rounded for a batch as a whole, so a little may differ.
        assert float(alone.vector @ said.vector) > 0.99


def test_a_job_of_two_words_is_one_word(encoder: Encoder) -> None:
    one = encoder.encode([["this job", "pays"]])[0]
    assert one.statuses.shape[0] == 2


def test_nothing_said_is_read_as_a_full_stop(encoder: Encoder) -> None:
    nothing, stop = encoder.encode([[], ["."]])
    assert np.allclose(nothing.vector, stop.vector, atol=1e-5)
    assert nothing.statuses.shape == (0, len(STATUSES))


def test_words_past_the_longest_sentence_say_nothing(encoder: Encoder) -> None:
    said = encoder.encode([["maths"] * (MOST_PIECES + 40)])[0]
    assert said.statuses[0].any()
    assert not said.statuses[-1].any()


def test_questions_of_one_kind_lie_closer_than_questions_of_two(encoder: Encoder) -> None:
    pay, wage, register = encoder.encode(
        [
            "what does this job pay".split(),
            "how much would i take home each month".split(),
            "do they have to be on a register".split(),
        ]
    )
    assert pay.vector @ wage.vector > pay.vector @ register.vector
