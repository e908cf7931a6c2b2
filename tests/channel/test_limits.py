"""One address may take only so many turns a minute; who waits is told for how long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ahp_careers.channel.limits import TurnLimit
from ahp_careers.channel.problems import Problem
from ahp_careers.serving import Guide
from tests.conftest import ROOT, free_port
from tests.talk import Talk

TURNS = 3


def test_the_window_is_full_after_so_many_turns() -> None:
    limit = TurnLimit(TURNS)
    for _ in range(TURNS):
        limit.take("192.0.2.1")
    with pytest.raises(Problem) as caught:
        limit.take("192.0.2.1")
    assert caught.value.status == 429
    assert 1 <= int(caught.value.headers["Retry-After"]) <= 60
    assert caught.value.headers["Retry-After"] in caught.value.detail


def test_each_address_has_a_window_of_its_own() -> None:
    limit = TurnLimit(1)
    limit.take("192.0.2.1")
    limit.take("192.0.2.2")
    limit.take("2001:db8::1")
    with pytest.raises(Problem):
        limit.take("192.0.2.1")


def test_each_server_counts_for_itself() -> None:
    TurnLimit(1).take("192.0.2.1")
    TurnLimit(1).take("192.0.2.1")


def test_nought_means_no_limit() -> None:
    limit = TurnLimit(0)
    for _ in range(1000):
        limit.take("192.0.2.1")


@pytest.fixture(scope="module")
def visitor(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """The first visitor of a guide of its own with a small limit; opening the talk was the first turn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREERS_GUIDE_PORT", str(free_port()))
        patch.setenv("CAREERS_GUIDE_ACTIONS_PORT", str(free_port()))
        patch.setenv("CAREERS_GUIDE_DATA", str(tmp_path_factory.mktemp("limited")))
        patch.setenv("CAREERS_GUIDE_RATE_LIMIT", str(TURNS))
        with Guide(model, ROOT) as running:
            running.wait_until_ready()
            yield Talk(running.address)


def test_a_visitor_has_the_whole_limit_and_no_more(visitor: Talk) -> None:
    """What the guide asks itself when it starts must not come out of a visitor's turns."""
    assert [visitor.post(text="hello").status_code for _ in range(TURNS)] == [200] * (TURNS - 1) + [429]


def limited(visitor: Talk) -> requests.Response:
    """The first answer beyond the limit."""
    answers = (visitor.post(text="hello") for _ in range(TURNS + 1))
    return next(answer for answer in answers if answer.status_code == 429)


def test_who_is_too_quick_is_told_how_long_to_wait(visitor: Talk) -> None:
    answer = limited(visitor)
    assert answer.headers["Content-Type"].split(";")[0] == "application/problem+json"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.json()["status"] == 429
    assert f"{answer.headers['Retry-After']} seconds" in answer.json()["detail"]


def test_a_new_session_or_a_made_up_address_is_no_way_round(visitor: Talk) -> None:
    limited(visitor)
    assert requests.post(f"{visitor.base}/sessions", timeout=60).status_code == 429
    elsewhere = {"X-Forwarded-For": "198.51.100.7", "X-Real-IP": "198.51.100.7", "Forwarded": "for=198.51.100.7"}
    assert requests.post(f"{visitor.base}/sessions", headers=elsewhere, timeout=60).status_code == 429


def test_a_refused_turn_leaves_no_trace_and_reading_goes_on(visitor: Talk) -> None:
    limited(visitor)
    before = visitor.history()
    assert visitor.post(text="this is never heard").status_code == 429
    assert visitor.history() == before
    assert "this is never heard" not in str(before)


def test_deleting_ones_talk_needs_no_turn(visitor: Talk) -> None:
    """The last test here: it ends the talk."""
    limited(visitor)
    assert requests.delete(f"{visitor.base}/session", headers=visitor.headers, timeout=60).status_code == 204
