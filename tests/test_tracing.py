"""Every fact in content is said by some reply, and the reply shows where it comes from."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ahp_careers import cli, tracing
from ahp_careers.content import counts, loading
from ahp_careers.content.documents import Content, Mistake

ROOT = Path(__file__).resolve().parents[1]
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def content() -> Content:
    return loading.read(ROOT / "content")


@pytest.fixture(scope="module")
def traced(content: Content) -> tuple[list[tracing.Trace], list[Mistake]]:
    return tracing.traces(content, TODAY)


def test_every_fact_is_said_with_its_source(traced: tuple[list[tracing.Trace], list[Mistake]]) -> None:
    found, untold = traced
    assert len(found) > 2000
    assert [str(place) for place in untold] == []
    assert all(trace.sources for trace in found)


def test_a_trace_leads_to_the_line_of_the_fact(traced: tuple[list[tracing.Trace], list[Mistake]]) -> None:
    for trace in traced[0][::97]:
        lines = trace.place.file.read_text("utf-8").splitlines()
        nearby = " ".join(lines[trace.place.line - 1 : trace.place.line + 25])
        assert trace.fact.split()[0] in nearby, trace


def test_totals_count_what_is_there(content: Content) -> None:
    totals = counts.totals(content)
    assert totals["roles"] == len(list((ROOT / "content" / "roles").glob("*.yml")))
    assert totals["frequently asked questions"] >= 90
    assert totals["facts with a source"] > totals["of these in role files"] > 1000


def test_the_report_has_a_line_for_each_role_and_traces_facts(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "--facts", "3", "--seed", "7"]) == 0
    said = capsys.readouterr().out
    assert all(f"\n{path.stem} " in said for path in (ROOT / "content" / "roles").glob("*.yml"))
    assert said.count("  said to: ") == 3
    assert said.count("  stands in: content/") == 3
    assert "  source: " in said
