"""Actors in a language that puts adjectives behind nouns and writes nationalities small: "soldados colombianos"."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.glosses import HYPHENED, Glosses, glosses_of
from pipelines.coding.sentence.phrases import as_names, fold
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.entities import ActorMatch, Kind, Part
from pipelines.coding.wordlists import unmarked

_LINK = 3  # words between a noun and the nationality behind it: "fuerzas de seguridad iraquíes"
_STOPS = frozenset({"of", "in", "to", "by", "with", "against", "for", "on", "and", "or", ",", "that", "from"})
# Articles at the front of a sentence, which are no first names: "Le Kenya".
_ARTICLES = frozenset("Le La Les L' El Los Las Un Une Des Una Unos Unas".split())
_ADJECTIVES = unmarked("adjectives")
_MASKED = "_"
_ENTITIES = ("organisations", "groups", "parties", "leaders")


class RomanceActors(ActorLexicon):
    """The actors of one language, beside the names of persons and bodies that are the same in all."""

    openers = ActorLexicon.openers | _ARTICLES

    def __init__(
        self,
        glosses: Glosses,
        countries: Iterable[Row],
        roles: Iterable[Row],
        regions: Iterable[Row],
        cities: Iterable[Row],
    ) -> None:
        self._glosses = glosses
        super().__init__(countries, roles, regions, cities)

    @classmethod
    def load_in(cls, language: str) -> Self:
        """Read the files of a language, those of English where there is none."""
        own = DATA / language
        lexicon = cls(
            glosses_of(language),
            _rows(own / "actors" / "countries.tsv", DATA / "actors" / "countries.tsv", 5),
            _rows(own / "actors" / "roles.tsv", DATA / "actors" / "roles.tsv", 4),
            [*_optional(own / "places" / "regions.tsv", 7), *read_rows(DATA / "places" / "regions.tsv", 7, 7)],
            [
                *_optional(own / "places" / "large_cities.tsv", 2),
                *read_rows(DATA / "places" / "large_cities.tsv", 2, 2),
            ],
        )
        for folder in (own / "actors", DATA / "actors"):
            for name in _ENTITIES:
                lexicon.add_entities(_optional(folder / f"{name}.tsv", 7))
        for row in _optional(own / "actors" / "not_actors.txt", 1):
            lexicon.exclude(fold(row.cells[0]))
        return lexicon

    def find(self, words: Sequence[str], on: date) -> list[ActorMatch]:
        """The actors named in a sentence; names are known by their parts, however many of them are one word."""
        parts, places = as_names(words) if self._glosses.language in HYPHENED else (words, [])
        if len(parts) == len(words):
            return super().find(words, on)
        found = super().find(parts, on)
        return [replace(m, start=places[m.start], end=max(places[m.end], places[m.start] + 1)) for m in found]

    def tells_nation(self, word: str) -> bool:
        """Whether an adjective in lower case is that of a country."""
        return any(entity.kind == "nationality" for entity in self._names.get(word) or ())

    def resolve_each(self, words: Sequence[str], head: int, on: date, acts: bool = True) -> list[Part]:
        """The actors of a noun phrase, its nationality read before its head.

        An adjective behind what cannot act tells what kind of thing it is: "un accord de coopération militaire".
        """
        if not acts and words[head].lower() not in _ADJECTIVES:
            words = [_MASKED if word.lower() in _ADJECTIVES else word for word in words]
        order = self._order(words, head, on)
        if order is None:
            return super().resolve_each(words, head, on, acts)
        moved = [words[at] for at in order]
        parts = super().resolve_each(moved, order.index(head), on, acts)
        if len(parts) == 1:
            return parts
        return [Part(0, len(words), part.country, part.sectors, part.role) for part in parts[:1]]

    def _order(self, words: Sequence[str], head: int, on: date) -> list[int] | None:
        """The places of words with the nationalities right behind the head put before it."""
        matches = self.find(words, on)
        core = next((m for m in matches if m.start <= head < m.end), None)
        start, end = (core.start, core.end) if core else (head, head + 1)
        for match in matches:
            if match.start < end or match.kind not in ("nationality", "people"):
                continue
            between = words[end : match.start]
            if len(between) > _LINK or not _STOPS.isdisjoint(between):
                return None
            if match.end == match.start + 1:
                moved = list(range(match.start, match.end))
                rest = [at for at in range(len(words)) if at not in moved]
                place = rest.index(start)
                return [*rest[:place], *moved, *rest[place:]]
        return None

    def _add_constant(self, phrases: Iterable[str], kind: Kind, country: str, sectors: tuple[str, ...]) -> None:
        """Names as a parse has them; what is written small may open a sentence."""
        spelt = [self._glosses.named(phrase) for phrase in phrases]
        capital = [phrase[:1].upper() + phrase[1:] for phrase in spelt if phrase[:1].islower()]
        super()._add_constant([*spelt, *capital], kind, country, sectors)

    def add_entities(self, rows: Iterable[Row]) -> None:
        """Add organisations, groups, offices and persons, their names as a parse has them."""
        super().add_entities(Row(row.path, row.line, tuple(self._spelt(row.cells))) for row in rows)

    def _add_roles(self, rows: Iterable[Row]) -> None:
        super()._add_roles(Row(row.path, row.line, tuple(map(fold, self._spelt(row.cells)))) for row in rows)

    def _spelt(self, cells: Sequence[str]) -> Iterable[str]:
        for at, cell in enumerate(cells):
            yield self._glosses.named(cell) if at < 2 else cell


def _rows(own: Path, english: Path, width: int) -> Iterable[Row]:
    return read_rows(own if own.exists() else english, width, width)


def _optional(path: Path, width: int) -> Iterable[Row]:
    return read_rows(path, width, width) if path.exists() else ()
