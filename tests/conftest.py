"""What tests share: the real content, one trained model, and a real guide (both servers) on ports of its own."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ahp_careers import serving, training
from ahp_careers.content import loading
from ahp_careers.content.knowledge import Knowledge
from tests.talk import Talk

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return loading.load(ROOT / "content")


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the files as they are; trained here if `make train` has not done it."""
    path = training.model_path(ROOT)
    return path if path.is_file() else training.train(ROOT, print)


@pytest.fixture(scope="session")
def guide_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Settings of the guide under test: free ports, a folder of its own, no rate limit."""
    values = {
        "CAREERS_GUIDE_PORT": str(free_port()),
        "CAREERS_GUIDE_ACTIONS_PORT": str(free_port()),
        "CAREERS_GUIDE_DATA": str(tmp_path_factory.mktemp("guide")),
        "CAREERS_GUIDE_RATE_LIMIT": "0",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        yield values


@pytest.fixture(scope="session")
def guide(model: Path, guide_settings: dict[str, str]) -> Iterator[serving.Guide]:
    """A running guide: Rasa with the trained model, the action server, SQLite. One for the whole test run."""
    with serving.Guide(model, ROOT) as running:
        running.wait_until_ready()
        yield running


@pytest.fixture
def talk(guide: serving.Guide) -> Talk:
    """A fresh conversation with the running guide."""
    return Talk(guide.address)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first, so that a mistake shows before the servers start."""
    order = {"dialogue": 1, "channel": 1, "browser": 2}
    items.sort(key=lambda item: order.get(item.path.parent.name, 0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("CI", "").lower() != "true":
        terminalreporter.write_line(f"{len(skipped)} tests were skipped; the reasons stand above.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With CI=true a skip is a failure: nothing may go untested there unnoticed."""
    report = yield
    if os.environ.get("CI", "").lower() == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"
    return report
