"""The governors of a sentence's words while its parse is mended: always a tree."""


class Heads(list[int]):
    """Each word's governor, a root its own; a change that would close a circle is not made."""

    def __setitem__(self, token: int, head: int) -> None:  # type: ignore[override]
        """Govern ``token`` by ``head``, unless ``head`` stands under it."""
        above = head
        while above != token and self[above] != above:
            above = self[above]
        if above != token or head == token:
            super().__setitem__(token, head)
