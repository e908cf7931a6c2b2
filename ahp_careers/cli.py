"""The command ``careers-guide``: check the content, train the model, run the guide."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ahp_careers import settings, training
from ahp_careers.content import loading

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code. What goes wrong is said in plain words, never as a stack trace."""
    parser = argparse.ArgumentParser(prog="careers-guide", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check the content and say what is wrong, with file and line")
    train = commands.add_parser("train", help="train the model if anything it is made from has changed")
    train.add_argument("--force", action="store_true", help="train even if nothing has changed")
    commands.add_parser("run", help="serve the guide; trains first if need be")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "check":
            return _check()
        if chosen.command == "train":
            _check()
            _trained(force=chosen.force)
            return 0
        return _run()
    except loading.ContentError as error:
        return _failed(f"The content has mistakes. Mend them and start again:\n{error}")
    except (settings.SettingError, training.TrainingError) as error:
        return _failed(str(error))


def _check() -> int:
    knowledge = loading.load(settings.content_folder())
    print(f"The content is sound: {len(knowledge.roles)} roles in {len(knowledge.families)} professions.", flush=True)
    return 0


def _trained(force: bool = False) -> Path:
    model = training.model_path(ROOT)
    if model.is_file() and not force:
        print("The model is up to date.", flush=True)
        return model
    print("Training the model: about a minute on two cores.", flush=True)
    started = time.monotonic()
    model = training.train(ROOT, lambda line: print(line, flush=True))
    print(f"Trained in {time.monotonic() - started:.0f} seconds.", flush=True)
    return model


def _run() -> int:
    # Imported here: checking content must not need the parts that serve.
    from ahp_careers import serving

    # Wrong settings are found before the long steps.
    for setting in (settings.port, settings.actions_port, settings.rate_limit, settings.session_hours, settings.secret):
        setting()
    _check()
    serving.stop_on_signals()
    try:
        with serving.Guide(_trained(), ROOT) as guide:
            print("Starting: this takes about 15 seconds.", flush=True)
            guide.wait_until_ready()
            print(f"The guide is ready: open {guide.address} in a browser. Press Ctrl-C to stop.", flush=True)
            guide.watch()
    except serving.Stop:
        print("\nThe guide has stopped.", flush=True)
        return 0
    except serving.ServingError as error:
        return _failed(str(error))
    return 0


def _failed(message: str) -> int:
    print(message, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
