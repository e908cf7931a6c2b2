"""An editor's mistake is reported with its file, its line and what to do, and all mistakes come at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ahp_careers import cli
from ahp_careers.content import loading

CONTENT = Path(__file__).resolve().parents[2] / "content"
PODIATRIST = "roles/podiatrist.yml"
FOLDERS = ("roles", "topics", "faqs")
SINGLE_FILES = sorted(path.name for path in CONTENT.glob("*.yml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real content, to be broken."""
    return shutil.copytree(CONTENT, tmp_path / "content")


@pytest.fixture
def one_role(folder: Path) -> Path:
    """The copy with one role only: enough, and quicker to read, for what is wrong within one file."""
    for path in (folder / "roles").glob("*.yml"):
        if path != folder / PODIATRIST:
            path.unlink()
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace the first ``old`` that begins a line."""
    text = "\n" + path.read_text(encoding="utf-8")
    assert f"\n{old}" in text, f"{path.name} has no line that begins with '{old}': mend this test"
    path.write_text(text.replace(f"\n{old}", f"\n{new}", 1)[1:], encoding="utf-8")


def line_of(path: Path, beginning: str) -> int:
    """The number, from 1, of the first line that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(beginning))


def mistakes(folder: Path) -> list[loading.Mistake]:
    with pytest.raises(loading.ContentError) as caught:
        loading.load(folder)
    return caught.value.mistakes


def assert_reported(folder: Path, file: str, line: int, *words: str) -> None:
    found = mistakes(folder)
    here = [mistake for mistake in found if mistake.file == folder / file and mistake.line == line]
    assert any(all(word in mistake.message for word in words) for mistake in here), [str(one) for one in found]


def test_the_unbroken_copy_is_sound(folder: Path) -> None:
    """Else every other test here would prove nothing."""
    assert loading.load(folder).roles


