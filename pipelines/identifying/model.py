"""py3langid's model cut to the languages of news, stored so that it opens in a sixth of the time of theirs."""

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from backports import zstd
from numpy.typing import NDArray
from py3langid.langid import LanguageIdentifier

MODEL: Final = Path(__file__).with_name("model.zst")
"""Made by make_model.py."""
_LEVEL: Final = 19


class LanguageModel(NamedTuple):
    """What py3langid scores by, in the order in which it takes it."""

    weights: NDArray[np.float16]
    """Of each n-gram for each language."""
    priors: NDArray[np.float32]
    languages: NDArray[np.str_]
    moves: NDArray[np.uint32]
    """The automaton's next state by each row and byte."""
    found: NDArray[np.int32]
    """The n-gram that is found in each state; none is -1."""
    rows: NDArray[np.uint16]
    """Of each state."""

    def save(self) -> None:
        with zstd.open(MODEL, "wb", level=_LEVEL) as file:
            for array in self:
                np.save(file, array)

    @classmethod
    def load(cls) -> "LanguageModel":
        with zstd.open(MODEL) as file:
            return cls(*(np.load(file) for _ in cls._fields))

    def identifier(self) -> LanguageIdentifier:
        # It reads one move at a time, which is slow from numpy's array but not from its memory.
        return LanguageIdentifier(
            self.weights,
            self.priors,
            self.languages.tolist(),
            self.moves.data,
            self.found.tolist(),
            tk_row=self.rows.tolist(),
        )
