"""What tests of the trained model share: it is loaded once, and reads each sentence once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent

Read = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def read(model: Path) -> Read:
    """The trained model's reading of a sentence."""
    agent, loop = Agent.load(str(model)), asyncio.new_event_loop()
    return cache(lambda text: loop.run_until_complete(agent.parse_message(text)))


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Prints a line that is seen also when the test passes."""

    def printed(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}", end="", flush=True)

    return printed
