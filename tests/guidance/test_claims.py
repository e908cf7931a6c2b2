"""What people say they have or lack: how it adds up, how it is corrected, how it is said back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.guidance.claims import ANY, Claim, in_words, level_of, merged, standing

#: The same examples each time, however slow the machine.
STEADY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
GCSES = Claim("gcse")
NO_GCSES = Claim("gcse", "lacks")
NOTHING = Claim(ANY, "lacks")
DEGREE = Claim("degree")
MATHS = Claim("gcse", subject="maths")


def named(value: object) -> str:
    """A short name for a test case."""
    if isinstance(value, Claim):
        return " ".join(str(part) for part in value.to_dict().values())
    if isinstance(value, list):
        return " and ".join(named(item) for item in value) or "nothing"
    return str(value)


@pytest.mark.parametrize(
    ("claim", "level"),
    [
        (GCSES, 2),
        (Claim("gcse", count=5), 2),
        (Claim("gcse", count=4), 1),
        (Claim("gcse", grade="4"), 2),
        (Claim("gcse", grade="C"), 2),
        (Claim("gcse", grade="A*"), 2),
        (Claim("gcse", grade="3"), 1),
        (Claim("gcse", grade="D"), 1),
        (MATHS, 1),
        (Claim("gcse", count=6, subject="maths"), 2),
        (Claim("a_level"), 3),
        (Claim("a_level", subject="art"), 3),
        (Claim("a_level", grade="E"), 3),
        (Claim("nvq", level=2), 2),
        (Claim("nvq", level=3), 3),
        (Claim("degree"), 6),
        (Claim("masters"), 7),
        (Claim(ANY, level=3), 3),
        (Claim(ANY), 0),
        (Claim("a qualification nobody knows"), 0),
    ],
    ids=named,
)
def test_a_claim_is_worth_its_level(knowledge: Knowledge, claim: Claim, level: int) -> None:
    assert level_of(claim, knowledge) == level


@pytest.mark.parametrize(
    ("claims", "level"),
    [
        ([], None),
        ([Claim("gcse", "asked")], None),
        ([NOTHING], 0),
        ([NO_GCSES], 0),
        ([Claim("a_level", "in_progress")], 2),
        ([Claim("gcse", "in_progress")], 0),
        ([Claim("degree", "in_progress")], 5),
        ([GCSES, Claim("a_level", "in_progress")], 2),
        ([NO_GCSES, DEGREE], 6),
        ([GCSES, Claim("a_level")], 3),
        ([Claim("a_level"), GCSES], 3),
    ],
    ids=named,
)
def test_a_person_stands_where_their_highest_qualification_stands(
    knowledge: Knowledge, claims: list[Claim], level: int | None
) -> None:
    assert standing(claims, knowledge) == level


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ([GCSES], [DEGREE], [GCSES, DEGREE]),
        ([GCSES], [NO_GCSES], [NO_GCSES]),
        ([NO_GCSES], [GCSES], [GCSES]),
        ([MATHS], [Claim("gcse", subject="english")], [MATHS, Claim("gcse", subject="english")]),
        ([Claim("gcse", grade="3", subject="maths")], [MATHS], [MATHS]),
        ([GCSES, DEGREE], [NOTHING], [NOTHING]),
        ([NOTHING], [GCSES], [GCSES]),
        ([NOTHING], [Claim("gcse", "in_progress")], [NOTHING, Claim("gcse", "in_progress")]),
        ([GCSES], [Claim("gcse", "asked")], [GCSES]),
        ([], [Claim("degree", "asked")], []),
        ([GCSES], [], [GCSES]),
        ([GCSES], [Claim("gcse", "lacks", supposed=True)], [GCSES]),
        ([], [Claim("gcse", "lacks", supposed=True)], [Claim("gcse", "lacks", supposed=True)]),
    ],
    ids=named,
)
def test_a_later_word_corrects_an_earlier_one(old: list[Claim], new: list[Claim], kept: list[Claim]) -> None:
    assert list(merged(old, new)) == kept


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([NO_GCSES], "no GCSEs"),
        ([NOTHING], "no qualifications"),
        ([Claim("gcse", count=5)], "5 GCSEs"),
        ([Claim("gcse", count=1)], "1 GCSE"),
        ([MATHS], "a GCSE in maths"),
        ([Claim("gcse", "lacks", subject="maths")], "no GCSE in maths"),
        ([Claim("gcse", subject="maths", grade="3")], "a GCSE in maths at grade 3"),
        ([Claim("a_level", "in_progress")], "A levels that you are working towards"),
        ([Claim("gcse", "in_progress", subject="maths")], "a GCSE in maths that you are working towards"),
        ([Claim("degree", "in_progress")], "a degree that you are working towards"),
        ([Claim("other")], "another qualification"),
        ([Claim("other", subject="biology", grade="88")], "another qualification in biology at grade 88"),
        ([Claim("other", "lacks")], "no other qualification"),
        ([Claim(ANY, level=2)], "qualifications at level 2"),
        ([Claim("nvq", level=2)], "an NVQ at level 2"),
        ([Claim("svq")], "an SVQ"),
        ([Claim("hnc")], "an HNC"),
        ([Claim("btec")], "a BTEC"),
        ([NO_GCSES, DEGREE], "no GCSEs and a degree"),
        ([Claim("degree", "lacks")], "no degree"),
        ([GCSES, Claim("gcse", "asked")], "GCSEs"),
    ],
    ids=named,
)
def test_claims_are_said_back_in_plain_words(knowledge: Knowledge, claims: list[Claim], words: str) -> None:
    assert in_words(claims, knowledge) == words


CLAIMS = st.builds(
    Claim,
    qualification=st.sampled_from(["gcse", "a_level", "nvq", "degree", "masters", "t_level", ANY]),
    status=st.sampled_from(["has", "lacks", "in_progress", "asked"]),
    level=st.none() | st.integers(1, 8),
    count=st.none() | st.integers(1, 12),
    grade=st.none() | st.sampled_from(["A*", "C", "D", "9", "4", "3", "1"]),
    subject=st.none() | st.sampled_from(["maths", "english", "art"]),
)


@STEADY
@given(CLAIMS)
def test_a_claim_survives_being_remembered(claim: Claim) -> None:
    assert Claim.from_dict(claim.to_dict()) == claim


@STEADY
@given(old=st.lists(CLAIMS, max_size=5), new=st.lists(CLAIMS, max_size=5))
def test_what_was_said_last_stands_and_nothing_is_kept_twice(old: list[Claim], new: list[Claim]) -> None:
    kept = merged(merged([], old), new)
    assert all(claim.status != "asked" for claim in kept)
    subjects = [(claim.qualification, claim.subject) for claim in kept]
    assert len(subjects) == len(set(subjects))
    told = [claim for claim in new if claim.status != "asked"]
    assert not told or told[-1] in kept
    assert merged(kept, []) == kept


@STEADY
@given(claims=st.lists(CLAIMS, max_size=6))
def test_any_claims_can_be_weighed_and_said_back(knowledge: Knowledge, claims: list[Claim]) -> None:
    level = standing(claims, knowledge)
    assert level is None or 0 <= level <= 8
    words = in_words(claims, knowledge)
    assert "None" not in words
    assert bool(words) == any(claim.status != "asked" for claim in claims)
