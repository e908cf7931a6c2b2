"""How well the guide understands sentences nobody trained on: one table, and a page with the confusions.

Trains the guide's pipeline and the stock one, each in a process of its own, and reads the same held-out sentences with
both. Writes reports/nlu.html and reports/nlu.json, and prints the marks. A pipeline for which nothing has changed since
an earlier run is not trained again: the stock one takes more than an hour.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from jinja2 import Environment, FileSystemLoader

from ahp_careers import training
from benchmarks.nlu import scoring
from benchmarks.nlu.measure import MODEL
from benchmarks.nlu.scoring import Reading

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "reports"
PIPELINES = {"ours": ROOT / "config.yml", "stock": ROOT / "benchmarks" / "nlu" / "stock.yml"}
CLAIM = ("qualification", "status", "level")
WHOLE_CLAIM = (*CLAIM, "subject", "grade", "count")
WORST = 10


@dataclass(frozen=True)
class Mark:
    """One figure, and what it must reach; ``most`` where less is better. ``goal`` is None where none is set."""

    title: str
    value: float
    goal: float | None
    most: bool = False
    unit: str = ""

    @property
    def reached(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value <= self.goal if self.most else self.value >= self.goal

    @property
    def shown(self) -> str:
        return (
            f"{self.value:,.0f} {self.unit}" if self.unit in ("s", "MiB") else f"{self.value:.3f} {self.unit}".strip()
        )


def main() -> int:
    """Measure, write the page, print the marks. 0 where all of ours are reached, else 1."""
    results = {name: _measured(name, config) for name, config in PIPELINES.items()}
    marks = {name: marks_of(result) for name, result in results.items()}
    REPORTS.mkdir(exist_ok=True)
    figures = {name: {mark.title: mark.value for mark in given} for name, given in marks.items()}
    (REPORTS / "nlu.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (REPORTS / "nlu.html").write_text(_page(results, marks), encoding="utf-8")
    width = max(len(mark.title) for mark in marks["ours"])
    print(f"{'':{width}}  {'ours':>12}  {'stock':>12}  mark")
    for ours, stock in zip(marks["ours"], marks["stock"], strict=True):
        goal = "" if ours.goal is None else f"{'at most' if ours.most else 'at least'} {ours.goal:g}"
        verdict = {True: "reached", False: "MISSED", None: ""}[ours.reached]
        print(f"{ours.title:{width}}  {ours.shown:>12}  {stock.shown:>12}  {goal} {verdict}".rstrip())
    print("The page is reports/nlu.html.")
    return 0 if all(mark.reached is not False for mark in marks["ours"]) else 1


def _measured(name: str, config: Path) -> dict[str, Any]:
    """The readings of one pipeline; those of an earlier run where nothing has changed that they depend on."""
    kept = REPORTS / f"measured-{name}-{training.fingerprint(_depends_on(config))}.json"
    if kept.is_file():
        print(f"Nothing has changed for {name} since {kept.relative_to(ROOT)}: its figures are taken from there.")
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    print(f"Training and testing: {name} ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        _run(name, "train", str(config), folder)
        out = Path(folder) / "read.json"
        _run(name, "read", f"{folder}/{MODEL}.tar.gz", str(out))
        told = json.loads((Path(folder) / "trained.json").read_text(encoding="utf-8"))
        told |= json.loads(out.read_text(encoding="utf-8"))
    REPORTS.mkdir(exist_ok=True)
    kept.write_text(json.dumps(told), encoding="utf-8")
    return dict(told)


def _run(name: str, *arguments: str) -> None:
    command = [sys.executable, "-m", "benchmarks.nlu.measure", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=_environment(), check=False)
    if done.returncode:
        sys.exit(f"Measuring {name} failed:\n{(done.stdout + done.stderr)[-3000:]}")


def _depends_on(config: Path) -> Iterator[tuple[str, Path]]:
    """Everything that a pipeline learns from and is measured on; for the guide's, its components too."""
    yield config.name, config
    folders = [(ROOT / "content", "*.yml"), (ROOT / "tests" / "nlu" / "held_out", "*.yml")]
    if config == PIPELINES["ours"]:
        folders += [(ROOT / "data", "*.yml"), (ROOT / "ahp_careers" / "nlu", "*.py")]
        folders += [(ROOT / "ahp_careers" / "nlu" / "data", "*")]
    else:
        folders += [(ROOT / "data", "nlu.yml"), (ROOT / "data", "care.yml"), (config.parent, "stock.py")]
    for folder, pattern in folders:
        for path in sorted(folder.rglob(pattern)):
            yield str(path.relative_to(ROOT)), path


def _environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL": "ERROR"}


