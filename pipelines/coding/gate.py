"""A cheap look at a sentence that decides whether it is worth parsing."""

import re

from pipelines.coding.lexicon import Lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LEAST_WORDS = 3
_MOST_CHARACTERS = 1_500  # beyond it stand tables, lists and broken markup; the longest news sentences have 600


class Gate:
    """Refuses sentences that cannot hold an event of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._triggers = lexicon.trigger_forms()

    def refuse(self, sentence: str) -> str | None:
        """Why ``sentence`` need not be parsed, or None where it must be."""
        if len(sentence) > _MOST_CHARACTERS:
            return "too_long"
        words = _WORD.findall(sentence.lower())
        if len(words) < _LEAST_WORDS:
            return "fragment"
        return "no_trigger" if self._triggers.isdisjoint(words) else None
