"""People correct themselves: what a later word takes back, and what it leaves standing."""

from __future__ import annotations

import pytest

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import ANY, Claim, in_words, merged, standing
from tests.chat import Chat

GCSES, NO_GCSES = Claim("gcse"), Claim("gcse", "lacks")
MATHS, ENGLISH = Claim("gcse", subject="maths"), Claim("gcse", subject="english")
NO_MATHS = Claim("gcse", "lacks", subject="maths")
DOING_MATHS = Claim("gcse", "in_progress", subject="maths")
DOING_BIOLOGY = Claim("a_level", "in_progress", subject="biology")
DOING_ART = Claim("a_level", "in_progress", subject="art")
A_LEVEL_ART = Claim("a_level", subject="art")
DOING_GCSES = Claim("gcse", "in_progress")
A_LEVELS = Claim("a_level")


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        # "no GCSEs" - "oh, I do have maths"
        ([NO_GCSES], [MATHS], [MATHS]),
        ([NO_GCSES], [MATHS, ENGLISH], [MATHS, ENGLISH]),
        # "I have maths" - "sorry, no GCSEs at all"
        ([MATHS, ENGLISH], [NO_GCSES], [NO_GCSES]),
        # "I failed maths" - "I've got GCSEs now", and the same the other way round: some, but not maths
        ([NO_MATHS], [GCSES], [GCSES]),
        ([GCSES], [NO_MATHS], [GCSES, NO_MATHS]),
        # One subject takes back nothing said of another
        ([ENGLISH], [NO_MATHS], [ENGLISH, NO_MATHS]),
        ([NO_MATHS], [MATHS], [MATHS]),
        # Studied, then passed or failed
        ([DOING_MATHS], [MATHS], [MATHS]),
        ([DOING_MATHS], [NO_MATHS], [NO_MATHS]),
        ([DOING_GCSES], [GCSES], [GCSES]),
        ([DOING_BIOLOGY, DOING_ART], [A_LEVELS], [A_LEVELS]),
        ([DOING_BIOLOGY, DOING_ART], [A_LEVEL_ART], [DOING_BIOLOGY, A_LEVEL_ART]),
        ([Claim("degree", "in_progress")], [Claim("degree", "lacks")], [Claim("degree", "lacks")]),
        # Held, and one more being studied
        ([ENGLISH], [DOING_MATHS], [ENGLISH, DOING_MATHS]),
        ([NO_GCSES], [DOING_MATHS], [NO_GCSES, DOING_MATHS]),
        # Another qualification takes back nothing
        ([NO_GCSES], [A_LEVELS], [NO_GCSES, A_LEVELS]),
        ([DOING_BIOLOGY], [GCSES], [DOING_BIOLOGY, GCSES]),
        # "nothing at all" takes back everything, and anything takes back that
        ([MATHS, A_LEVELS], [Claim(ANY, "lacks")], [Claim(ANY, "lacks")]),
        ([Claim(ANY, "lacks")], [MATHS], [MATHS]),
    ],
)
def test_what_a_later_word_takes_back(first: list[Claim], then: list[Claim], kept: list[Claim]) -> None:
    assert list(merged(first, then)) == kept


def test_the_same_holds_within_one_message() -> None:
    """ "I've no GCSEs, well, I do have maths"."""
    assert merged([], [NO_GCSES, MATHS]) == (MATHS,)


@pytest.mark.parametrize(
    ("first", "then"),
    [(NO_GCSES, MATHS), (MATHS, NO_GCSES), (NO_MATHS, GCSES), (DOING_BIOLOGY, A_LEVELS), (DOING_MATHS, NO_MATHS)],
)
def test_what_was_taken_back_is_not_said_back(knowledge: Knowledge, first: Claim, then: Claim) -> None:
    """ "You told me: no GCSEs and a GCSE in maths" would make anyone doubt the guide."""
    assert in_words(merged([first], [then]), knowledge) == in_words([then], knowledge)


def test_a_supposition_takes_back_nothing() -> None:
    """ "could I do it without GCSEs?" is no confession."""
    assert merged([MATHS], [Claim("gcse", "lacks", supposed=True)]) == (MATHS,)


def test_what_was_passed_counts_for_more_than_what_is_studied(knowledge: Knowledge) -> None:
    studying = merged([], [DOING_BIOLOGY, DOING_ART])
    passed = merged(studying, [A_LEVELS])
    assert (standing(studying, knowledge), standing(passed, knowledge)) == (2, 3)


@pytest.mark.parametrize(
    ("first", "then", "words", "no_more"),
    [
        (NO_GCSES, MATHS, "a GCSE in maths", "no GCSEs"),
        (DOING_BIOLOGY, Claim("a_level", subject="biology"), "an A level in biology", "working towards"),
        (A_LEVELS, Claim("a_level", "lacks"), "no A levels", "You told me: A levels"),
    ],
)
def test_the_next_verdict_goes_by_the_correction(
    knowledge: Knowledge, first: Claim, then: Claim, words: str, no_more: str
) -> None:
    chat = Chat(knowledge)
    chat.say("eligibility", roles=("paramedic",), claims=(first,))
    chat.say("state_qualification", claims=(then,), text="sorry, it is like this")
    said = chat.say("why", text="why?")
    assert words in said
    assert no_more not in said