def marks_of(result: dict[str, Any]) -> list[Mark]:
    """Every figure of one pipeline, in the order of the table."""
    read: dict[str, list[Reading]] = result["read"]
    intents = read["intents"]
    clean = [item for item in intents if not item["noisy"]]
    noisy = [item for item in intents if item["noisy"]]
    names_clean = [item for item in read["names"] if not item["noisy"]]
    misspelt = [item for item in read["names"] if item["noisy"]]
    times = [item["ms"] for item in intents]
    scores = scoring.intent_scores(intents)
    claims, distress, ordinary = read["claims"], read["distress"], read["ordinary"]
    caught = scoring.share(ordinary, _heard)
    return [
        Mark(f"intent macro F1 ({len(intents)} sentences)", scoring.macro_f1(intents), 0.92),
        Mark(f"  clean ({len(clean)})", scoring.macro_f1(clean), None),
        Mark(f"  noisy ({len(noisy)})", scoring.macro_f1(noisy), None),
        Mark("intent accuracy", scoring.accuracy(intents), None),
        Mark("out_of_scope F1", scores["out_of_scope"]["f1"], 0.85),
        Mark(f"names F1, clean ({len(names_clean)})", scoring.names_f1(names_clean), 0.97),
        Mark(f"names F1, misspelt ({len(misspelt)})", scoring.names_f1(misspelt), 0.93),
        Mark("names F1 in the sentences above", scoring.names_f1(intents), None),
        Mark(f"claims F1: what, level, has or lacks ({len(claims)})", scoring.claims_f1(claims, CLAIM), 0.93),
        Mark("claims F1 with subject, grade and count", scoring.claims_f1(claims, WHOLE_CLAIM), None),
        Mark(f"distress recall ({len(distress)})", scoring.share(distress, _heard), 0.97),
        Mark(f"ordinary taken for distress ({len(ordinary)})", caught, 0.02, True),
        Mark("parse time p50", float(np.percentile(times, 50)), None, True, "ms"),
        Mark("parse time p95", float(np.percentile(times, 95)), 25.0, True, "ms"),
        Mark("training time", result["training_seconds"], None, True, "s"),
        Mark("memory of the process", result["memory_mib"], None, True, "MiB"),
    ]


def _heard(item: Reading) -> bool:
    return bool(item["intent"] == "distress")


def confusions(readings: list[Reading]) -> list[tuple[str, str, list[str]]]:
    """(meant, read as, sentences), the commonest first."""
    wrong = [item for item in readings if item["intent"] != item["meant"]["intent"]]
    pairs = Counter((item["meant"]["intent"], item["intent"]) for item in wrong)
    return [
        (meant, said, [i["text"] for i in wrong if (i["meant"]["intent"], i["intent"]) == (meant, said)])
        for (meant, said), _ in pairs.most_common()
    ]


def _page(results: dict[str, dict[str, Any]], marks: dict[str, list[Mark]]) -> str:
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    ours, stock = results["ours"]["read"]["intents"], results["stock"]["read"]["intents"]
    stock_scores = scoring.intent_scores(stock)
    rows = [
        (name, score, stock_scores[name])
        for name, score in sorted(scoring.intent_scores(ours).items(), key=lambda pair: pair[1]["f1"])
    ]
    return templates.get_template("report.html").render(
        marks=list(zip(marks["ours"], marks["stock"], strict=True)),
        intents=rows,
        worst=confusions(ours)[:WORST],
        others=confusions(ours)[WORST:],
        heatmap=_heatmap(ours),
        missed=[item["text"] for item in results["ours"]["read"]["distress"] if not _heard(item)],
        caught=[item["text"] for item in results["ours"]["read"]["ordinary"] if _heard(item)],
    )


def _heatmap(readings: list[Reading]) -> str:
    """An SVG: rows are what was meant, columns what it was read as, dark is often."""
    matplotlib.use("svg")
    from matplotlib import pyplot

    meant = sorted({item["meant"]["intent"] for item in readings})
    columns = [*meant, *sorted({item["intent"] for item in readings} - set(meant))]
    counts = np.zeros((len(meant), len(columns)))
    for item in readings:
        counts[meant.index(item["meant"]["intent"]), columns.index(item["intent"])] += 1
    figure, axes = pyplot.subplots(figsize=(13, 12))
    axes.imshow(counts / counts.sum(axis=1, keepdims=True), cmap="Greys")
    axes.set_xticks(range(len(columns)), columns, rotation=90)
    axes.set_yticks(range(len(meant)), meant)
    axes.set_xlabel("read as")
    axes.set_ylabel("meant")
    figure.tight_layout()
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    pyplot.close(figure)
    text = drawn.getvalue()
    return text[text.index("<svg") :]


if __name__ == "__main__":
    sys.exit(main())
