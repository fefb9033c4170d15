"""Words in what commands say: numbers with their nouns, and what somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def some(number: int, one: str, many: str = "") -> str:
    """``1 report``, ``1,234 reports``; ``many`` where it is not ``one`` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def meant(word: str, known: Iterable[str]) -> str:
    """The known words that are near to one that is not known, as `` (did you mean X or Y?)``; nothing if none is."""
    near = get_close_matches(word, list(known), n=3)
    return f" (did you mean {' or '.join(near)}?)" if near else ""
