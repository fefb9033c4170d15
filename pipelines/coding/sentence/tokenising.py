"""The tokens of sentences by spaCy's tokeniser, which is asked once for each run of letters between blanks.

It looks at nothing but such a run at a time, and news repeats them.
"""

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
from spacy.attrs import LENGTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc

Features = npt.NDArray[np.uint64]
Tokens = tuple[list[str], list[int], Features | None]
"""Words, none of them white space, where each starts, and their features; these only where single blanks part them."""

_RUN = re.compile(r"\S+")
_APART = "a"  # stands between runs while they are learnt: quotes of two runs side by side would be taken together
_REMEMBERED = 30_000  # runs, of some 400 bytes each


class Tokeniser:
    """The tokens of sentences, and their features as ``features_of`` gives them; ``space`` is their column for blanks.

    What runs give is remembered, a run's last token as one with no blank behind it.
    """

    def __init__(self, nlp: Language, features_of: Callable[[Doc], Features], space: int) -> None:
        self._nlp = nlp
        self._features_of = features_of
        self._space = space
        self._known: dict[str, tuple[list[str], Features]] = {}

    def words(self, text: str) -> list[str]:
        """The words of a sentence."""
        runs = text.split()
        self._learn(runs)
        return [word for run in runs for word in self._known[run][0]]

    def read(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each of some sentences."""
        self._learn([run for text in texts for run in text.split()])
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Tokens:
        words: list[str] = []
        starts: list[int] = []
        parts: list[Features] = []
        ends: list[int] = []
        for match in _RUN.finditer(text):
            start = match.start()
            found, features = self._known[match.group()]
            for word in found:
                starts.append(start)
                start += len(word)
            words += found
            parts.append(features)
            ends.append(len(words) - 1)
        if not parts or text.split(" ") != text.split():
            return words, starts, None
        features = np.concatenate(parts)
        features[ends[:-1], self._space] = 1
        return words, starts, features

    def _learn(self, runs: Iterable[str]) -> None:
        """Come to know all of ``runs``, in one go."""
        new = [run for run in dict.fromkeys(runs) if run not in self._known]
        if not new:
            return
        if len(self._known) + len(new) > _REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(runs))
        text = f" {_APART} ".join(new)
        doc = self._nlp.tokenizer(text)  # make_doc refuses what is longer than a million characters
        features = self._features_of(doc)
        features[:, self._space] = 0
        found: list[tuple[list[str], Features]] = []
        words: list[str] = []
        first = start = 0
        for end, (length, blank) in enumerate(doc.to_array([LENGTH, SPACY]).tolist(), 1):
            words.append(text[start : start + length])
            start += length + blank
            if blank or end == len(doc):
                found.append((words, features[first:end].copy()))
                words, first = [], end
        self._known.update(zip(new, found[::2], strict=True))
