"""Trees of Russian sentences by the networks of slovnet, whose files lie in the package natasha."""

import importlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from pipelines.coding.sentence.trees import Token

_VECTORS: Final = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_MORPHOLOGY: Final = "model/slovnet_morph_news_v1.tar"
_SYNTAX: Final = "model/slovnet_syntax_news_v1.tar"
_CELLS: Final = 4_000  # words of one pass; more is no faster and takes memory


class SlovnetTrees:
    """The tagger and the parser; a sentence is read alike whatever is read with it."""

    def __init__(self) -> None:
        self._tokenize, self._morphology, self._syntax = _load()

    def words(self, text: str) -> list[str]:
        """The words of a text."""
        return [token.text for token in self._tokenize(text)]

    def trees(self, texts: Sequence[str]) -> Iterator[list[Token]]:
        """The words of each text as its tree has them."""
        spans = [list(self._tokenize(text)) for text in texts]
        words = [[span.text for span in found] for found in spans]
        found: dict[int, list[Token]] = {}
        for group in _groups(words):
            tags = self._tags([words[at] for at in group])
            arcs = self._arcs([words[at] for at in group])
            for at, tagged, (heads, labels) in zip(group, tags, arcs, strict=True):
                found[at] = [
                    Token(span.text, span.start, kind, features, head, label)
                    for span, (kind, features), head, label in zip(spans[at], tagged, heads, labels, strict=True)
                ]
        for at in range(len(texts)):
            yield found.get(at, [])

    def _tags(self, sentences: Sequence[list[str]]) -> Iterator[list[tuple[str, dict[str, str]]]]:
        infer = self._morphology
        given = _input(infer.encoder, sentences)
        encoded = _encode(infer.model, given)
        best = infer.model.head.decode(infer.model.head(encoded))
        for row, words in zip(best, sentences, strict=True):
            yield [_tag(infer.decoder.tags_vocab.decode(int(cell))) for cell in row[: len(words)]]

    def _arcs(self, sentences: Sequence[list[str]]) -> Iterator[tuple[list[int], list[str]]]:
        """The head of each word, its own place for a root, and its label."""
        infer = self._syntax
        model, given = infer.model, _input(infer.encoder, sentences)
        encoded, mask = _encode(model, given), ~given.pad_mask
        heads = model.head.decode(model.head(encoded), mask)
        labels = model.rel.decode(model.rel(encoded, heads), mask)
        for row, names, words in zip(heads, labels, sentences, strict=True):
            yield (
                _tree(row[: len(words)].tolist()),
                [infer.decoder.rels_vocab.decode(int(name)) for name in names[: len(words)]],
            )


def _input(encoder: Any, sentences: Sequence[list[str]]) -> Any:
    return encoder.input([encoder.item(words) for words in sentences])


def _encode(model: Any, given: Any) -> Any:
    """Words as the network reads them; what pads a short sentence is nothing, so that no neighbour is read with it."""
    embedded = model.emb(given.word_id, given.shape_id)
    embedded[given.pad_mask] = 0
    return model.encoder(embedded, given.pad_mask)


def _groups(words: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """The places of sentences with words, those of like length together."""
    group: list[int] = []
    for at in sorted((at for at, found in enumerate(words) if found), key=lambda at: len(words[at])):
        if group and (len(group) + 1) * len(words[at]) > _CELLS:
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _tree(found: Sequence[int]) -> list[int]:
    """Places of heads out of their numbers, 0 for a root: the network chooses each alone, and a ring is cut open."""
    heads = [number - 1 if number else at for at, number in enumerate(found)]
    for start in range(len(heads)):
        seen: set[int] = set()
        at = start
        while heads[at] != at and at not in seen:
            seen.add(at)
            at = heads[at]
        if heads[at] != at:
            heads[at] = at
    return heads


@cache
def _tag(text: str) -> tuple[str, dict[str, str]]:
    """A part of speech and the morphology behind it: "NOUN|Case=Nom|Number=Sing"."""
    kind, _, rest = text.partition("|")
    return kind, dict(pair.split("=", 1) for pair in rest.split("|") if "=" in pair)


@cache
def _load() -> tuple[Any, Any, Any]:
    """What parts words, the tagger and the parser; raises ImportError where a package is not installed."""
    slovnet, navec, razdel = map(importlib.import_module, ("slovnet", "navec", "razdel"))
    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise ImportError("natasha")
    folder = (
        Path(spec.origin).parent / "data"
    )  # importing natasha itself would ask for packages that nothing here needs
    vectors = navec.Navec.load(folder / _VECTORS)
    vectors.vocab = None  # 250,000 words, which the tagger has too, and the parser need not have again
    tagger = slovnet.Morph.load(folder / _MORPHOLOGY).navec(vectors).infer
    parser = _parser(folder / _SYNTAX, tagger.encoder.words_vocab)
    parser.model = parser.model.inject_navec(vectors)
    return razdel.tokenize, tagger, parser


def _parser(path: Path, words: Any) -> Any:
    """The parser in a file, as ``Syntax.load`` makes it, with the vocabulary that is loaded already."""
    names = ("slovnet.exec.pack", "slovnet.exec.model", "slovnet.exec.encoders", "slovnet.exec.infer")
    packs, models, encoders, infers = map(importlib.import_module, names)
    with packs.Pack(path) as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(models.Syntax)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
        shapes, labels = pack.load_vocab("shape"), pack.load_vocab("rel")
    return infers.SyntaxInfer(model, encoders.SyntaxEncoder(words, shapes), infers.SyntaxDecoder(labels))
