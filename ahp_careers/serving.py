"""Starting the guide: Rasa's server and the action server together, ready only once a first answer came through."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import FrameType
from typing import Any

from ruamel.yaml import YAML

from ahp_careers import settings
from ahp_careers.channel.sessions import START_UP_HEADER, kept_secret, start_up_key

#: Loading TensorFlow and the model takes about ten seconds on a small machine; a slow disk may need far longer.
START_SECONDS = 180
#: How long the servers may take to end by themselves before they are ended.
STOP_SECONDS = 10


class ServingError(Exception):
    """The guide cannot be served; the text says why and what to do."""


class Stop(Exception):
    """Someone asked the guide to stop (Ctrl-C, or a SIGTERM from a supervisor)."""


class Guide:
    """The two server processes of one guide, from a trained model. Use as a context manager."""

    def __init__(self, model: Path, root: Path) -> None:
        self.model = model
        self.root = root
        self.folder = settings.data_folder()
        self.address = f"http://{settings.host()}:{settings.port()}"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Guide:
        _need_free(settings.host(), settings.port(), "PORT")
        _need_free("127.0.0.1", settings.actions_port(), "ACTIONS_PORT")
        # Conversations and logs are for the guide's own user alone.
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / "logs").mkdir(exist_ok=True)
        try:
            self._launch("actions", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port()))
            self._launch("rasa", "rasa", *self._rasa_arguments())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in self._processes.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def wait_until_ready(self) -> None:
        """Return once a message has been answered through the whole chain. Raises ServingError."""
        started = time.monotonic()
        while not self._healthy():
            self._need_running()
            if time.monotonic() - started > START_SECONDS:
                raise ServingError(f"The guide did not start within {START_SECONDS} seconds. See {self._log('rasa')}.")
            time.sleep(0.5)
        self._first_message()

    def watch(self) -> None:
        """Stay until the guide is stopped. Raises Stop, or ServingError when one of the servers ends by itself."""
        while True:
            self._need_running()
            time.sleep(0.5)

    def _rasa_arguments(self) -> list[str]:
        arguments = ["run", "--model", str(self.model), "--credentials", str(self.root / "credentials.yml")]
        arguments += [
            "--endpoints",
            str(self._endpoints()),
            "--interface",
            settings.host(),
            "--port",
            str(settings.port()),
        ]
        origins = settings.allowed_origins()
        return [*arguments, "--cors", *origins] if origins else arguments

    def _endpoints(self) -> Path:
        """endpoints.yml with this guide's ports and database in place of the usual ones."""
        endpoints = YAML(typ="safe").load(self.root / "endpoints.yml")
        endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{settings.actions_port()}/webhook"
        endpoints["tracker_store"]["db"] = str((self.folder / "conversations.sqlite").resolve())
        path = self.folder / "endpoints.yml"
        # JSON is YAML too, and the one form every version of YAML reads alike.
        path.write_text(json.dumps(endpoints, indent=2), encoding="utf-8")
        return path

    def _launch(self, name: str, module: str, *arguments: str) -> None:
        environment = {
            **os.environ,
            "RASA_TELEMETRY_ENABLED": "false",
            # TensorFlow and SQLAlchemy warn about things that only Rasa could change.
            "TF_CPP_MIN_LOG_LEVEL": "2",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            # A sentence is too little arithmetic to share: threads would only wait for one another.
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        }
        if name == "actions":
            # It would otherwise listen to the whole network.
            environment["SANIC_HOST"] = "127.0.0.1"
        with self._log(name).open("wb") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=self.root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own: Ctrl-C in the terminal must not end the servers before we say so.
                start_new_session=True,
            )

    def _log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def _need_running(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is not None:
                said = self._log(name).read_text(encoding="utf-8", errors="replace").strip().splitlines()
                last = f" It said: {said[-1].strip()}" if said else ""
                raise ServingError(f"The {name} server has stopped.{last} All it said is in {self._log(name)}.")

    def _healthy(self) -> bool:
        try:
            self._call("GET", "/webhooks/widget/")
            with urllib.request.urlopen(f"http://127.0.0.1:{settings.actions_port()}/health", timeout=5):
                return True
        except OSError:
            # Covers refused connections, time-outs and HTTP errors: not there yet.
            return False

    def _first_message(self) -> None:
        """Ask one thing as a person would, and leave no trace of it."""
        try:
            session = self._call("POST", "/webhooks/widget/sessions")["session"]
            self._call("POST", "/webhooks/widget/messages", session["token"], {"text": "what can you do?"})
            self._call("DELETE", "/webhooks/widget/session", session["token"])
        except OSError as error:
            raise ServingError(f"The guide started but did not answer ({error}). See {self._log('rasa')}.") from None

    def _call(self, method: str, path: str, token: str = "", body: dict[str, str] | None = None) -> Any:
        # Whoever comes first makes the key, this process or Rasa's; both read the same file.
        secret = settings.secret() or kept_secret(self.folder)
        headers = {"Content-Type": "application/json", START_UP_HEADER: start_up_key(secret)}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        host = "127.0.0.1" if settings.host() == "0.0.0.0" else settings.host()
        request = urllib.request.Request(
            f"http://{host}:{settings.port()}{path}",
            method=method,
            data=json.dumps(body).encode() if body else None,
            headers=headers,
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            text = response.read()
            return json.loads(text) if text else None


def stop_on_signals() -> None:
    """Make Ctrl-C and SIGTERM raise Stop here, so that both servers end in order."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)


def _need_free(host: str, port: int, name: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            another = port + 1000 if port + 1000 <= 65535 else port - 1000
            raise ServingError(
                f"Port {port} cannot be used ({error.strerror}). Stop what uses it, or set "
                f"{settings.PREFIX}{name} to another number, such as {settings.PREFIX}{name}={another} make run."
            ) from None


def _stop(signum: int, frame: FrameType | None) -> None:
    raise Stop
