"""spaCy's pattern of French words with hyphens, compiled in a tenth of the time.

The pattern is an alternation of 250 branches that end alike, and each spells out all lower-case letters: a megabyte and
a half, on which Python works for two seconds and more. Written with each ending once it matches the same words.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any, Final

_FRONT: Final = "(?iu)(?:^"
_LONG: Final = 100_000
_ALONE: Final = RLock()
_BRANCH: Final = ")|(?:"
_END: Final = re.compile(r"(?:\[[^\]]*\][*+]?)+\$\Z")


@contextmanager
def compiled_shortly() -> Iterator[None]:
    """While spaCy's French is loaded: its long pattern is compiled as ``shortened`` has it, all others as ever.

    ``re.compile`` is another for the whole process meanwhile, so one thread at a time.
    """
    with _ALONE:
        compile_any = re.compile

        def compile_short(pattern: Any, flags: Any = 0) -> Any:
            long = isinstance(pattern, str) and len(pattern) > _LONG and pattern.startswith(_FRONT)
            return compile_any(shortened(pattern) if long else pattern, flags)

        re.compile = compile_short
        try:
            yield
        finally:
            re.compile = compile_any


def shortened(pattern: str) -> str:
    """An alternation with what follows all branches that end alike written once."""
    marks, branches = pattern[: pattern.index("(", 1)], pattern[pattern.index("(", 1) + 3 : -1].split(_BRANCH)
    starts: dict[str, list[str]] = {}
    for branch in branches:
        end = _END.search(branch)
        at = len(branch) if end is None else end.start()
        starts.setdefault(branch[at:], []).append(branch[:at])
    return marks + "|".join(f"(?:{'|'.join(fronts)}){end}" for end, fronts in starts.items())
