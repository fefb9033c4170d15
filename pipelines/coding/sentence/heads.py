"""The governors of a sentence's words while its parse is mended: always a tree."""

from collections.abc import Sequence


class Heads(list[int]):
    """Each word's governor, a root its own; a change that would close a circle is not made."""

    def __setitem__(self, token: int, head: int) -> None:  # type: ignore[override]
        """Govern ``token`` by ``head``, unless ``head`` stands under it."""
        if head == token or not is_below(self, head, token):
            super().__setitem__(token, head)


def is_below(heads: Sequence[int], token: int, head: int) -> bool:
    """Whether a word stands under ``head``, or is it."""
    while token != head and heads[token] != token:
        token = heads[token]
    return token == head
