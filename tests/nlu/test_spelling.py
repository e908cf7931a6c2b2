"""Slips of the fingers are put right; real words, British spellings, names and slang stay as they were typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from ruamel.yaml import YAML

from ahp_careers.content.knowledge import Knowledge
from ahp_careers.nlu import lexicon
from ahp_careers.nlu.english import english
from ahp_careers.nlu.lexicon import SLANG_FROM
from ahp_careers.nlu.spelling import Spelling
from ahp_careers.text import comparable

ROOT = Path(__file__).resolve().parents[2]
#: A few sentences as they stand in data/nlu.yml. "deffo" and "mardy" are said so often that they are words; "helth" is
#: typed as often and is still a slip.
SENTENCES = [
    "what is the salary of this job and how much do they earn in a year",
    "how do I train for it and how long is the training",
    "what hours do they work and when do they start",
    "tell me about the job please, is it for you or not",
    "their career and the people who help them",
    "do I need any experience or qualifications",
    *["deffo want that im not mardy", "is it mardy yeah deffo", "mardy deffo not"],
    *["my helth", "is my helth ok", "helth and care"],
]


@pytest.fixture(scope="module")
def spelling(knowledge: Knowledge) -> Spelling:
    text_speak = YAML(typ="safe").load(ROOT / "data" / "text_speak.yml")
    component = Spelling(spacy.blank("en"))
    component.learn(lexicon.build(knowledge, text_speak, SENTENCES))
    return component


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sallary", "salary"),
        ("helth", "health"),
        ("hospitl", "hospital"),
        ("collige", "college"),
        ("degre", "degree"),
        ("thier", "their"),
        ("peopel", "people"),
        ("carreer", "career"),
        ("scince", "science"),
        ("englsh", "english"),
        ("maffs", "maths"),
        # Two slips in a long word
        ("qualifcatons", "qualifications"),
        ("aprenticship", "apprenticeship"),
        ("exprience", "experience"),
        ("univercty", "university"),
        # A g that is not said
        ("workin", "working"),
        ("trainin", "training"),
        ("retakin", "retaking"),
    ],
)
def test_a_slip_is_put_right(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [pair.split() for pair in "waht what, teh the, hwo how, jbo job, yuo you, wehn when, yaer year".split(", ")],
)
def test_neighbouring_letters_of_a_short_word_change_places(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.meant(typed) == meant


@pytest.mark.parametrize("word", ["thw", "whn", "jb", "hw"])
def test_a_short_word_is_guessed_at_no_further(spelling: Spelling, word: str) -> None:
    """ "thw" may be the, two or how."""
    assert spelling.meant(word) == word


@pytest.mark.parametrize(
    ("typed", "meant", "commoner"),
    [("alied", "allied", "alien"), ("orthopist", "orthoptist", "utopist"), ("podietry", "podiatry", "poetry")],
)
def test_the_guides_own_words_come_first(spelling: Spelling, typed: str, meant: str, commoner: str) -> None:
    assert spelling.meant(typed) == meant != commoner


REAL_WORDS = [
    # As near to a word of the guide's as a slip would be
    *("alien carrier curse nurse nursing ambition physic physics patent diet".split()),
    # British, which American dictionaries lack
    *("colour centre organise specialise behaviour licence practise enrol programme counselling".split()),
    *("paediatric orthopaedic anaesthetic haemophilia anaemia learnt whilst maths".split()),
    # Names of things and places
    *("gcse btec hcpc ucas dbs nhs nvq edinburgh cardiff manchester".split()),
]


@pytest.mark.parametrize("word", REAL_WORDS)
def test_a_real_word_is_left_alone(spelling: Spelling, word: str) -> None:
    assert spelling.meant(word) == word


@pytest.mark.parametrize("word", ["mardy", "innit", "lol", "skint", "knackered", "gutted", "wee", "mam"])
def test_slang_is_left_alone(spelling: Spelling, word: str) -> None:
    assert spelling.meant(word) == word


def test_a_slip_is_no_slang_however_often_it_is_typed(spelling: Spelling) -> None:
    assert sum("helth" in sentence for sentence in SENTENCES) >= SLANG_FROM
    assert spelling.meant("helth") == "health"


@pytest.mark.parametrize("word", ["", "?", "4a", "111", "n't", "c1", "👍🏽", "zzzzzzzz", "x" * 200])
def test_what_is_no_word_or_near_none_is_left_alone(spelling: Spelling, word: str) -> None:
    assert spelling.meant(word) == word


@pytest.mark.parametrize(("short", "meant"), [("deffo", "definitely"), ("pls", "please"), ("uni", "university")])
def test_short_forms_of_one_word_are_spelt_out(spelling: Spelling, short: str, meant: str) -> None:
    assert spelling.meant(short) == meant


def test_in_a_sentence_only_the_slips_change_and_the_text_stays(spelling: Spelling) -> None:
    typed = "Waht qualifcations, pls, for a Podiatrist?"
    doc = spelling(spacy.blank("en")(comparable(typed)))
    assert doc.text == comparable(typed), "offsets are those of what was typed"
    assert [token.norm_ for token in doc] == "what qualifications , please , for a podiatrist ?".split()


def test_read_back_from_disk_it_spells_the_same(spelling: Spelling, tmp_path: Path) -> None:
    spelling.to_disk(tmp_path / "spelling")
    loaded = Spelling(spacy.blank("en")).from_disk(tmp_path / "spelling")
    words = ["sallary", "waht", "helth", "deffo", "mardy", "alied", "retakin", "alien", "4a"]
    assert [loaded.meant(word) for word in words] == [spelling.meant(word) for word in words]


def test_english_knows_words_and_how_common_they_are() -> None:
    words = english()
    assert words["the"] > words["health"] > words["podiatrist"] > 0
    assert not {"sallary", "helth", "deffo", ""} & words.keys()