#: file, line to break, what it becomes, the line the report must name ("" is the first), words the report must have.
WRONG_IN_ITSELF = {
    "unknown key": (PODIATRIST, "hours:", "colour: blue\nhours:", "colour", ["unknown key 'colour'", "spelling"]),
    "unknown key inside": (PODIATRIST, "  minimum:", "  minimun:", "  minimun", ["unknown key 'minimun'"]),
    "missing field": (PODIATRIST, "title: Podiatrist\n", "", "", ["'title' is missing", "the file"]),
    "missing field inside": (PODIATRIST, "  minimum: degree\n", "", "entry:", ["'minimum' is missing", "entry"]),
    "fact without source": (
        PODIATRIST,
        "hours:",
        "hours: {text: Nine to five.}\nold:",
        "hours",
        ["'source' is missing"],
    ),
    "empty list of sources": (
        PODIATRIST,
        "hours:",
        "hours: {text: Nine to five., source: []}\nold:",
        "hours",
        ["hours.source"],
    ),
    "empty text": (PODIATRIST, "title: Podiatrist", 'title: ""', "title", ["'title'", "at least 1"]),
    "unknown level": (PODIATRIST, "level: registered", "level: boss", "level:", ["'level'", "'support'"]),
    "unknown minimum": (PODIATRIST, "  minimum: degree", "  minimum: lots", "  minimum", ["entry.minimum", "'none'"]),
    "unknown regulator": (PODIATRIST, "  regulator: HCPC", "  regulator: me", "  regulator", ["regulator", "'HCPC'"]),
    "trait level too high": (
        PODIATRIST,
        "  outdoors: {level: 0",
        "  outdoors: {level: 7",
        "  outdoors",
        ["traits.outdoors.level", "3"],
    ),
    "address without http": (
        PODIATRIST,
        "sources:",
        "sources:\n  new: {title: T, publisher: P, url: nhs.uk, checked: 2026-11-22}",
        "  new",
        ["sources.new.url", "http"],
    ),
    "home without title": (
        PODIATRIST,
        "sources:",
        'sources:\n  new: {title: T, publisher: P, url: "http://a.uk", checked: 2026-11-22, home: "http://b.uk"}',
        "  new",
        ["home and home_title go together"],
    ),
    "pay upside down": (
        "pay.yml",
        "bands:",
        'bands:\n  - {band: 1, nation: wales, year: "1", low: 2, high: 1, as_of: "1", source: hcas}',
        "  - {band: 1,",
        ["is below low"],
    ),
    "scale question without trait": (
        "quiz.yml",
        "questions:",
        "questions:\n  - {id: odd, kind: scale, ask: What?, why: So.}",
        "  - {id: odd",
        ["names a trait"],
    ),
    "a date in words": (
        PODIATRIST,
        "hours:",
        "hours: {text: Nine to five., source: x, as_of: last May}\nold:",
        "hours",
        ["hours.as_of", "2026-04-01"],
    ),
    "empty after the colon": (PODIATRIST, "family: podiatry", "family:", "family", ["'family'", "is empty"]),
    "a text where a list belongs": (PODIATRIST, "names: [", "names: foot person\nold: [", "names", ["square brackets"]),
    "a number in words": (
        PODIATRIST,
        "  outdoors: {level: 0",
        "  outdoors: {level: none",
        "  outdoors",
        ["traits.outdoors.level", "no whole number"],
    ),
    "too few phrasings": (
        "faqs/getting_in.yml",
        "faqs:",
        "faqs:\n  - {id: few, ask: Why, phrasings: [why, how], answer: So., source: x}",
        "  - {id: few",
        ["has 2 entries", "at least 8"],
    ),
    "tab for spaces": (PODIATRIST, "  minimum: degree", "\tminimum: degree", "\tminimum", ["not valid YAML"]),
    "key twice": (PODIATRIST, "title: Podiatrist", "title: One\ntitle: Two", "title: Two", ["'title' stands twice"]),
}
#: The same, for what is wrong only beside other files.
WRONG_BESIDE_OTHERS = {
    "id unlike the file": (PODIATRIST, "id: podiatrist", "id: foot_wizard", "id:", ["foot_wizard", "podiatrist"]),
    "no such family": (PODIATRIST, "family: podiatry", "family: wizardry", "family", ["'wizardry'", "families.yml"]),
    "no such related role": (PODIATRIST, "related: [", "related: [wizard, ", "related", ["no role 'wizard'"]),
    "no such next role": (PODIATRIST, "  roles: []", "  roles: [wizard]", "  roles", ["no role 'wizard'"]),
    "no such trait": (PODIATRIST, "  outdoors:", "  indoors:", "  indoors", ["no trait 'indoors'", "quiz.yml"]),
    "trait left out": (PODIATRIST, "  outdoors:", "  indoors:", "traits:", ["'outdoors' is missing"]),
    "no such role for an ambiguous name": (
        "ambiguous_names.yml",
        "    roles: [",
        "    roles: [wizard, ",
        "    roles",
        ["no role 'wizard'"],
    ),
    "no such trait for a question": (
        "quiz.yml",
        "    trait: outdoors",
        "    trait: indoors",
        "    trait",
        ["no trait 'indoors'"],
    ),
    "ambiguous name of one role": (
        "ambiguous_names.yml",
        "    names: [",
        "    names: [Podiatrist, ",
        "    names: [",
        ["'Podiatrist'", "also names 'podiatrist'"],
    ),
    "uncovered name of a role": (
        "uncovered.yml",
        "  - ",
        "  - Chiropodist\n  - ",
        "  - ",
        ["'Chiropodist'", "take it"],
    ),
}


@pytest.mark.parametrize("kind", WRONG_IN_ITSELF)
def test_a_line_that_is_wrong_in_itself_is_reported_where_it_is(one_role: Path, kind: str) -> None:
    file, old, new, at, words = WRONG_IN_ITSELF[kind]
    change(one_role / file, old, new)
    assert_reported(one_role, file, line_of(one_role / file, at), *words)


