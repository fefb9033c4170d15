"""The tokens of a sentence by spaCy's tokeniser, which is asked once for each run of letters between blanks.

It looks at nothing but such a run at a time, and news repeats them.
"""

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

Features = npt.NDArray[np.uint64]

_RUN = re.compile(r"\S+")
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
        """The tokens of ``text``, none of them white space."""
        return [word for run in text.split() for word in self._run(run)[0]]

    def read(self, text: str) -> tuple[list[str], list[int], Features | None]:
        """The tokens, where each starts, and their features; these only where single blanks part all runs."""
        words: list[str] = []
        starts: list[int] = []
        parts: list[Features] = []
        ends: list[int] = []
        for match in _RUN.finditer(text):
            start = match.start()
            found, features = self._run(match.group())
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

    def _run(self, run: str) -> tuple[list[str], Features]:
        known = self._known.get(run)
        if known is None:
            doc = self._nlp.make_doc(run)
            known = [token.text for token in doc], self._features_of(doc)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[run] = known
        return known
