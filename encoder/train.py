# /// script
# requires-python = ">=3.11"
# dependencies = ["torch==2.13.0", "transformers==5.24.0", "onnx", "onnxscript", "onnxruntime", "safetensors"]
# ///
"""Fine-tune the guide's sentence encoder on its own lessons, and write it as an int8 ONNX file.

Four things are learnt at once from one pass through MiniLM (Wang et al. 2020): which kind of question a sentence is,
which frequently asked question, whether somebody is in distress, and what is said of each qualification. The first
three share the sentence vector, the mean over word pieces; the last reads the word pieces themselves. The guide keeps
the vector and the readings of word pieces; its classifiers learn anew from the vectors each time it is trained, so that
a new sentence or question needs no new encoder.

The word embeddings stay as they were: what the training sentences never say keeps its meaning. Layers further down
learn more slowly (Howard and Ruder 2018). Some sentences get a slip of the finger each time they are seen.

See docs/understanding.md for how to run it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from transformers import BertModel, BertTokenizerFast

STATUSES = ("none", "has", "lacks", "in_progress")
#: The layer, of six, whose vector is given beside the last one's.
EARLY = 4
MOST_PIECES = 80
BATCH = 48
#: Sentences of like length go together; so many batches are sorted at once.
SORTED_AT_ONCE = 30
#: Each task's share of the loss, and how far its labels are smoothed.
TASKS = {"intent": (1.0, 0.1), "faq": (1.0, 0.1), "distress": (0.5, 0.05), "statuses": (0.5, 0.05)}
LAYER_DECAY, HEADS_FASTER, WEIGHT_DECAY, WARM_UP = 0.85, 10, 0.01, 0.08
SLIPS = 0.12


class Heads(nn.Module):
    """MiniLM with a head for each task."""

    def __init__(self, bert: BertModel, intents: int, faqs: int) -> None:
        super().__init__()
        size = bert.config.hidden_size
        self.bert, self.drop = bert, nn.Dropout(0.1)
        self.intent, self.faq, self.distress = nn.Linear(size, intents), nn.Linear(size, faqs), nn.Linear(size, 2)
        self.statuses = nn.Linear(size, len(STATUSES))

    def encode(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The sentence vectors (batch, size), those of an earlier layer, and the word pieces (batch, pieces, size)."""
        layers = self.bert(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        shown = mask.unsqueeze(-1).to(layers[-1].dtype)
        sentence, early = ((layers[at] * shown).sum(1) / shown.sum(1) for at in (-1, EARLY))
        return sentence, early, layers[-1]

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        sentence, _, pieces = self.encode(ids, mask)
        sentence = self.drop(sentence)
        return {
            "intent": self.intent(sentence),
            "faq": self.faq(sentence),
            "distress": self.distress(sentence),
            "statuses": self.statuses(self.drop(pieces)),
        }


class Exported(nn.Module):
    """What the guide runs: word pieces in; two unit sentence vectors and the readings of the word pieces out.

    The vector of the last layer knows the training sentences by heart. That of an earlier layer keeps more of what the
    words mean elsewhere, which is what a classifier needs that must hear what nobody wrote down for it.
    """

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        sentence, early, pieces = self.heads.encode(ids, torch.ones_like(ids))
        return functional.normalize(sentence, dim=-1), functional.normalize(early, dim=-1), self.heads.statuses(pieces)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("lessons", type=Path, help="the JSON that encoder/lessons.py writes")
    given.add_argument("base", help="folder with all-MiniLM-L6-v2 (config.json, model.safetensors, vocab.txt)")
    given.add_argument("out", type=Path, help="the ONNX file to write")
    given.add_argument("--epochs", type=int, default=4)
    given.add_argument("--rate", type=float, default=7e-5)
    options = given.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    lessons = json.loads(options.lessons.read_text(encoding="utf-8"))
    tokenizer = BertTokenizerFast.from_pretrained(options.base)
    intents = sorted({lesson["intent"] for lesson in lessons if lesson["intent"]})
    faqs = sorted({lesson["faq"] for lesson in lessons if lesson["faq"] is not None})
    heads = Heads(BertModel.from_pretrained(options.base, add_pooling_layer=False), len(intents), len(faqs))
    learn(heads, lessons, tokenizer, intents, faqs, options.epochs, options.rate)
    torch.save(heads.state_dict(), options.out.with_suffix(".pt"))
    export(heads.eval(), tokenizer, options.out)


def learn(
    heads: Heads,
    lessons: list[dict[str, Any]],
    tokenizer: BertTokenizerFast,
    intents: list[str],
    faqs: list[str],
    epochs: int,
    rate: float,
) -> None:
    for parameter in heads.bert.embeddings.parameters():
        parameter.requires_grad = False
    layers = list(heads.bert.encoder.layer)
    groups = [
        {"params": list(layer.parameters()), "lr": rate * LAYER_DECAY ** (len(layers) - 1 - depth)}
        for depth, layer in enumerate(layers)
    ]
    outer = [p for head in (heads.intent, heads.faq, heads.distress, heads.statuses) for p in head.parameters()]
    groups.append({"params": outer, "lr": rate * HEADS_FASTER})
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    steps = epochs * math.ceil(len(lessons) / BATCH)
    warm = int(WARM_UP * steps)
    slope = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))
    )
    began, step = time.time(), 0
    heads.train()
    for epoch in range(epochs):
        for batch in batches(lessons):
            loss = loss_of(heads, batch, tokenizer, intents, faqs)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in heads.parameters() if p.grad is not None], 1.0)
            optimizer.step()
            slope.step()
            step += 1
            if step % 100 == 0:
                print(
                    f"epoch {epoch + 1}: {step}/{steps}, loss {loss.item():.3f}, {time.time() - began:.0f} s",
                    flush=True,
                )


