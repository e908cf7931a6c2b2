"""What an editor should mend is found, with its file and line, and what is right is left alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ahp_careers import cli
from ahp_careers.content import ageing, checking, loading, model
from ahp_careers.content.reading import Reader
from tests.content.test_loading import change, folder, line_of

__all__ = ["folder"]

TODAY = datetime.date(2026, 11, 23)
ASSISTANT = "roles/podiatry_assistant.yml"
FUNDING = "topics/funding.yml"


def found(folder: Path) -> checking.Report:
    return checking.check(loading.read(folder), TODAY)


#: file, line to break, what it becomes, the line that the report must name, words the report must have.
MISTAKES = {
    "figure without a date": (
        ASSISTANT,
        "  text: About 37.5 hours",
        "  text: Some 1,950 people do this job. About 37.5 hours",
        "hours:",
        ["as_of"],
    ),
    "money without its kind": (
        FUNDING,
        "facts:\n",
        "facts:\n  tea: {title: Tea money, text: Everyone gets £5 for tea., as_of: 2025, source: SOURCE}\n",
        "  tea:",
        ["figure", "funding"],
    ),
    "hard text": (
        ASSISTANT,
        "  text: A podiatry assistant helps",
        "  text: Utilising multidisciplinary collaboration, individuals facilitate comprehensive rehabilitation "
        "interventions for populations experiencing considerable musculoskeletal impairment. They helps",
        "  text: Utilising",
        ["reading age", "shorter sentences"],
    ),
    "a day still to come": (
        ASSISTANT,
        "    checked: 2026-11-22",
        "    checked: 2031-01-01",
        "  mpft:",
        ["still to come"],
    ),
    "nothing is asked, and the statement does not say so": (
        ASSISTANT,
        "    text: There are no set entry requirements",
        "    text: Anyone can start. There are few entry requirements",
        "    text: Anyone",
        ["minimum and statement do not agree"],
    ),
    "American spelling": (
        ASSISTANT,
        "  text: A podiatry assistant helps",
        "  text: A podiatry assistant likes color and helps",
        "  text: A podiatry assistant likes",
        ["'color' is American", "'colour'"],
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "line", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_found(folder: Path, file: str, old: str, new: str, line: str, words: list[str]) -> None:
    path = folder / file
    source = loading.parse(loading.read_document(path), model.TopicFile).sources if file == FUNDING else {}
    change(path, old, new.replace("SOURCE", next(iter(source), "")))
    at = line_of(path, line)
    here = [one.message for one in found(folder).mistakes if one.file == path and abs(one.line - at) <= 1]
    assert any(all(word in message for word in words) for message in here), found(folder).mistakes


def test_the_content_as_it_is_has_no_mistake(folder: Path) -> None:
    assert not found(folder).mistakes


def test_a_role_that_nothing_leads_to_is_a_dead_end(folder: Path) -> None:
    path = folder / "roles" / "podiatry_assistant_practitioner.yml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  routes:\n"), text.index("registration:")
    # All sources of the file, so that none is left over.
    sources = ", ".join(loading.load(folder).roles["podiatry_assistant_practitioner"].sources)
    only_up = f"  routes:\n    - {{kind: work_up, name: Move up, source: [{sources}]}}\n\n"
    path.write_text(text[:start] + only_up + text[end:], encoding="utf-8")

    def dead_ends() -> list[str]:
        return [one.message for one in found(folder).mistakes if "no route leads to" in one.message]

    # The assistant's file says that it leads here.
    assert not dead_ends()
    for role in (folder / "roles").glob("*.yml"):
        if role != path:
            before = role.read_text(encoding="utf-8")
            after = before.replace("podiatry_assistant_practitioner, ", "").replace(
                ", podiatry_assistant_practitioner", ""
            )
            role.write_text(after.replace("[podiatry_assistant_practitioner]", "[]"), encoding="utf-8")
    assert len(dead_ends()) == 1
    assert "'podiatry_assistant_practitioner'" in dead_ends()[0]


def test_an_old_figure_is_a_warning_and_no_mistake(folder: Path) -> None:
    later = checking.check(loading.read(folder), datetime.date(2035, 1, 1))
    pay = [warning for warning in later.warnings if warning.file == folder / "pay.yml"]
    assert len(pay) >= 10
    assert all("18 months" in warning.message for warning in pay)
    assert not later.mistakes


def test_a_text_left_over_from_the_copied_file_is_a_warning(folder: Path) -> None:
    copy = folder / "roles" / "gait_helper.yml"
    text = (folder / ASSISTANT).read_text(encoding="utf-8")
    names = text[text.index("names: [") : text.index("family:")]
    text = text.replace("id: podiatry_assistant", "id: gait_helper", 1).replace(names, "")
    copy.write_text(text.replace("title: Podiatry assistant", "title: Gait helper", 1), encoding="utf-8")
    here = [warning.message for warning in found(folder).warnings if warning.file == copy]
    assert len(here) == 2
    assert all("not of 'Gait helper'" in message for message in here)


@pytest.mark.parametrize(
    ("kind", "as_of", "old"),
    [
        ("pay", "2025-05", False),
        ("pay", "2025-04", True),
        ("funding", "2025-05-23", False),
        ("funding", "2025-04-30", True),
        ("registrants", "2023-11", False),
        ("registrants", "2023-10", True),
        ("pay", "2025", False),
        ("pay", "2024", True),
        ("other", "1990", False),
        (None, "1990", False),
        ("pay", None, False),
    ],
)
def test_how_old_each_kind_may_grow(kind: str | None, as_of: str | None, old: bool) -> None:
    fact = model.Fact.construct(text="x", source=["s"], as_of=as_of, figure=kind)
    assert ageing.is_old(fact, TODAY) == old


def test_an_older_count_kept_for_the_record_is_not_called_old() -> None:
    counts = [
        model.RegisterCount(count=1, by="HCPC", as_of="2015", source="s"),
        model.RegisterCount(count=2, by="HCPC", as_of="2026", source="s"),
    ]
    assert ageing.current(counts) == counts[1:]


@pytest.mark.parametrize(
    ("text", "easy"),
    [
        ("You help people who find it hard to walk. You show them how to move. You cheer them up as well.", True),
        (
            "Comprehensive multidisciplinary rehabilitation necessitates considerable interprofessional communication "
            "alongside sophisticated organisational administration of individual responsibilities and documentation.",
            False,
        ),
        # The long words are names, and names are what a careers guide is about.
        (
            "An occupational therapist may work with an occupational therapy assistant practitioner. The occupational "
            "therapist says what to do. Then the occupational therapy assistant practitioner does it.",
            True,
        ),
    ],
)
def test_reading_age(text: str, easy: bool) -> None:
    reader = Reader(["occupational therapist", "occupational therapy assistant practitioner"])
    age = reader.age(text)
    assert age is not None
    assert (age <= checking.READING_AGE) == easy


def test_a_short_text_has_no_reading_age() -> None:
    assert Reader(["x"]).age("Interprofessional communication.") is None


def test_check_says_every_mistake_and_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAREERS_GUIDE_CONTENT", str(folder))
    assert cli.main(["check"]) == 0
    assert "The content is sound" in capsys.readouterr().out
    change(
        folder / ASSISTANT, "  text: A podiatry assistant helps", "  text: A podiatry assistant likes color and helps"
    )
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().err
    assert f"{folder / ASSISTANT}, line " in said
    assert "'color' is American" in said
