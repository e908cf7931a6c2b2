"""Whole conversations through the real guide: the channel, Rasa's agent and the action server.

Each file in ``talks/`` holds conversations. A turn says or presses something, and tells what the answer must hold:
``has`` (every one), ``any`` (at least one), ``not`` (none), ``offers`` (buttons). Case does not matter. ``intent`` is
what was meant; it is there to see that everything people can say has a conversation that goes on after it. ``not_yet``
tells what the guide makes of a turn instead, where it does not manage it yet: the turn is said all the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.talk import Talk

TALKS = [
    talk for file in sorted((Path(__file__).parent / "talks").glob("*.yml")) for talk in YAML(typ="safe").load(file)
]
DOMAIN = YAML(typ="safe").load(Path(__file__).resolve().parents[2] / "domain.yml")
#: Never typed: the opening, and a pressed answer of the quiz.
NOT_SAID = {"welcome", "quiz_answer"}
LEAST_TALKS = 120
#: So many turns are not managed yet. It may only become fewer.
NOT_YET = 40


@pytest.mark.parametrize("script", TALKS, ids=[talk["talk"] for talk in TALKS])
def test_a_talk_goes_as_it_should(talk: Talk, script: dict[str, Any]) -> None:
    said: list[str] = []
    for turn in script["turns"]:
        answer = talk.say(turn["say"]) if "say" in turn else talk.press(turn["press"])
        if "not_yet" in turn:
            continue
        said.append(f"> {turn.get('say') or turn['press']}\n{answer}\n[{' | '.join(talk.buttons())}]")
        assert not _wrong(turn, answer, talk.buttons()), "\n\n".join([*said, str(_wrong(turn, answer, talk.buttons()))])


def _wrong(turn: dict[str, Any], answer: str, buttons: list[str]) -> list[str]:
    """What an answer lacks or should not hold."""
    text, titles = _plain(answer), [_plain(title) for title in buttons]
    problems = [f"lacks: {wanted}" for wanted in turn.get("has", []) if _plain(wanted) not in text]
    if turn.get("any") and not any(_plain(wanted) in text for wanted in turn["any"]):
        problems.append(f"lacks all of: {turn['any']}")
    problems += [f"holds: {unwanted}" for unwanted in turn.get("not", []) if _plain(unwanted) in text]
    offers = [wanted for wanted in turn.get("offers", []) if not any(_plain(wanted) in title for title in titles)]
    return [*problems, *(f"does not offer: {wanted}" for wanted in offers)]


def _plain(text: object) -> str:
    return str(text).lower().replace("’", "'").replace("**", "")


def test_there_are_enough_talks_each_of_another_name() -> None:
    names = [talk["talk"] for talk in TALKS]
    assert len(set(names)) == len(names) >= LEAST_TALKS


def test_after_everything_people_can_say_some_talk_goes_on() -> None:
    followed = {turn.get("intent") for talk in TALKS for turn in talk["turns"][:-1]}
    intents = {next(iter(item)) if isinstance(item, dict) else item for item in DOMAIN["intents"]}
    assert intents - NOT_SAID - followed == set()


def test_what_is_not_managed_yet_becomes_less() -> None:
    assert sum("not_yet" in turn for talk in TALKS for turn in talk["turns"]) <= NOT_YET
