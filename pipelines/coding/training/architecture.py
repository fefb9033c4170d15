"""How the network is made: its upper layers in JAX for training, all of it as ONNX for the coder.

A BERT encoder of three layers, the lower half of MiniLM's. The first keeps its weights; at its top the trigger's word
pieces get a mark, and the other two and three heads are trained: type and time from the mean of the sentence and of
the trigger, genre from the mean alone. Needs the extra ``training``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

LAYERS = 3
LOWER = 1
WIDTH, HEADS = 384, 12
_DEPTH = WIDTH // HEADS
_EPSILON = 1e-12
# Each layer's weights, by the names of MiniLM's file.
_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "normed": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "out": "output.LayerNorm",
}

Array = npt.NDArray[Any]
Weights = Mapping[str, Array]


def layer(weights: Weights, number: int) -> dict[str, Array]:
    """The weights of one layer: matrices as (in, out), biases and scales."""
    found: dict[str, Array] = {}
    for name, part in _PARTS.items():
        weight = weights[f"encoder.layer.{number}.{part}.weight"]
        found[name] = weight.T if weight.ndim == 2 else weight
        found[f"{name}_bias"] = weights[f"encoder.layer.{number}.{part}.bias"]
    return found


def upper_layers(params: Any, states: Any, mask: Any, mark: Any, key: Any = None, drop: float = 0.1) -> tuple[Any, ...]:
    """The logits of type, time and genre, each (batch, labels), from the states at the top of the lower layers."""

    def dropped(values: Any, place: int) -> Any:
        if key is None:
            return values
        kept = jax.random.bernoulli(jax.random.fold_in(key, place), 1 - drop, values.shape)
        return jnp.where(kept, values / (1 - drop), 0)

    def normed(values: Any, scale: Any, bias: Any) -> Any:
        middle = values.mean(-1, keepdims=True)
        spread = ((values - middle) ** 2).mean(-1, keepdims=True)
        return (values - middle) / jnp.sqrt(spread + _EPSILON) * scale + bias

    batch, pieces = mask.shape
    hidden = (1 - mask)[:, None, None, :] * -1e9
    values = states + mark[..., None] * params["mark"]

    def split(one: Any) -> Any:
        return one.reshape(batch, pieces, HEADS, _DEPTH).transpose(0, 2, 1, 3)

    for place, part in enumerate(params["layers"]):
        query, keys, value = (split(values @ part[n] + part[f"{n}_bias"]) for n in ("query", "key", "value"))
        seen = jax.nn.softmax(query @ keys.transpose(0, 1, 3, 2) / np.sqrt(_DEPTH) + hidden, -1) @ value
        joined = seen.transpose(0, 2, 1, 3).reshape(batch, pieces, WIDTH) @ part["joined"] + part["joined_bias"]
        values = normed(values + dropped(joined, 2 * place), part["normed"], part["normed_bias"])
        wide = jax.nn.gelu(values @ part["wide"] + part["wide_bias"], approximate=False)
        narrow = wide @ part["narrow"] + part["narrow_bias"]
        values = normed(values + dropped(narrow, 2 * place + 1), part["out"], part["out_bias"])
    whole = (values * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    marked = mark * mask
    many = marked.sum(1, keepdims=True)
    word = jnp.where(many > 0, (values * marked[..., None]).sum(1) / jnp.maximum(many, 1), whole)
    both = jnp.concatenate([whole, word], -1)

    def head(name: str, given: Any) -> Any:
        return given @ params[name] + params[f"{name}_bias"]

    return head("type", both), head("time", both), head("genre", whole)


class _Graph:
    """An ONNX graph while it is written."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: npt.ArrayLike) -> str:
        """A constant; its name."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, to: str | None = None, **options: Any) -> str:
        """A node with one output; the output's name."""
        name = to or f"value_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **options))
        return name

    def linear(self, values: str, weight: Array, bias: Array) -> str:
        """``values @ weight + bias``."""
        return self.add("Add", self.add("MatMul", values, self.constant(weight)), self.constant(bias))

    def layer(self, values: str, part: Mapping[str, Array]) -> str:
        """One layer of the encoder, for one text at a time."""
        apart, together = (self.constant(np.array(s, np.int64)) for s in ([0, 0, HEADS, _DEPTH], [0, 0, WIDTH]))
        heads = []
        for name, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
            given = self.linear(values, part[name], part[f"{name}_bias"])
            heads.append(self.add("Transpose", self.add("Reshape", given, apart), perm=order))
        scale = self.constant(np.float32(1 / np.sqrt(_DEPTH)))
        scores = self.add("Softmax", self.add("Mul", self.add("MatMul", heads[0], heads[1]), scale), axis=-1)
        seen = self.add("Transpose", self.add("MatMul", scores, heads[2]), perm=[0, 2, 1, 3])
        joined = self.linear(self.add("Reshape", seen, together), part["joined"], part["joined_bias"])
        values = self.normed(self.add("Add", values, joined), part["normed"], part["normed_bias"])
        wide = self.add("Gelu", self.linear(values, part["wide"], part["wide_bias"]))
        narrow = self.linear(wide, part["narrow"], part["narrow_bias"])
        return self.normed(self.add("Add", values, narrow), part["out"], part["out_bias"])

    def normed(self, values: str, scale: Array, bias: Array) -> str:
        """Layer normalisation."""
        return self.add(
            "LayerNormalization", values, self.constant(scale), self.constant(bias), axis=-1, epsilon=_EPSILON
        )


