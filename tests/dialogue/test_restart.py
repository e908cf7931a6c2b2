"""A guide that is stopped and started again goes on where it was: nothing of a talk lives in a server's memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from ahp_careers.serving import Guide
from tests.conftest import ROOT, free_port
from tests.talk import Talk


def test_a_half_done_quiz_survives_a_restart(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERS_GUIDE_PORT", str(free_port()))
    monkeypatch.setenv("CAREERS_GUIDE_ACTIONS_PORT", str(free_port()))
    monkeypatch.setenv("CAREERS_GUIDE_DATA", str(tmp_path / "guide"))
    monkeypatch.setenv("CAREERS_GUIDE_RATE_LIMIT", "0")

    with Guide(model, ROOT) as first:
        first.wait_until_ready()
        talk = Talk(first.address)
        talk.press("Help me choose")
        talk.press("A few GCSEs")
        talk.press("Children")
        talk.press("A school")
        open_question = talk.messages[-1]
        assert talk.card("quiz_question")["number"] == 4
        before = talk.history()

    # The same folder, the same ports, two new servers; the page still has its token.
    with Guide(model, ROOT) as second:
        second.wait_until_ready()
        assert talk.history() == before

        talk.say("What hours do paramedics work?")
        assert talk.messages[-1]["card"] == open_question["card"]
        assert talk.messages[-1]["buttons"] == open_question["buttons"]

        # A button from before the restart still counts, as the answer to the question it stood under.
        talk.press("Not for me")
        assert talk.card("quiz_question")["number"] == 5

        # What was answered before the restart counts too.
        talk.say("show me my results")
        reasons = " ".join(reason for match in talk.card("matches")["matches"] for reason in match["reasons"])
        assert "children" in reasons
        assert "school" in reasons
        assert talk.history()[: len(before)] == before
