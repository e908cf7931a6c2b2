"""Training, only when something that the model is made from has changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ahp_careers import settings


class TrainingError(Exception):
    """No model could be trained; the text says why."""


def model_path(root: Path) -> Path:
    """Where the model of the files as they are now lies, trained or not. The name is their fingerprint."""
    # No dot in the name: Rasa cuts a model's name at the first one.
    return root / "models" / f"guide-{fingerprint(_ingredients(root))}.tar.gz"


def fingerprint(files: Iterable[tuple[str, Path]]) -> str:
    """Sixteen characters that change with any of the files or its name; their order counts."""
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def train(root: Path, say: Callable[[str], None]) -> Path:
    """Train the model of the files as they are now. Raises TrainingError."""
    target = model_path(root)
    name = target.name.removesuffix(".tar.gz")
    # By force: Rasa's own cache knows nothing of the modules that its components use.
    command = [sys.executable, "-m", "rasa", "train", "--force"]
    command += ["--fixed-model-name", name, "--out", str(target.parent)]
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "PYTHONWARNINGS": "ignore",
    }
    log = settings.data_folder() / "logs" / "training.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process,
    ):
        assert process.stdout is not None  # for the type checker: stdout is a pipe
        for line in process.stdout:
            kept.write(line)
            if "Starting to train component" in line:
                component = line.split("'")[1].rsplit(".", 1)[-1]
                say(f"  training {component}")
    if process.returncode != 0 or not target.is_file():
        raise TrainingError(f"Training failed. All it said is in {log}.")
    return target


def _ingredients(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file the model depends on, in a fixed order, each with a name that is the same on every machine."""
    for single in ("config.yml", "domain.yml", "requirements.lock", "ahp_careers/text.py"):
        yield single, root / single
    content = root / settings.content_folder()
    folders = (root / "data", "*.yml"), (root / "ahp_careers" / "nlu", "*.py"), (content, "*.yml")
    for folder, pattern in (*folders, (root / "ahp_careers" / "nlu" / "data", "*")):
        for path in sorted(folder.rglob(pattern)):
            yield f"{folder.name}/{path.relative_to(folder)}", path
