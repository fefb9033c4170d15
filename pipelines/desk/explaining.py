"""Why the coder made an event of a sentence: it reads the report again and says which entry and rules did it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.coding.languages import Coders


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence on one line, and what was found in it and why, line by line."""

    sentence: str
    lines: tuple[str, ...]


class Explainer:
    """The coder, loaded when it is first asked; one report at a time, the last ones remembered."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._held = lru_cache(maxsize=32)(self._explain)

    @cached_property
    def _coder(self) -> "Coders":
        from pipelines.coding.languages import Coders

        return Coders()

    @property
    def rank(self) -> int:
        """That of the coder that explains, which may be another than that which coded."""
        from pipelines.coding.version import IDENTITY

        return IDENTITY.rank

    def explain(self, text: str, published: date, language: str | None) -> tuple[Explained, ...]:
        """Every sentence of a report; none where it costs too much, or its language is not read here."""
        with self._turn:
            return self._held(text, published, language)

    def _explain(self, text: str, published: date, language: str | None) -> tuple[Explained, ...]:
        from pipelines.coding.document import Document
        from pipelines.coding.packages import coded_as

        told = self._coder.explain(Document(text=text, published=published, language=coded_as(language)))
        if isinstance(told, float) or not told:
            return ()
        found: list[tuple[str, list[str]]] = []
        for line in told.split("\n"):
            if line.startswith("  ") and found:
                found[-1][1].append(line[2:])
            else:
                found.append((line, []))
        return tuple(Explained(sentence, tuple(lines)) for sentence, lines in found)
