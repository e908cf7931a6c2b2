"""Train one pipeline, or read every held-out sentence with it, each in a process of its own.

Run by ``report.py``; prints nothing. ``train CONFIG FOLDER`` puts the model and ``trained.json`` (training seconds) in
the folder; ``read MODEL OUT`` writes JSON: memory in MiB, and each sentence's reading with the time it took in
milliseconds. Reading in a new process measures what a server would need, and not what training left behind.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: What the model is called in its folder.
MODEL = "measured"
#: Read before the clock counts: first sentences pay for what is loaded late.
WARM_UP = 30
#: Read in a row, a thousand sentences: enough for a 95th percentile.
SETS = ("intents", "names", "claims", "distress", "ordinary")


def train(config: str, folder: str) -> None:
    from rasa.model_training import train_nlu

    began = time.perf_counter()
    model = train_nlu(config, str(ROOT / "data" / "nlu.yml"), folder, fixed_model_name=MODEL)
    trained = time.perf_counter() - began
    if model is None or not Path(model).is_file():
        raise SystemExit(f"The pipeline of {config} could not be trained.")
    told = {"training_seconds": trained, "model_bytes": Path(model).stat().st_size}
    (Path(folder) / "trained.json").write_text(json.dumps(told), encoding="utf-8")


def read(model: str, out: str) -> None:
    from rasa.core.agent import Agent
    from threadpoolctl import threadpool_limits

    from benchmarks.nlu import sentences

    agent = Agent.load(model)
    sets = {name: getattr(sentences, name)() for name in SETS}
    loop = asyncio.new_event_loop()
    # As the guide is served: one thread for the arithmetic of a sentence.
    with threadpool_limits(1):
        for sentence in sets["intents"][:WARM_UP]:
            loop.run_until_complete(agent.parse_message(sentence.text))
        said = {name: [_read(agent, sentence, loop) for sentence in given] for name, given in sets.items()}
    Path(out).write_text(json.dumps({"memory_mib": _memory(), "read": said}), encoding="utf-8")


def _read(agent: Any, sentence: Any, loop: asyncio.AbstractEventLoop) -> dict[str, Any]:
    began = time.perf_counter()
    parsed = loop.run_until_complete(agent.parse_message(sentence.text))
    took = (time.perf_counter() - began) * 1000
    return {
        "text": sentence.text,
        "noisy": sentence.noisy,
        "meant": {"intent": sentence.intent, "names": sentence.names, "claims": sentence.claims},
        "intent": parsed["intent"]["name"],
        "confidence": parsed["intent"]["confidence"],
        "entities": [
            {key: value for key, value in entity.items() if key not in ("extractor", "confidence_entity")}
            for entity in parsed["entities"]
        ],
        "ms": took,
    }


def _memory() -> float:
    """Proportional set size of this process in MiB."""
    text = Path("/proc/self/smaps_rollup").read_text(encoding="utf-8")
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else float("nan")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    {"train": train, "read": read}[sys.argv[1]](*sys.argv[2:])
