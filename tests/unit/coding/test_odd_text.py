"""Odd text in other languages, whatever is said of its words: a coder tells something or nothing, and never fails."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import pytest
from pytest import MonkeyPatch  # noqa: PT013  only the type is wanted
from unit.coding import test_french, test_russian, test_spanish
from unit.coding.foreign import DAY, coders, needs

from pipelines.coding.document import Document
from pipelines.coding.sentence.trees import Token, Trees

SENTENCES: Final = {
    "es": [row[0] for row in test_spanish.EVENTS],
    "fr": [row[0] for row in test_french.EVENTS],
    "ru": [row[0] for row in test_russian.EVENTS],
}
ODD: Final = (
    '\u0301 \u200b \u202e \ufeff \u00ad \u2028 \x07 ² ٣ ① Ⅳ 😀 İ ß ǆ ’ " « » — – - -- … . ! ? , ; : ( ) [ / _ = @ № 中 '
    "ё -го 31.02.2022 00.00.0000 1,2,3 1e9 9999999999999999 0 -1 народу боже чаю господи полу- l' d' qu' ¿ ¡ º 1º 1er"
).split(" ")
TEXTS: Final = 120
Tags = tuple[str, Mapping[str, str]]


class AnyTrees:
    """The trees of a parser with kinds, features, heads and labels drawn out of all that it may give."""

    def __init__(self, real: Trees, chance: random.Random, draw_tag: Callable[[], Tags], labels: Sequence[str]) -> None:
        self._real, self._chance, self._draw_tag, self._labels = real, chance, draw_tag, labels

    def words(self, text: str) -> list[str]:
        """The words of a text."""
        return self._real.words(text)

    def trees(self, texts: Sequence[str]) -> Iterator[list[Token]]:
        """The words of each text, as some tree may have them."""
        for tokens in self._real.trees(texts):
            heads, share = self._heads(len(tokens)), self._chance.choice((0.1, 0.4, 1.0))
            drawn = self._chance.random() < 0.5
            yield [self._changed(token, heads[at] if drawn else token.head, share) for at, token in enumerate(tokens)]

    def _heads(self, size: int) -> list[int]:
        order, heads = self._chance.sample(range(size), size), [0] * size
        for at, place in enumerate(order):
            heads[place] = order[self._chance.randrange(at)] if at and self._chance.random() > 0.1 else place
        return heads

    def _changed(self, token: Token, head: int, share: float) -> Token:
        kind, features, label = token.kind, token.features, token.label
        if self._chance.random() < share:
            kind, features = self._draw_tag()
        if self._chance.random() < share:
            label = self._chance.choice(self._labels)
        return Token(token.word, token.start, kind, features, head, label)


@pytest.mark.slow
@pytest.mark.parametrize("language", SENTENCES)
def test_odd_text_is_coded(language: str) -> None:
    needs(language)
    chance = random.Random(language)
    texts = [_mutated(SENTENCES[language], chance) for _ in range(TEXTS)]
    documents = [Document(text=text, published=DAY, language=language) for text in texts]
    assert len(coders().code(documents)) == TEXTS


@pytest.mark.slow
@pytest.mark.parametrize("language", SENTENCES)
def test_whatever_the_tagger_and_the_parser_say_is_coded(language: str, monkeypatch: MonkeyPatch) -> None:
    needs(language)
    coder: Any = coders().of(language)
    real, chance = coder._parser._trees, random.Random(language)
    tags, labels = _vocabulary(real)
    monkeypatch.setattr(coder._parser, "_trees", AnyTrees(real, chance, lambda: chance.choice(tags), labels))
    texts = [" ".join(chance.sample(SENTENCES[language], 2)) for _ in range(TEXTS)]
    codings = coders().code([Document(text=text, published=DAY, language=language) for text in texts])
    assert any(coding.tellings for coding in codings)


def _vocabulary(trees: Any) -> tuple[list[Tags], list[str]]:
    """All that a tagger may say of a word, and all labels of its parser."""
    if hasattr(trees, "_nlp"):
        pipes = trees._nlp.get_pipe("morphologizer"), trees._nlp.get_pipe("parser")
        found = [_pairs(label) for label in pipes[0].labels]
        return [(features.pop("POS", "X"), features) for features in found], list(pipes[1].labels)
    words, arcs = trees._morphology.decoder.tags_vocab, trees._syntax.decoder.rels_vocab
    split = [words.decode(at).partition("|") for at in range(len(words))]
    return [(kind, _pairs(rest)) for kind, _, rest in split], [arcs.decode(at) for at in range(len(arcs))]


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split("|") if "=" in pair)


def _mutated(sentences: Sequence[str], chance: random.Random) -> str:
    """A sentence with words lost, doubled, moved, taken from others or grown together with odd signs."""
    words = chance.choice(sentences).split()
    for _ in range(chance.choice((1, 2, 4))):
        at, odd = chance.randrange(len(words)), chance.choice(ODD)
        word = words[at]
        cut = chance.randrange(len(word) + 1)
        words[at : at + 1] = chance.choice(
            (
                [odd, word],
                [word + odd],
                [word[:cut] + odd + word[cut:]],
                [odd],
                [word, word],
                [word.upper()],
                chance.choice(sentences).split(),
                chance.sample(words, len(words) // 2) or [word],
            )
        )
    return chance.choice((" ", " ", " ", "\n", "\u00a0", "")).join(words)
