"""What a sentence tells by the letters of its words: deeds in words that the lexicon of a language lacks.

A linear model over runs of letters, trained by ``python -m pipelines.coding.training.train_letters`` on the written
sentences of a language; the weights are ``data/LANGUAGE/letters.json``. Words of one root share their runs, so that it
knows forms and kin of what was written. It speaks only where the rules found nothing and turned nothing away.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.model import Model
from pipelines.coding.sentence.frames import noun_words, sides_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

DEEDS: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""What the letters tell; other types are too rare among what is written to be known by them."""
OTHER: Final = "OTHER"
"""What every other type is to them."""
SURE: Final = 0.5
ALONE: Final = ("the letters alone",)
"""The steps of an event that nothing else tells."""
_SHORTEST, _LONGEST = 3, 5
_REMEMBERED = 4096
_WORD = re.compile(r"\w+")
_ARMED = word_list("armed_doers")


def runs_of(sentence: str) -> list[str]:
    """The runs of three to five letters in the words of a sentence, each once; a blank is before and behind a word."""
    runs: dict[str, None] = {}
    for word in _WORD.findall(sentence.lower()):
        padded = f" {word} "
        for length in range(_SHORTEST, _LONGEST + 1):
            runs |= dict.fromkeys(padded[at : at + length] for at in range(len(padded) - length + 1))
    return list(runs)


class Letters:
    """The model of one language, loaded once for a process."""

    def __init__(self, model: Model) -> None:
        self.probabilities = lru_cache(_REMEMBERED)(lambda sentence: _of(model, sentence))

    @classmethod
    def load(cls, path: Path) -> Self:
        """The shipped model of a language; raises LexiconError where the file is missing or broken."""
        return cls(Model.load(path, "train_letters"))

    def deed(self, sentence: str) -> str | None:
        """The deed that a sentence tells; None where it sounds like none."""
        chances = self.probabilities(sentence)
        best = max(chances, key=lambda label: chances[label])
        return best if best in DEEDS and chances[best] >= SURE else None

    def sounds(self, sentence: str) -> bool:
        """Whether a sentence sounds like a deed."""
        return self.deed(sentence) is not None


def _of(model: Model, sentence: str) -> Mapping[str, float]:
    return model.probabilities(runs_of(sentence))


def event_by_letters(parse: Parse, kind: str) -> Proposal | None:
    """The deed of a sentence as an event: told by its root, of those around it.

    Who is not known to bear arms is not the source of an assault: they may as well be who is hit.
    """
    root = next((token for token, label in enumerate(parse.deps) if label == "ROOT"), None)
    if root is None:
        return None
    place = circumstance(parse, root)
    if place.unreal:
        return None
    sources, targets = sides_of(parse, root)
    if kind == "ASSAULT" and not any(word in _ARMED for noun in sources for word, _ in noun_words(parse, noun)):
        sources, targets = (), targets or sources
    return Proposal(
        type=kind,
        mode=None,
        cameo=None,
        trigger=root,
        core=root,
        sources=sources,
        targets=targets,
        nominal=not parse.tags[root].startswith("VB"),
        steps=ALONE,
    )
