"""Trees of Universal Dependencies, as a parser of another language gives them."""

import importlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from thinc.api import NumpyOps


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and where it begins; ``head`` is the place of its governor among the words, a root's its own."""

    word: str
    start: int
    kind: str
    features: Mapping[str, str]
    head: int
    label: str


class Trees(Protocol):
    """A tagger and parser."""

    def words(self, text: str) -> list[str]:
        """The words of a text."""

    def trees(self, texts: Sequence[str]) -> Iterator[list[Token]]:
        """The words of each text, a sentence, as its tree has them."""


class SpacyTrees:
    """The tagger and parser of a package for spaCy; ``prepare`` changes how its tokeniser parts words."""

    def __init__(self, package: str, prepare: Callable[[Tokenizer], None] | None = None) -> None:
        self._nlp = load_package(package)
        if prepare is not None:
            prepare(self._nlp.tokenizer)
        self._features: dict[int, Mapping[str, str]] = {}

    def words(self, text: str) -> list[str]:
        """The words of a text."""
        return [token.text for token in self._nlp.tokenizer(text) if not token.is_space]

    def trees(self, texts: Sequence[str]) -> Iterator[list[Token]]:
        """The words of each text as its tree has them."""
        for doc in self._nlp.pipe(texts, batch_size=len(texts)):
            yield list(self._tokens(doc))

    def _tokens(self, doc: Doc) -> Iterator[Token]:
        tokens = [token for token in doc if not token.is_space]
        place = {token.i: at for at, token in enumerate(tokens)}
        for at, token in enumerate(tokens):
            features = self._features.get(token.morph.key)
            if features is None:
                features = self._features[token.morph.key] = token.morph.to_dict()
            head = token.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            yield Token(token.text, token.idx, token.pos_, features, place.get(head.i, at), token.dep_)


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
