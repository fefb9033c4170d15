"""Parses of another language, rewritten by its grammar into what the rules of syntax read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol

from pipelines.coding.sentence.grammars.nodes import Node, linked, parse_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.trees import Token, Trees

_BATCH: Final = 128
_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚`´", "'"), "\u00a0": " ", "\u202f": " ", "ё": "е", "Ё": "Е"}
)


class Grammar(Protocol):
    """What makes of a tree of Universal Dependencies one that the rules read."""

    language: str

    def rewrite(self, nodes: list[Node]) -> list[Node]:
        """The nodes of one sentence with tags and labels of English, and what was added."""

    def spelt(self, word: str) -> str:
        """A word as it stands among those of a parse."""


class ForeignParser:
    """The parser of one language."""

    def __init__(self, trees: Trees, grammar: Grammar, front_end: Callable[[str], int]) -> None:
        self._trees, self._grammar, self._front_end = trees, grammar, front_end

    def parse(self, sentences: Iterable[str]) -> Iterator[Parse]:
        """The parses of ``sentences``, in order; each depends on its own sentence only."""
        rest = iter(sentences)
        while chunk := list(islice(rest, _BATCH)):
            fronts = [self._front_end(sentence) for sentence in chunk]
            texts = [sentence[front:].translate(_PLAIN) for sentence, front in zip(chunk, fronts, strict=True)]
            for sentence, front, tokens in zip(chunk, fronts, self._trees.trees(texts), strict=True):
                yield self._parse(sentence, front, tokens)

    def words(self, sentence: str) -> list[str]:
        """The words of a sentence as its parse has them, but for what a grammar adds."""
        text = sentence[self._front_end(sentence) :].translate(_PLAIN)
        return list(map(self._grammar.spelt, self._trees.words(text)))

    def _parse(self, sentence: str, front: int, tokens: Sequence[Token]) -> Parse:
        nodes = [
            Node(token.word, token.word, "", token.start + front, at, token.kind, token.features, token.label)
            for at, token in enumerate(tokens)
        ]
        linked(nodes, [token.head for token in tokens])
        for node in nodes:
            if node.head is None:
                node.dep = "ROOT"
        return parse_of(sentence, self._grammar.rewrite(nodes), self._grammar.language)
