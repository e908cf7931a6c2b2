"""``make run`` as its user sees it: it starts and ends in order, and what goes wrong is said in plain words.

The command runs as a process of its own, with both real servers under it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from ahp_careers import training
from ahp_careers.serving import Guide
from tests.conftest import ROOT, free_port
from tests.talk import Talk

#: For what takes seconds at most: a test that fails must not hang.
PATIENCE = 240


class Command:
    """``careers-guide`` with ports and a folder of its own; what it prints is read as it comes."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.port, self.actions_port = free_port(), free_port()
        own = {
            "CAREERS_GUIDE_PORT": str(self.port),
            "CAREERS_GUIDE_ACTIONS_PORT": str(self.actions_port),
            "CAREERS_GUIDE_DATA": str(folder),
            "CAREERS_GUIDE_RATE_LIMIT": "0",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ahp_careers.cli", *arguments],
            cwd=ROOT,
            env={**os.environ, **own, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.out: list[str] = []
        self.err: list[str] = []
        self._readers = [
            threading.Thread(target=lambda: self.out.extend(self.process.stdout)),
            threading.Thread(target=lambda: self.err.extend(self.process.stderr)),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_for(self, words: str) -> None:
        """Return once a line with these words was printed."""
        until = time.monotonic() + PATIENCE
        while not any(words in line for line in self.out):
            assert self.process.poll() is None, "".join(self.out + self.err)
            assert time.monotonic() < until, "".join(self.out + self.err)
            time.sleep(0.1)

    def ended(self) -> tuple[int, str, str]:
        """Exit code, standard output and standard error, once the command has ended."""
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join()
        return code, "".join(self.out), "".join(self.err)

    def servers(self) -> dict[str, int]:
        """The process ids of the servers it started: "rasa" and "rasa_sdk"."""
        return {words[words.index("-m") + 1]: pid for pid, words in children(self.process.pid).items()}


def children(parent: int) -> dict[int, list[str]]:
    """The processes that one process has started: their ids and command lines."""
    pids = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0") for pid in pids}


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Callable[..., Command]]:
    """Starts commands, and ends what a failed test left running."""
    started: list[Command] = []

    def start(*arguments: str, **settings: str) -> Command:
        started.append(Command(tmp_path / "guide", *arguments, **settings))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.send_signal(signal.SIGTERM)
            one.ended()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content outside the project."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex((host, port)) != 0


def is_alive(pid: int) -> bool:
    """Whether a process still runs; one that has ended but was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def assert_plain(said: str) -> None:
    assert "Traceback" not in said
    assert 'File "' not in said


@pytest.mark.parametrize("name", ["CAREERS_GUIDE_PORT", "CAREERS_GUIDE_ACTIONS_PORT"])
def test_a_busy_port_is_named_with_the_setting_that_moves_it(
    model: Path, command: Callable[..., Command], name: str
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, _, err = command("run", **{name: str(port)}).ended()
    assert code == 1
    assert_plain(err)
    assert len(err.strip().splitlines()) == 1, err
    assert f"Port {port} " in err
    assert f"{name} " in err
    # The example can be copied as it stands.
    assert re.search(rf"\b{name}=\d+ make run", err)


def test_a_high_busy_port_is_not_answered_with_an_impossible_one(model: Path, command: Callable[..., Command]) -> None:
    with socket.socket() as other:
        port = next(port for port in range(65535, 64535, -1) if bound(other, port))
        other.listen()
        code, _, err = command("run", CAREERS_GUIDE_PORT=str(port)).ended()
    assert code == 1
    assert all(0 < int(number) <= 65535 for number in re.findall(r"CAREERS_GUIDE_PORT=(\d+)", err)), err


def bound(probe: socket.socket, port: int) -> bool:
    try:
        probe.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("CAREERS_GUIDE_PORT", "abc"), ("CAREERS_GUIDE_PORT", "70000"), ("CAREERS_GUIDE_ACTIONS_PORT", "0")),
        *(("CAREERS_GUIDE_RATE_LIMIT", "-1"), ("CAREERS_GUIDE_SESSION_HOURS", "1.5")),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(command: Callable[..., Command], name: str, value: str) -> None:
    code, _, err = command("run", **{name: value}).ended()
    assert code == 1
    assert_plain(err)
    assert name in err
    assert f"'{value}'" in err


@pytest.mark.parametrize("arguments", ["run", "check", "train"])
def test_broken_content_is_reported_with_file_and_line(
    command: Callable[..., Command], content: Path, arguments: str
) -> None:
    file = content / "roles" / "podiatrist.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("level:"))
    file.write_text("\n".join([*lines[: line - 1], "favourite_colour: blue", *lines[line - 1 :]]), encoding="utf-8")
    code, out, err = command(arguments, CAREERS_GUIDE_CONTENT=str(content)).ended()
    assert code == 1
    assert_plain(out + err)
    assert f"{file}, line {line}:" in err
    assert "favourite_colour" in err


def test_content_may_lie_outside_the_project(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAREERS_GUIDE_CONTENT takes any folder; and other content is another model."""
    monkeypatch.setenv("CAREERS_GUIDE_CONTENT", str(content))
    before = training.model_path(ROOT)
    with (content / "talk.yml").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert training.model_path(ROOT) != before


def test_ctrl_c_ends_both_servers_and_is_no_failure(model: Path, command: Callable[..., Command]) -> None:
    running = command("run")
    running.wait_for("The guide is ready")
    assert any(running.address in line for line in running.out), "the line one opens the page from"
    servers = running.servers()
    assert set(servers) == {"rasa", "rasa_sdk"}
    assert Talk(running.address).say("What does a podiatrist do?")
    # Neither server can be reached from outside this machine: 127.0.0.2 stands for any other address.
    assert is_free(running.port, "127.0.0.2")
    assert is_free(running.actions_port, "127.0.0.2")
    assert not is_free(running.port)

    running.process.send_signal(signal.SIGINT)
    code, out, err = running.ended()
    assert code == 0
    assert "The guide has stopped." in out
    assert_plain(out + err)
    assert [name for name, pid in servers.items() if is_alive(pid)] == []
    assert is_free(running.port)
    assert is_free(running.actions_port)


def test_a_supervisor_can_stop_it_while_it_starts(model: Path, command: Callable[..., Command]) -> None:
    running = command("run")
    running.wait_for("Starting")
    servers = running.servers()
    running.process.send_signal(signal.SIGTERM)
    code, out, err = running.ended()
    assert code == 0
    assert_plain(out + err)
    assert [name for name, pid in servers.items() if is_alive(pid)] == []


def test_it_ends_and_says_so_when_a_server_ends_by_itself(model: Path, command: Callable[..., Command]) -> None:
    """Better no guide, which a supervisor starts again, than half a guide."""
    running = command("run")
    running.wait_for("The guide is ready")
    servers = running.servers()
    os.kill(servers["rasa_sdk"], signal.SIGKILL)
    code, _, err = running.ended()
    assert code == 1
    assert_plain(err)
    assert "The actions server has stopped." in err
    assert str(Path("logs") / "actions.log") in err
    assert [name for name, pid in servers.items() if is_alive(pid)] == []
    assert is_free(running.port)


def test_without_the_action_server_a_person_is_asked_to_try_again(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rasa itself would answer 200 with nothing in it."""
    monkeypatch.setenv("CAREERS_GUIDE_PORT", str(free_port()))
    monkeypatch.setenv("CAREERS_GUIDE_ACTIONS_PORT", str(actions_port := free_port()))
    monkeypatch.setenv("CAREERS_GUIDE_DATA", str(tmp_path))
    monkeypatch.setenv("CAREERS_GUIDE_RATE_LIMIT", "0")
    with Guide(model, ROOT) as running:
        running.wait_until_ready()
        talk = Talk(running.address)
        actions = next(pid for pid, words in children(os.getpid()).items() if str(actions_port) in words)
        os.kill(actions, signal.SIGKILL)
        for answer in (talk.post(text="hello"), requests.post(f"{talk.base}/sessions", timeout=60)):
            assert answer.status_code == 503
            assert answer.headers["Content-Type"].split(";")[0] == "application/problem+json"
            assert int(answer.headers["Retry-After"]) > 0
            assert "try again" in answer.json()["detail"].lower()
        # What the person said is kept: only the answer is missing.
        assert talk.history()[-1]["text"] == "hello"
