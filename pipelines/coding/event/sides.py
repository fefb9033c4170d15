"""Whom a deed befalls where a language tells it in a way of its own; each has its rules in a file of its own."""

from collections.abc import Callable, Mapping
from typing import Final

from pipelines.coding.event import sides_en, sides_es, sides_ru
from pipelines.coding.event.matching import Match
from pipelines.coding.sentence.parsing import Parse

_OF: Final[Mapping[str, Callable[[Parse, Match], tuple[list[int], list[int]] | None]]] = {
    "en": sides_en.befallen,
    "es": sides_es.befallen,
    "ru": sides_ru.befallen,
}


def befallen(parse: Parse, match: Match) -> tuple[list[int], list[int]] | None:
    """Who does what a match tells, and whom it befalls; None where the rules of all languages say."""
    own = _OF.get(parse.language)
    return None if own is None else own(parse, match)