@pytest.mark.parametrize("kind", WRONG_BESIDE_OTHERS)
def test_a_line_that_fits_no_other_file_is_reported_where_it_is(folder: Path, kind: str) -> None:
    file, old, new, at, words = WRONG_BESIDE_OTHERS[kind]
    change(folder / file, old, new)
    assert_reported(folder, file, line_of(folder / file, at), *words)


def test_an_unclosed_quote_is_reported_where_the_parser_gives_up(one_role: Path) -> None:
    change(one_role / PODIATRIST, "title: Podiatrist", 'title: "Podiatrist')
    (found,) = mistakes(one_role)
    assert found.file == one_role / PODIATRIST
    assert found.line >= line_of(found.file, "title:")
    assert "not valid YAML" in found.message


def test_a_name_of_two_roles_is_reported_at_the_names_of_one_and_tells_the_other(folder: Path) -> None:
    change(folder / "roles" / "paramedic.yml", "names: [", "names: [Chiropodist, ")
    (found,) = mistakes(folder)
    assert found.line == line_of(found.file, "names:")
    assert "'chiropodist'" in found.message
    assert "ambiguous_names.yml" in found.message
    other = {"podiatrist.yml": "'paramedic'", "paramedic.yml": "'podiatrist'"}[found.file.name]
    assert other in found.message


@pytest.mark.parametrize(
    "file", [PODIATRIST, *(name for name in SINGLE_FILES if "sources:" in (CONTENT / name).read_text())]
)
def test_an_unknown_source_is_reported_in_every_file_that_states_facts(folder: Path, file: str) -> None:
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("source:"))
    lines[at] = f"{lines[at].split('source:')[0]}source: hearsay"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert_reported(folder, file, at + 1, "no source 'hearsay'", "sources")


def test_text_that_is_not_utf_8_is_reported_for_every_file(folder: Path) -> None:
    paths = [folder / PODIATRIST, *(folder / name for name in SINGLE_FILES)]
    for path in paths:
        path.write_bytes(path.read_bytes() + "# café\n".encode("latin-1"))
    found = {mistake.file: mistake for mistake in mistakes(folder)}
    assert set(found) == set(paths)
    assert all("not UTF-8" in mistake.message and mistake.line == 1 for mistake in found.values())


@pytest.mark.parametrize("file", SINGLE_FILES)
def test_a_missing_file_is_reported(one_role: Path, file: str) -> None:
    (one_role / file).unlink()
    assert_reported(one_role, file, 1, "missing", "put it back")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a list\n", "just words\n"])
def test_a_file_without_keys_is_reported(one_role: Path, text: str) -> None:
    (one_role / PODIATRIST).write_text(text, encoding="utf-8")
    assert_reported(one_role, PODIATRIST, 1, "key: value")


def test_a_date_that_does_not_exist_is_reported(one_role: Path) -> None:
    """The 31st of November is easily typed, and YAML itself trips over it."""
    change(one_role / PODIATRIST, "sources:", "sources:\n  new: {title: T, publisher: P, url: u, checked: 2026-11-31}")
    assert {mistake.file for mistake in mistakes(one_role)} == {one_role / PODIATRIST}


def test_a_control_character_is_reported(one_role: Path) -> None:
    """Text pasted from a word processor may bring one along, unseen."""
    change(one_role / PODIATRIST, "title: Podiatrist", "title: Podia\x0btrist")
    (found,) = mistakes(one_role)
    assert found.file == one_role / PODIATRIST
    assert "not valid YAML" in found.message


@pytest.mark.parametrize("remove", ["files", "folder"])
def test_no_role_at_all_is_reported(folder: Path, remove: str) -> None:
    if remove == "folder":
        shutil.rmtree(folder / "roles")
    else:
        for path in (folder / "roles").glob("*.yml"):
            path.unlink()
    assert_reported(folder, "roles", 1, "no file (*.yml) in this folder")


def test_an_empty_content_folder_is_reported_file_by_file(tmp_path: Path) -> None:
    assert {mistake.file.name for mistake in mistakes(tmp_path)} == {*SINGLE_FILES, *FOLDERS}