def lower_graph(weights: Weights, graph: _Graph | None = None, to: str | None = None) -> _Graph:
    """Embeddings and the lower layers, from ``ids`` (1, pieces) to ``states``."""
    graph = graph or _Graph()
    place = {name: weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")}
    begin, length = (graph.constant(np.array([number], np.int64)) for number in (0, 1))
    pieces = graph.add("Gather", graph.add("Shape", "ids"), length)
    values = graph.add("Gather", graph.constant(place["word"]), "ids")
    values = graph.add("Add", values, graph.add("Slice", graph.constant(place["position"]), begin, pieces))
    values = graph.add("Add", values, graph.constant(place["token_type"][0]))
    values = graph.normed(values, weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
    for number in range(LOWER):
        values = graph.layer(values, layer(weights, number))
    graph.add("Identity", values, to=to or "states")
    return graph


def model_of(graph: _Graph, inputs: Mapping[str, int], outputs: Mapping[str, list[str | int]]) -> onnx.ModelProto:
    """A graph as a model; ``inputs`` by element type."""
    shape = [1, "pieces"]
    made = helper.make_graph(
        graph.nodes,
        "network",
        [helper.make_tensor_value_info(name, kind, shape) for name, kind in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in outputs.items()],
        graph.constants,
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def export(weights: Weights, params: Any, labels: Mapping[str, list[str]], path: Path) -> None:
    """Write the whole network to ``path`` with eight-bit weights: ids and mark in, probabilities out."""
    graph = lower_graph(weights)
    mark = graph.add("Unsqueeze", "mark", graph.constant(np.array([2], np.int64)))
    values = graph.add("Add", "states", graph.add("Mul", mark, graph.constant(np.asarray(params["mark"]))))
    for part in params["layers"]:
        values = graph.layer(values, {name: np.asarray(value) for name, value in part.items()})
    axis = graph.constant(np.array([1], np.int64))
    whole = graph.add("ReduceMean", values, axis, keepdims=0)
    total = graph.add("ReduceSum", graph.add("Mul", values, mark), axis, keepdims=0)
    many = graph.add("ReduceSum", "mark", axis, keepdims=1)
    none = graph.add("Equal", many, graph.constant(np.float32(0)))
    marked = graph.add("Div", total, graph.add("Max", many, graph.constant(np.float32(1))))
    both = graph.add("Concat", whole, graph.add("Where", none, whole, marked), axis=-1)
    for name, given in (("type", both), ("time", both), ("genre", whole)):
        logits = graph.linear(given, np.asarray(params[name]), np.asarray(params[f"{name}_bias"]))
        graph.add("Softmax", logits, axis=-1, to=f"{name}s")
    model = model_of(
        graph,
        {"ids": TensorProto.INT64, "mark": TensorProto.FLOAT},
        {f"{name}s": [1, len(labels[f"{name}s"])] for name in ("type", "time", "genre")},
    )
    for name, words in labels.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = name, " ".join(words)
    plain = path.with_suffix(".fp32")
    onnx.save(model, plain)
    # seven bits: on processors without VNNI eight overflow in pairs, and the same text would read otherwise there
    quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    plain.unlink()
