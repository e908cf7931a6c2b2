"""What is found by rule in a sentence: jobs, fields and nations, qualification claims, likes and dislikes.

Sentences go through the tokeniser that Rasa runs, trained on the real content and then read back from disk.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from ahp_careers.nlu import spans
from ahp_careers.nlu.importer import ContentImporter
from ahp_careers.nlu.tokenizer import DOC, GuideTokenizer

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("role", "role_group", "family", "uncovered", "nation")

# sentence, then each name in it: (entity, value, the words that say it)
NAMED: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("what does a podiatrist do", [("role", "podiatrist", "podiatrist")]),
    ("PARAMEDIC", [("role", "paramedic", "PARAMEDIC")]),
    ("tell me about a trainee podiatrist", [("role", "podiatrist", "trainee podiatrist")]),
    ("are 999 call handlers paid well", [("role", "emergency_medical_dispatcher", "999 call handlers")]),
    # Plurals
    ("what do podiatrists do", [("role", "podiatrist", "podiatrists")]),
    ("how much do OTs earn", [("role", "occupational_therapist", "OTs")]),
    ("foot care assistants", [("role", "podiatry_assistant", "foot care assistants")]),
    # Possessives, with straight and with curly apostrophes
    ("a podiatrist's pay", [("role", "podiatrist", "podiatrist")]),
    ("a podiatrist’s pay", [("role", "podiatrist", "podiatrist")]),
    ("two podiatrists' wages", [("role", "podiatrist", "podiatrists")]),
    ("an OT’s hours", [("role", "occupational_therapist", "OT")]),
    ("a paramedic’s assistant", [("role", "emergency_care_assistant", "paramedic’s assistant")]),
    # Hyphens, which people put in and leave out
    ("Podiatry-Assistant", [("role", "podiatry_assistant", "Podiatry-Assistant")]),
    ("a foot-care assistant", [("role", "podiatry_assistant", "foot-care assistant")]),
    ("a para-medic", [("role", "paramedic", "para-medic")]),
    ("drama-therapy", [("family", "dramatherapy", "drama-therapy")]),
    # The longest name wins: a field is part of many jobs' names
    ("occupational therapy", [("family", "occupational_therapy", "occupational therapy")]),
    (
        "occupational therapy assistant",
        [("role", "occupational_therapy_support_worker", "occupational therapy assistant")],
    ),
    (
        "podiatry assistant practitioner",
        [("role", "podiatry_assistant_practitioner", "podiatry assistant practitioner")],
    ),
    # Misspellings
    ("podietrist", [("role", "podiatrist", "podietrist")]),
    ("how do i become a paramedik", [("role", "paramedic", "paramedik")]),
    ("para medics", [("role", "paramedic", "para medics")]),
    ("ocupational theripist", [("role", "occupational_therapist", "ocupational theripist")]),
    ("podiatry assistent", [("role", "podiatry_assistant", "podiatry assistent")]),
    ("emergancy care assistant", [("role", "emergency_care_assistant", "emergancy care assistant")]),
    ("a radiograper", [("role_group", "radiographer", "radiograper")]),
    ("a physioterapist", [("role", "physiotherapist", "physioterapist")]),
    # Names that mean several jobs, and jobs without facts
    ("ambulance driver", [("role_group", "ambulance_driver", "ambulance driver")]),
    ("what do therapists do", [("role_group", "therapist", "therapists")]),
    ("physios", [("role", "physiotherapist", "physios")]),
    ("opticians", [("uncovered", "optician", "opticians")]),
    ("music therapist", [("role", "music_therapist", "music therapist")]),
    ("orthotist", [("role", "prosthetist_and_orthotist", "orthotist")]),
    ("orthoptist", [("role", "orthoptist", "orthoptist")]),
    ("optometrist", [("uncovered", "optometrist", "optometrist")]),
    (
        "speech & language therapist",
        [("role", "speech_and_language_therapist", "speech & language therapist")],
    ),
    # Several at once, and nations
    (
        "an ECA or an EMT?",
        [("role", "emergency_care_assistant", "ECA"), ("role", "emergency_medical_technician", "EMT")],
    ),
    ("paramedics in Scotland", [("role", "paramedic", "paramedics"), ("nation", "scotland", "Scotland")]),
    ("jobs in Northern-Ireland", [("nation", "northern_ireland", "Northern-Ireland")]),
]

ORDINARY = [
    "what's the weather tomorrow",
    "can you tell me the time",
    "the patients were kind to the assistant",
    "my parents' medicine cabinet",
    "please assist me",
    "is my ankle broken",
    "how do I become a midwife",
    "I work as an assistant",
    "what do parameters do",
    "I have physics A level",
    "I'm scared of the rapist",
    "pass me the salt",
    "occupational health",
    "",
    "?!",
    "👍🏽",
]

# sentence, then each claim: (qualification, status, level, count, subject)
CLAIMS: list[tuple[str, list[tuple[str, str, int | None, int | None, str | None]]]] = [
    ("no GCSEs", [("gcse", "lacks", None, None, None)]),
    ("I haven’t got any GCSEs", [("gcse", "lacks", None, None, None)]),
    ("i havent got any gcses", [("gcse", "lacks", None, None, None)]),
    ("can I be a podiatry assistant without a degree", [("degree", "lacks", None, None, None)]),
    ("I failed maths", [("gcse", "lacks", None, None, "maths")]),
    ("I didn't pass English", [("gcse", "lacks", None, None, "english")]),
    ("no GCSEs, A levels or degree", [(x, "lacks", None, None, None) for x in ("gcse", "a_level", "degree")]),
    ("I have no qualifications", [("any", "lacks", None, None, None)]),
    ("I've got nothing", [("any", "lacks", None, None, None)]),
    ("5 GCSEs at grade 4", [("gcse", "has", None, 5, None)]),
    ("I've got five GCSEs", [("gcse", "has", None, 5, None)]),
    ("I only have English", [("gcse", "has", None, None, "english")]),
    ("only English", [("gcse", "has", None, None, "english")]),
    ("I've got maths and English", [("gcse", "has", None, None, "maths"), ("gcse", "has", None, None, "english")]),
    ("I have GCSE maths", [("gcse", "has", None, None, "maths")]),
    ("BTEC level 3 in health and social care", [("btec", "has", 3, None, "health_and_social_care")]),
    ("BTEC level 3 in health", [("btec", "has", 3, None, None)]),
    ("3 Highers", [("higher", "has", None, 3, None)]),
    ("three A-levels", [("a_level", "has", None, 3, None)]),
    ("a degree in psychology", [("degree", "has", None, None, "psychology")]),
    ("NVQ 2", [("nvq", "has", 2, None, None)]),
    ("NVQ level 2", [("nvq", "has", 2, None, None)]),
    ("I'm doing my A levels", [("a_level", "in_progress", None, None, None)]),
    ("retaking maths", [("gcse", "in_progress", None, None, "maths")]),
    ("no GCSEs but a level 2 NVQ", [("gcse", "lacks", None, None, None), ("nvq", "has", 2, None, None)]),
    ("I have A levels but no degree", [("a_level", "has", None, None, None), ("degree", "lacks", None, None, None)]),
    ("I have GCSEs but failed maths", [("gcse", "has", None, None, None), ("gcse", "lacks", None, None, "maths")]),
]

ASKED = [
    "do I need GCSEs",
    "Do you need a degree or A levels?",
    "would I need maths",
    "must I have English",
    "do you have to have GCSEs to be a paramedic",
    "what GCSEs are needed",
    "is a degree necessary",
    "which qualifications are required",
    "what's a BTEC?",
]

NO_CLAIM = [
    "what do I need",
    "I love maths",
    "I don't like art",
    "I can't stand music",
    "I have no idea",
    "no thanks",
    "there's nothing wrong",
    "I want to help people",
]

# sentence, then each preference: (what it is about, likes, dislikes or neutral)
PREFERENCES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "I love kids and art but hate blood",
        [("groups:children", "likes"), ("trait:creativity", "likes"), ("trait:blood", "dislikes")],
    ),
    ("don't mind nights", [("trait:nights", "neutral")]),
    ("I don’t mind nights", [("trait:nights", "neutral")]),
    ("not bothered about shifts", [("trait:nights", "neutral")]),
    ("not keen on machines", [("trait:machines", "dislikes")]),
    ("can't stand needles", [("trait:blood", "dislikes")]),
    ("I can’t stand needles", [("trait:blood", "dislikes")]),
    ("I can't handle stress", [("trait:emergencies", "dislikes")]),
    ("fine with blood", [("trait:blood", "neutral")]),
    ("nights are fine", [("trait:nights", "neutral")]),
    ("I'm not scared of blood", [("trait:blood", "neutral")]),
    ("blood? no thanks", [("trait:blood", "dislikes")]),
    ("I'm ok with blood but don't want nights", [("trait:blood", "neutral"), ("trait:nights", "dislikes")]),
    ("I don't like art", [("trait:creativity", "dislikes")]),
    ("I do not like hospitals", [("settings:hospital", "dislikes")]),
    ("I'm good with old people", [("groups:older_people", "likes")]),
    ("love music, hate needles", [("trait:creativity", "likes"), ("trait:blood", "dislikes")]),
    ("I want to work with kids without blood", [("groups:children", "likes"), ("trait:blood", "dislikes")]),
]

Read = Any  # a function: sentence -> list of spans


@pytest.fixture(scope="module")
def tokenizers(tmp_path_factory: pytest.TempPathFactory) -> tuple[GuideTokenizer, GuideTokenizer]:
    """The tokeniser as it was trained, and as it is read back from disk."""
    defaults = GuideTokenizer.get_default_config()
    config = {**defaults, "content": str(ROOT / "content"), "text_speak": str(ROOT / "data" / "text_speak.yml")}
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("storage")), Resource("tokenizer")
    context = ExecutionContext(GraphSchema({}))
    trained = GuideTokenizer.create(config, storage, resource, context)
    trained.train(ContentImporter(str(ROOT / "config.yml"), None, [str(ROOT / "data" / "nlu.yml")]).get_nlu_data())
    return trained, GuideTokenizer.load(config, storage, resource, context)


@pytest.fixture(scope="module")
def read(tokenizers: tuple[GuideTokenizer, GuideTokenizer]) -> Read:
    return lambda sentence: found(tokenizers[1], sentence)


def found(tokenizer: GuideTokenizer, sentence: str) -> list[Any]:
    message = Message({TEXT: sentence})
    tokenizer.process([message])
    return spans.found(message.get(DOC))


def of_kind(kind: str, found_spans: list[Any]) -> list[Any]:
    return [span for span in found_spans if span.label_ == kind]


@pytest.mark.parametrize(("sentence", "names"), NAMED, ids=[sentence for sentence, _ in NAMED])
def test_names_are_found_where_they_stand(read: Read, sentence: str, names: list[tuple[str, str, str]]) -> None:
    named = [span for span in read(sentence) if span.label_ in NAMES]
    said = [(span.label_, span.kb_id_, sentence[span.start_char : span.end_char]) for span in named]
    assert said == names


@pytest.mark.parametrize("sentence", ORDINARY)
def test_ordinary_sentences_name_no_job(read: Read, sentence: str) -> None:
    assert [(span.label_, span.kb_id_) for span in read(sentence) if span.label_ in NAMES] == []


@pytest.mark.parametrize(("sentence", "claims"), CLAIMS, ids=[sentence for sentence, _ in CLAIMS])
def test_claims_say_what_one_has_lacks_or_studies(read: Read, sentence: str, claims: list[tuple[Any, ...]]) -> None:
    got = [
        (span.kb_id_, *(span._.details.get(key) for key in ("status", "level", "count", "subject")))
        for span in of_kind("qualification", read(sentence))
    ]
    assert got == claims


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [("5 GCSEs at grade 4", "4"), ("five gcses grade c or above", "C"), ("GCSE maths at grade 5", "5")],
)
def test_a_grade_is_kept_with_its_qualification(read: Read, sentence: str, grade: str) -> None:
    assert [span._.details.get("grade") for span in of_kind("qualification", read(sentence))] == [grade]


def test_a_scottish_level_is_not_taken_for_a_level_of_the_other_nations(read: Read) -> None:
    """SCQF level 6 is level 3 elsewhere; read as level 6 it would be a degree."""
    (claim,) = of_kind("qualification", read("I have an SVQ SCQF level 6"))
    assert claim._.details.get("level") in (None, 3)


@pytest.mark.parametrize("sentence", ASKED)
def test_a_question_about_qualifications_is_no_claim(read: Read, sentence: str) -> None:
    """A claim is remembered for the whole talk: asking what a BTEC is must not give one a BTEC."""
    assert {span._.details["status"] for span in of_kind("qualification", read(sentence))} <= {"asked"}


@pytest.mark.parametrize("sentence", NO_CLAIM)
def test_ordinary_sentences_make_no_claim(read: Read, sentence: str) -> None:
    assert [(span.kb_id_, span._.details) for span in of_kind("qualification", read(sentence))] == []


@pytest.mark.parametrize(("sentence", "preferences"), PREFERENCES, ids=[sentence for sentence, _ in PREFERENCES])
def test_likes_and_dislikes_keep_their_sides(read: Read, sentence: str, preferences: list[tuple[str, str]]) -> None:
    got = [(span.kb_id_, span._.details["status"]) for span in of_kind("preference", read(sentence))]
    assert got == preferences


def test_a_pipeline_read_back_from_disk_finds_the_same(tokenizers: tuple[GuideTokenizer, GuideTokenizer]) -> None:
    def everything(tokenizer: GuideTokenizer, sentence: str) -> list[tuple[Any, ...]]:
        return [(s.label_, s.kb_id_, s.start_char, s.end_char, s._.details) for s in found(tokenizer, sentence)]

    trained, loaded = tokenizers
    sentences = [sentence for sentence, _ in [*NAMED, *CLAIMS, *PREFERENCES]] + ORDINARY
    for sentence in sentences:
        assert everything(loaded, sentence) == everything(trained, sentence), sentence