def test_a_line_the_guide_needs_for_talk_cannot_be_lost(folder: Path) -> None:
    """Else the loss is found by a person, in mid-talk, as an error."""
    needed = ["which_role", "which_of_these", "uncovered", "fallback_plain", "no_promise", "help"]
    for line in needed:
        change(folder / "talk.yml", f"  {line}:", f"  not_{line}:")
    found = [mistake for mistake in mistakes(folder) if mistake.file == folder / "talk.yml"]
    assert [line for line in needed if any(f"'{line}'" in mistake.message for mistake in found)] == needed


def test_one_spelling_of_two_qualifications_is_reported(folder: Path) -> None:
    """qualifications.yml promises its editor that a spelling stands under one qualification only."""
    path = folder / "qualifications.yml"
    change(path, "    title: A levels", "    title: A levels\n    note_for_this_test: x")
    text = path.read_text(encoding="utf-8").replace("    note_for_this_test: x\n    names: [", "    names: [gcse, ")
    path.write_text(text, encoding="utf-8")
    assert any("gcse" in mistake.message and mistake.file == path for mistake in mistakes(folder))


def test_two_quiz_questions_with_one_id_are_reported(folder: Path) -> None:
    """The second one could never be asked."""
    twice = "questions:\n  - {id: outdoors, kind: scale, trait: nights, ask: Nights?, why: Some do.}"
    change(folder / "quiz.yml", "questions:", twice)
    assert any("outdoors" in one.message and one.file.name == "quiz.yml" for one in mistakes(folder))


def test_every_mistake_in_every_file_is_reported_at_once(folder: Path) -> None:
    change(folder / PODIATRIST, "level: registered", "level: boss")
    change(folder / PODIATRIST, "hours:", "colour: blue\nhours:")
    change(folder / "quiz.yml", "opening:", "opning:")
    (folder / "pay.yml").unlink()
    (folder / "roles" / "paramedic.yml").write_text("id: [", encoding="utf-8")
    found = mistakes(folder)
    assert {mistake.file.name for mistake in found} == {"podiatrist.yml", "quiz.yml", "pay.yml", "paramedic.yml"}
    assert len([mistake for mistake in found if mistake.file.name == "podiatrist.yml"]) == 2


def test_every_dangling_name_is_reported_at_once(folder: Path) -> None:
    change(folder / PODIATRIST, "family: podiatry", "family: wizardry")
    change(folder / PODIATRIST, "related: [", "related: [wizard, ")
    change(folder / "roles" / "paramedic.yml", "family: paramedicine", "family: wizardry")
    change(folder / "uncovered.yml", "  - ", "  - chiropodist\n  - ")
    assert len(mistakes(folder)) == 4


def test_check_tells_the_editor_file_line_and_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder / PODIATRIST, "level: registered", "level: boss")
    monkeypatch.setenv("CAREERS_GUIDE_CONTENT", str(folder))
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().err
    assert f"{folder / PODIATRIST}, line {line_of(folder / PODIATRIST, 'level:')}: 'level'" in said
    assert "Traceback" not in said


def test_check_is_content_with_sound_content(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAREERS_GUIDE_CONTENT", str(folder))
    assert cli.main(["check"]) == 0
    assert f"{len(list((folder / 'roles').glob('*.yml')))} roles" in capsys.readouterr().out


def test_a_file_that_would_never_be_read_is_reported(folder: Path) -> None:
    (folder / "roles" / "podiatrist.yml").rename(folder / "roles" / "podiatrist.yaml")
    assert_reported(folder, "roles/podiatrist.yaml", 1, "end in .yml")


def test_a_band_without_pay_is_reported(folder: Path) -> None:
    change(folder / PODIATRIST, "  start_bands: [", "  start_bands: [22, ")
    assert_reported(folder, PODIATRIST, line_of(folder / PODIATRIST, "  start_bands"), "no band 22")