def batches(lessons: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    order = random.sample(lessons, len(lessons))
    made = []
    for at in range(0, len(order), BATCH * SORTED_AT_ONCE):
        alike = sorted(order[at : at + BATCH * SORTED_AT_ONCE], key=lambda lesson: len(lesson["text"]))
        made += [alike[start : start + BATCH] for start in range(0, len(alike), BATCH)]
    random.shuffle(made)
    yield from made


def loss_of(
    heads: Heads, batch: list[dict[str, Any]], tokenizer: BertTokenizerFast, intents: list[str], faqs: list[str]
) -> torch.Tensor:
    words = [lesson["words"] or slipped(lesson["text"]).split() or ["."] for lesson in batch]
    coded = tokenizer(
        words, is_split_into_words=True, padding=True, truncation=True, max_length=MOST_PIECES, return_tensors="pt"
    )
    said = heads(coded["input_ids"], coded["attention_mask"])
    statuses = torch.full(coded["input_ids"].shape, -1)
    for row, lesson in enumerate(batch):
        meant = dict(lesson["statuses"])
        for piece, word in enumerate(coded.word_ids(row)):
            if word in meant:
                statuses[row, piece] = STATUSES.index(meant[word])
    wanted = {
        "intent": torch.tensor([intents.index(lesson["intent"]) if lesson["intent"] else -1 for lesson in batch]),
        "faq": torch.tensor([faqs.index(lesson["faq"]) if lesson["faq"] is not None else -1 for lesson in batch]),
        "distress": torch.tensor([-1 if lesson["distress"] is None else int(lesson["distress"]) for lesson in batch]),
        "statuses": statuses.flatten(),
    }
    said["statuses"] = said["statuses"].flatten(0, 1)
    losses = [
        share * functional.cross_entropy(said[task], wanted[task], ignore_index=-1, label_smoothing=smoothing)
        for task, (share, smoothing) in TASKS.items()
        if (wanted[task] >= 0).any()
    ]
    return torch.stack(losses).sum()


def slipped(text: str) -> str:
    """The text, now and then with a slip: a letter lost, two swapped, or no punctuation."""
    if random.random() > SLIPS or len(text) < 6:
        return text
    at, kind = random.randrange(1, len(text) - 1), random.random()
    if kind < 0.4:
        return text[:at] + text[at + 1 :]
    if kind < 0.7:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text.translate(str.maketrans("", "", ".,?'"))


def export(heads: Heads, tokenizer: BertTokenizerFast, out: Path) -> None:
    whole = out.with_suffix(".float.onnx")
    example = torch.tensor([tokenizer("what does this job pay")["input_ids"]])
    torch.onnx.export(
        Exported(heads).eval(),
        (example,),
        str(whole),
        input_names=["ids"],
        output_names=["sentence", "early", "statuses"],
        dynamic_axes={
            "ids": {0: "sentences", 1: "pieces"},
            "sentence": {0: "sentences"},
            "early": {0: "sentences"},
            "statuses": {0: "sentences", 1: "pieces"},
        },
        opset_version=14,
        dynamo=False,
    )
    # Seven bits and a scale for each channel: with eight, processors without VNNI overflow and read otherwise.
    quantize_dynamic(str(whole), str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()


if __name__ == "__main__":
    main()
