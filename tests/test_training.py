"""A model is trained anew when, and only when, something it is made from has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ahp_careers import training

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what a model is made from, and of files that have no part in it."""
    monkeypatch.delenv("CAREERS_GUIDE_CONTENT", raising=False)
    folder = tmp_path / "project"
    for name in ("content", "data", "ahp_careers", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("config.yml", "domain.yml", "requirements.lock", "README.md", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def touched(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n# one line more\n")


@pytest.mark.parametrize(
    "file",
    [
        "content/roles/podiatrist.yml",
        "content/quiz.yml",
        "content/uncovered.yml",
        "data/nlu.yml",
        "data/rules.yml",
        "data/text_speak.yml",
        "config.yml",
        "domain.yml",
        "requirements.lock",
        "ahp_careers/nlu/spans.py",
        "ahp_careers/nlu/data/vocab.txt",
    ],
)
def test_a_change_in_what_a_model_is_made_from_asks_for_a_new_model(project: Path, file: str) -> None:
    before = training.model_path(project)
    touched(project / file)
    assert training.model_path(project) != before


@pytest.mark.parametrize(
    "file",
    [
        "docs/intents.md",
        "README.md",
        "endpoints.yml",
        "credentials.yml",
        "ahp_careers/cli.py",
        "ahp_careers/quiz/matching.py",
        "ahp_careers/guidance/facts.py",
        "ahp_careers/channel/widget.py",
    ],
)
def test_a_change_anywhere_else_does_not(project: Path, file: str) -> None:
    before = training.model_path(project)
    touched(project / file)
    assert training.model_path(project) == before


def test_a_new_role_a_lost_one_and_a_renamed_one_ask_for_a_new_model(project: Path) -> None:
    roles = project / "content" / "roles"
    seen = [training.model_path(project)]
    shutil.copy(roles / "podiatrist.yml", roles / "wizard.yml")
    seen.append(training.model_path(project))
    (roles / "wizard.yml").rename(roles / "witch.yml")
    seen.append(training.model_path(project))
    (roles / "witch.yml").unlink()
    assert len(set(seen)) == 3
    assert training.model_path(project) == seen[0]


def test_words_moved_from_one_file_to_another_ask_for_a_new_model(project: Path) -> None:
    """The fingerprint must not be that of all files run together."""
    (project / "data" / "a.yml").write_text("one: 1\ntwo: 2\n", encoding="utf-8")
    (project / "data" / "b.yml").write_text("", encoding="utf-8")
    before = training.model_path(project)
    (project / "data" / "a.yml").write_text("one: 1\n", encoding="utf-8")
    (project / "data" / "b.yml").write_text("two: 2\n", encoding="utf-8")
    assert training.model_path(project) != before


def test_an_edit_undone_needs_no_new_model(project: Path) -> None:
    path = project / "content" / "quiz.yml"
    before, text = training.model_path(project), path.read_bytes()
    touched(path)
    path.write_bytes(text)
    assert training.model_path(project) == before


def test_where_the_project_lies_does_not_matter(project: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(project, tmp_path / "moved.elsewhere")
    assert training.model_path(moved).name == training.model_path(project).name


def test_the_model_lies_under_models_with_no_dot_in_its_name(project: Path) -> None:
    """Rasa cuts a model's name at the first dot."""
    path = training.model_path(project)
    assert path.parent == project / "models"
    name, dot, ending = path.name.partition(".")
    assert name.startswith("guide-")
    assert (dot, ending) == (".", "tar.gz")


def test_content_kept_outside_the_project_counts_too(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CAREERS_GUIDE_CONTENT may name any folder."""
    elsewhere = shutil.copytree(project / "content", tmp_path / "elsewhere")
    monkeypatch.setenv("CAREERS_GUIDE_CONTENT", str(elsewhere))
    before = training.model_path(project)
    touched(elsewhere / "quiz.yml")
    assert training.model_path(project) != before
