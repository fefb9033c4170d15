"""Sentences parsed in parts: what stands in front, aside or between verb and object leads a small parser astray."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokenizer import Tokenizer

from pipelines.coding.sentence.trees import SpacyTrees, Token

_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence that is parsed for itself, and how its root hangs in the rest.

    ``to_root`` hangs it from the root of the rest, else from the verb before it, and a bare aside from the word before.
    """

    start: int
    end: int
    label: str
    to_root: bool = False


class PartedTrees(SpacyTrees):
    """A tagger and parser that gets the parts of a sentence one by one; ``parts`` says which there are, in order."""

    def __init__(
        self, package: str, parts: Callable[[str], Sequence[Part]], prepare: Callable[[Tokenizer], None] | None = None
    ) -> None:
        super().__init__(package, prepare)
        self._parts = parts

    def trees(self, texts: Sequence[str]) -> Iterator[list[Token]]:
        """The words of each text as its tree has them, put together of the trees of its parts."""
        parted = [tuple(self._parts(text)) for text in texts]
        pieces: list[str] = []
        places: list[list[int]] = []
        for text, parts in zip(texts, parted, strict=True):
            main, kept = _without(text, parts)
            places.append(kept)
            pieces += [main, *(text[part.start : part.end] for part in parts)]
        read = super().trees(pieces)
        for kept, parts in zip(places, parted, strict=True):
            first = [replace(token, start=kept[token.start]) for token in next(read)]
            yield _joined(first, parts, [next(read) for _ in parts]) if parts else first


def _without(text: str, parts: Sequence[Part]) -> tuple[str, list[int]]:
    """A text without its parts, and where each of its characters stood."""
    kept: list[int] = []
    at = 0
    for part in parts:
        kept += range(at, part.start)
        at = part.end
        if kept and text[kept[-1]] == " ":
            at += text[at : at + 1] == " "  # one blank is enough
    kept += range(at, len(text))
    return "".join(text[place] for place in kept), kept


def _joined(main: list[Token], parts: Sequence[Part], inner: Sequence[list[Token]]) -> list[Token]:
    """One tree: the words in the order of the text, the root of each part under a word of the rest."""
    pool: list[tuple[int, Token, int, int]] = []  # start, word, its tree, its place there
    for number, tokens in enumerate([main, *inner]):
        shift = 0 if number == 0 else parts[number - 1].start
        pool += [(token.start + shift, token, number, at) for at, token in enumerate(tokens)]
    pool.sort(key=lambda item: item[0])
    place = {(number, at): new for new, (_, _, number, at) in enumerate(pool)}
    found = []
    for start, token, number, at in pool:
        head, label = place[number, token.head], token.label
        if number and token.head == at and main:
            part = parts[number - 1]
            above = _above(main, part)
            head, label = place[0, above], "punct" if token.kind == "PUNCT" else part.label
        found.append(replace(token, start=start, head=head, label=label))
    return found


def _above(main: Sequence[Token], part: Part) -> int:
    """The word of the rest from which a part hangs."""
    root = next((at for at, token in enumerate(main) if token.head == at and token.kind != "PUNCT"), 0)
    if part.to_root:
        return root
    before = [at for at, token in enumerate(main) if token.start < part.start and token.kind != "PUNCT"]
    if part.label == "dep":
        return before[-1] if before else root
    verbs = [at for at in before if main[at].kind in _VERBAL]
    if not verbs:
        return root
    verb = verbs[-1]
    helped = main[verb].label.partition(":")[0] in ("aux", "cop") and main[verb].head != verb
    return main[verb].head if helped else verb
