"""Training sentences with ``{role}``, ``{roles}`` and ``{family}`` get real names, marked as entities."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from ahp_careers.content.knowledge import Knowledge, spellings
from ahp_careers.nlu.importer import CARE, FAQ, FAQ_INTENT, PLACEHOLDER, BrokenContent, ContentImporter

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = [
    "what does a {role} do",
    "do {roles} work nights",
    "tell me about {family}",
    "{role}",
    "{role} or {role}?",
    "is a {role} above a {role} in {family}, or do {roles} do that",
    "hello there",
]


def training_file(folder: Path, sentences: list[str]) -> Path:
    path = folder / "nlu.yml"
    examples = "".join(f"    - {sentence}\n" for sentence in sentences)
    path.write_text(f'version: "3.1"\nnlu:\n- intent: about_role\n  examples: |\n{examples}', encoding="utf-8")
    return path


def imported(folder: Path, sentences: list[str]) -> list[Message]:
    """The sentences as the importer of the real project hands them to training."""
    path = training_file(folder, sentences)
    everything = ContentImporter(str(ROOT / "config.yml"), None, [str(path)]).get_nlu_data().training_examples
    return [example for example in everything if not example.get(FAQ) and not example.get(CARE)]


def by_template(folder: Path, sentences: list[str]) -> dict[str, str]:
    return dict(zip(sentences, (example.get(TEXT) for example in imported(folder, sentences)), strict=True))


def assert_entities_are_names(example: Message, knowledge: Knowledge) -> None:
    """Each entity's offsets cut out a name, and its value is what that name means."""
    for entity in example.get(ENTITIES, []):
        name = example.get(TEXT)[entity["start"] : entity["end"]].lower()
        if entity["entity"] == "family":
            assert name in {n.lower() for n in knowledge.families[entity["value"]].names}
        else:
            assert entity["entity"] == "role"
            role = knowledge.roles[entity["value"]]
            assert name in {n.lower() for n in (*spellings(role), str(role.plural))}


def test_every_placeholder_becomes_a_name_with_its_place(tmp_path: Path, knowledge: Knowledge) -> None:
    for template, example in zip(SENTENCES, imported(tmp_path, SENTENCES), strict=True):
        assert not PLACEHOLDER.search(example.get(TEXT)), example.get(TEXT)
        kinds = ["family" if match.group(1) == "family" else "role" for match in PLACEHOLDER.finditer(template)]
        assert [entity["entity"] for entity in example.get(ENTITIES, [])] == kinds
        assert_entities_are_names(example, knowledge)


def test_the_words_around_the_names_stay_as_they_are(tmp_path: Path) -> None:
    template = "is a {role} above a {role} in {family}, or do {roles} do that"
    (example,) = imported(tmp_path, [template])
    text, pieces, at = example.get(TEXT), [], 0
    for entity in example.get(ENTITIES):
        pieces.append(text[at : entity["start"]])
        at = entity["end"]
    assert [*pieces, text[at:]] == ["is a ", " above a ", " in ", ", or do ", " do that"]


def test_two_placeholders_in_a_sentence_name_two_things(tmp_path: Path) -> None:
    """A comparison of a job with itself would teach nothing."""
    (example,) = imported(tmp_path, ["{role} or {role}?"])
    first, second = (example.get(TEXT)[e["start"] : e["end"]] for e in example.get(ENTITIES))
    assert first != second


def test_roles_in_the_plural_are_plural(tmp_path: Path, knowledge: Knowledge) -> None:
    (example,) = imported(tmp_path, ["do {roles} work nights"])
    (entity,) = example.get(ENTITIES)
    plural = str(knowledge.roles[entity["value"]].plural).lower()
    assert example.get(TEXT)[entity["start"] : entity["end"]] == plural


def test_different_sentences_get_different_names(tmp_path: Path) -> None:
    """Else the model would see one job only."""
    sentences = [f"question {number} about a {{role}}" for number in range(40)]
    values = {example.get(ENTITIES)[0]["value"] for example in imported(tmp_path, sentences)}
    assert len(values) > 5


