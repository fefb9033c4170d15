"""How a language is read before the rules: sentences, the gate, the parser, and what reports in it are about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.corrections import corrected
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.event.politics import Politics
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.judge.judging import Analysis
from pipelines.coding.judge.unheard import Unheard, unheard_in
from pipelines.coding.sentence.abbreviating import written_out
from pipelines.coding.sentence.gate import Gate
from pipelines.coding.sentence.headlines import Headlines
from pipelines.coding.sentence.parsing import Parse, Parser
from pipelines.coding.sentence.reading import Reading, read_text
from pipelines.coding.sentence.sentences import split_sentences
from pipelines.coding.who.habits import HABITS, Habits
from pipelines.coding.who.reference_rules import REFERENCES


class Parsing(Protocol):
    """What the coder needs of a parser."""

    def parse(self, sentences: Iterable[str]) -> Iterator[Parse]:
        """The parses of ``sentences``, in order; each depends on its own sentence only."""

    def words(self, sentence: str) -> list[str]:
        """The words of a sentence as its parse has them."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one language.

    ``taken_back`` says of each sentence of a report whether it is corrected or refuted, ``unheard`` what the network is
    to read in a sentence that tells nothing; ``references`` is the file of nouns that take up an actor.
    """

    gate: Gate
    parser: Parsing
    politics: Politics
    split: Callable[[str], list[tuple[int, int]]]
    taken_back: Callable[[Sequence[str]], list[bool]]
    unheard: Callable[[Analysis], Unheard | None]
    references: Path = REFERENCES
    habits: Habits = HABITS[ENGLISH]
    read: Callable[[str], Reading] = read_text

    @classmethod
    def of_english(cls, lexicon: Lexicon, compositions: Compositions) -> "Reader":
        """The reader of English."""
        parser = Parser(Headlines(lexicon))
        gate, politics = Gate(lexicon, compositions), Politics.load()
        return cls(gate, parser, politics, split_sentences, corrected, unheard_in, read=_read_english)


def _read_english(text: str) -> Reading:
    return written_out(read_text(text))
