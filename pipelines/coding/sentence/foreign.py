"""Parses of another language by its spaCy package, rewritten by its grammar into what the rules of syntax read."""

import importlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Final, Protocol

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from pipelines.coding.sentence.grammars.nodes import Node, linked, parse_of
from pipelines.coding.sentence.parsing import Parse

_BATCH: Final = 128
_PLAIN = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚`´", "'"), "\u00a0": " ", "\u202f": " "})


class Grammar(Protocol):
    """What makes of a tree of Universal Dependencies one that the rules read."""

    language: str

    def rewrite(self, nodes: list[Node]) -> list[Node]:
        """The nodes of one sentence with tags and labels of English, and what was added."""

    def spelt(self, word: str) -> str:
        """A word as it stands among those of a parse."""


class ForeignParser:
    """The parser of one language."""

    def __init__(self, package: str, grammar: Grammar, front_end: Callable[[str], int]) -> None:
        self._nlp = load_package(package)
        self._grammar, self._front_end = grammar, front_end
        self._features: dict[int, Mapping[str, str]] = {}

    def parse(self, sentences: Iterable[str]) -> Iterator[Parse]:
        """The parses of ``sentences``, in order; each depends on its own sentence only."""
        rest = iter(sentences)
        while chunk := list(islice(rest, _BATCH)):
            fronts = [self._front_end(sentence) for sentence in chunk]
            texts = [sentence[front:].translate(_PLAIN) for sentence, front in zip(chunk, fronts, strict=True)]
            for sentence, front, doc in zip(chunk, fronts, self._nlp.pipe(texts, batch_size=_BATCH), strict=True):
                yield self._parse(sentence, front, doc)

    def words(self, sentence: str) -> list[str]:
        """The words of a sentence as its parse has them, but for what a grammar adds."""
        text = sentence[self._front_end(sentence) :].translate(_PLAIN)
        return [self._grammar.spelt(token.text) for token in self._nlp.tokenizer(text) if not token.is_space]

    def _parse(self, sentence: str, front: int, doc: Doc) -> Parse:
        tokens = [token for token in doc if not token.is_space]
        place = {token.i: at for at, token in enumerate(tokens)}
        nodes: list[Node] = []
        heads: list[int] = []
        for at, token in enumerate(tokens):
            features = self._features.get(token.morph.key)
            if features is None:
                features = self._features[token.morph.key] = token.morph.to_dict()
            word, head = token.text, token.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            heads.append(place.get(head.i, at))
            nodes.append(Node(word, word, "", token.idx + front, at, token.pos_, features, token.dep_))
        linked(nodes, heads)
        for node in nodes:
            if node.head is None:
                node.dep = "ROOT"
        return parse_of(sentence, self._grammar.rewrite(nodes), self._grammar.language)


@cache
def load_package(package: str) -> Language:
    """A language's tagger and parser; raises ImportError where the package is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # W095: trained by an earlier version; the tests say that it reads as it should
        module = importlib.import_module(package)
        nlp: Language = module.load(exclude=["ner", "lemmatizer", "senter"])
    ops = NumpyOps(use_blis=False)
    for name in ("tok2vec", "morphologizer", "parser"):
        if nlp.has_pipe(name):
            for node in nlp.get_pipe(name).model.walk():
                node.ops = ops
    return nlp