def test_a_sentence_gets_the_same_name_wherever_it_stands(tmp_path: Path) -> None:
    """Adding a sentence, or moving one, must not change what all the others teach."""
    first = by_template(tmp_path, SENTENCES)
    moved = by_template(tmp_path, ["a new sentence about {roles}", *reversed(SENTENCES)])
    assert {template: moved[template] for template in SENTENCES} == first


def test_another_run_fills_in_the_same_names(tmp_path: Path) -> None:
    """Training twice on the same files must give the same model, so no name may hang on Python's hash seed."""
    path = training_file(tmp_path, SENTENCES)
    program = (
        "import sys; from ahp_careers.nlu.importer import ContentImporter\n"
        "data = ContentImporter('config.yml', None, [sys.argv[1]]).get_nlu_data()\n"
        "print(*(e.get('text') for e in data.training_examples if not e.get('faq') and not e.get('care')), sep='\\n')"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[-len(SENTENCES) :] == list(by_template(tmp_path, SENTENCES).values())


def test_a_sentence_keeps_what_is_marked_by_hand(tmp_path: Path) -> None:
    marked = 'can a {role} work in [Scotland]{"entity": "nation", "value": "scotland"}'
    (example,) = imported(tmp_path, [marked])
    nations = [entity for entity in example.get(ENTITIES) if entity["entity"] == "nation"]
    assert [example.get(TEXT)[entity["start"] : entity["end"]] for entity in nations] == ["Scotland"]


def test_the_real_training_sentences_are_filled_and_marked(knowledge: Knowledge) -> None:
    data = ContentImporter(str(ROOT / "config.yml"), None, [str(ROOT / "data")]).get_nlu_data()
    assert len(data.training_examples) > 1000
    for example in data.training_examples:
        assert not PLACEHOLDER.search(example.get(TEXT)), example.get(TEXT)
        assert_entities_are_names(example, knowledge)


@pytest.fixture
def broken(tmp_path: Path) -> tuple[Path, int]:
    """A project with an unknown key in one role's file: the file and the key's line."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "config.yml", tmp_path)
    file = tmp_path / "content" / "roles" / "podiatrist.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("level:"))
    file.write_text("\n".join([*lines[: line - 1], "favourite_colour: blue", *lines[line - 1 :]]), encoding="utf-8")
    return file, line


def test_broken_content_is_reported_with_file_and_line(tmp_path: Path, broken: tuple[Path, int]) -> None:
    file, line = broken
    path = training_file(tmp_path, ["what does a {role} do"])
    with pytest.raises(BrokenContent) as caught:
        ContentImporter(str(tmp_path / "config.yml"), None, [str(path)]).get_nlu_data()
    assert f"{file}, line {line}:" in str(caught.value)
    assert "favourite_colour" in str(caught.value)


def test_every_mistake_in_the_content_is_reported_at_once(tmp_path: Path, broken: tuple[Path, int]) -> None:
    (tmp_path / "content" / "pay.yml").unlink()
    path = training_file(tmp_path, ["what does a {role} do"])
    with pytest.raises(BrokenContent) as caught:
        ContentImporter(str(tmp_path / "config.yml"), None, [str(path)]).get_nlu_data()
    assert str(broken[0]) in str(caught.value)
    assert "pay.yml" in str(caught.value)


def test_frequent_questions_are_trained_on_with_their_names(tmp_path: Path, knowledge: Knowledge) -> None:
    path = training_file(tmp_path, ["what does a {role} do"])
    data = ContentImporter(str(ROOT / "config.yml"), None, [str(path)]).get_nlu_data().training_examples
    added = {(example.get(TEXT), example.get(FAQ)) for example in data if example.get("intent") == FAQ_INTENT}
    assert added == {(text, faq.id) for faq in knowledge.faqs.values() for text in (*faq.phrasings, faq.ask)}


def test_nothing_is_added_to_a_file_of_test_sentences(tmp_path: Path) -> None:
    path = training_file(tmp_path, ["what does a podiatrist do"])
    data = ContentImporter(str(ROOT / "config.yml"), None, [str(path)]).get_nlu_data().training_examples
    assert [example.get(TEXT) for example in data] == ["what does a podiatrist do"]
