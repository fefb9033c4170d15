"""A small network that reads a sentence and a word in it: which event the word tells, when, in what kind of news.

Weights: the first three layers of MiniLM (384 wide; Apache-2.0), the second and third fitted to the sentences and
passages written for this project by ``python -m pipelines.coding.training.train_network``; ``data/network`` holds all.
Each input is read alone, so a view never depends on what was read with it.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np
import onnxruntime

from pipelines.coding.datafiles import DATA, LexiconError
from pipelines.coding.judge.pieces import Vocabulary

FOLDER = DATA / "network"
MOST_PIECES = 160
"""Word pieces that are read of a text; the longest sentences of news have about 120."""
_REMEMBERED = 20_000  # views, as packed some 300 bytes each: news is copied


@dataclass(frozen=True, slots=True)
class View:
    """Probabilities: of each PLOVER type or NONE at the word, of when it is told to be, of the kind of news."""

    types: Mapping[str, float]
    times: Mapping[str, float]
    genres: Mapping[str, float]


class Network:
    """The network, loaded once for a process; safe to use from several threads."""

    def __init__(self, vocabulary: Vocabulary, session: onnxruntime.InferenceSession) -> None:
        self._vocabulary = vocabulary
        self._session = session
        stored = session.get_modelmeta().custom_metadata_map
        self._labels = [stored[name].split() for name in ("types", "times", "genres")]
        self._known: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """The network that ships with the coder; raises LexiconError that says what to do."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            vocabulary = Vocabulary.load(folder / "vocab.txt")
            session = onnxruntime.InferenceSession(
                str(folder / "network.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own have no common base but this
            hint = (
                "take the file from the release, or train it again: python -m pipelines.coding.training.train_network"
            )
            raise LexiconError(f"{folder}: {error}; {hint}") from error
        return cls(vocabulary, session)

    def view(self, text: str, start: int = 0, end: int = 0) -> View:
        """What ``text`` tells by the word at characters ``start`` up to ``end``; of all of it where they are equal."""
        key = (text, start, end)
        with self._lock:
            if (known := self._known.get(key)) is not None:
                self._known.move_to_end(key)
                return self._view(known)
        pieces = self._vocabulary.split(text, MOST_PIECES)
        marked = [float(a < end and b > start) for a, b in pieces.spans]
        inputs = {"ids": np.array([pieces.ids], np.int64), "mark": np.array([marked], np.float32)}
        outputs = self._session.run(None, inputs)
        packed = np.concatenate([values[0] for values in outputs], dtype=np.float32).tobytes()
        with self._lock:
            self._known[key] = packed
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return self._view(packed)

    def _view(self, packed: bytes) -> View:
        chances = iter(np.frombuffer(packed, np.float32).tolist())
        return View(*({label: next(chances) for label in labels} for labels in self._labels))
