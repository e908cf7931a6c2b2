"""The command ``careers-guide``: check and count the content, train the model, run the guide."""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import time
from pathlib import Path

from ahp_careers import settings, tracing, training
from ahp_careers.content import checking, counts, loading, schema

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code. What goes wrong is said in plain words, never as a stack trace."""
    parser = argparse.ArgumentParser(prog="careers-guide", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check the content and say what is wrong, with file and line")
    report = commands.add_parser("report", help="count what the content holds and trace facts from replies to sources")
    report.add_argument("--facts", type=int, default=10, help="how many facts to trace (default: 10)")
    report.add_argument("--seed", type=int, help="trace the same facts again")
    commands.add_parser("schema", help="write the JSON Schemas that help an editor, into content/schemas")
    train = commands.add_parser("train", help="train the model if anything it is made from has changed")
    train.add_argument("--force", action="store_true", help="train even if nothing has changed")
    commands.add_parser("run", help="serve the guide; trains first if need be")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "check":
            return _check()
        if chosen.command == "report":
            return _report(chosen.facts, chosen.seed)
        if chosen.command == "schema":
            for path in schema.write(settings.content_folder() / "schemas"):
                print(path)
            return 0
        if chosen.command == "train":
            _load()
            _trained(force=chosen.force)
            return 0
        return _run()
    except loading.ContentError as error:
        return _failed(f"The content has mistakes. Mend them and run this again:\n{error}")
    except (settings.SettingError, training.TrainingError) as error:
        return _failed(str(error))


def _load() -> loading.Content:
    content = loading.read(settings.content_folder())
    roles, faqs = len(content.knowledge.roles), len(content.knowledge.faqs)
    print(f"The content can be used: {roles} roles, {faqs} frequently asked questions.", flush=True)
    return content


def _check() -> int:
    """All that is wrong or old in the content. Warnings do not fail: a figure grows old without anyone's doing."""
    content = loading.read(settings.content_folder())
    found = checking.check(content, datetime.date.today())
    for warning in found.warnings:
        print(f"Warning: {warning}")
    if found.mistakes:
        raise loading.ContentError(found.mistakes)
    counted = counts.totals(content)
    print(
        f"The content is sound: {counted['roles']} roles, {counted['frequently asked questions']} frequently asked "
        f"questions, {counted['facts with a source']} facts, each with its source; {len(found.warnings)} warnings.",
        flush=True,
    )
    return 0


def _report(facts: int, seed: int | None) -> int:
    content = loading.read(settings.content_folder())
    print(counts.role_table(content))
    print()
    for what, count in counts.totals(content).items():
        print(f"{count:6} {what}")
    traced, untold = tracing.traces(content, datetime.date.today())
    told = len(traced)
    print(f"{told:6} sentences and list items found in a reply with their source, of {told + len(untold)}")
    for trace in random.Random(seed).sample(traced, min(facts, told)):
        print(f"\n{trace}")
    return 0


def _trained(force: bool = False) -> Path:
    model = training.model_path(ROOT)
    if model.is_file() and not force:
        print("The model is up to date.", flush=True)
        return model
    print("Training the model: some minutes on two cores.", flush=True)
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
    _load()
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
