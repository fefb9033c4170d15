"""Actors and places in a language that declines names: "войсками Исламской Республики Иран"."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.glosses import Glosses, glosses_of
from pipelines.coding.sentence.phrases import fold, parts_of, tokens_of
from pipelines.coding.when_where.places import Gazetteer, PlaceMatch
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.cases_ru import agreeing, cases, cases_of_person
from pipelines.coding.who.entities import ActorMatch

_ADDED = "of"  # before a genitive; in names it is no word
_ENTITIES = ("organisations", "groups", "parties", "leaders")


class SlavicActors(ActorLexicon):
    """The actors of one language: its data files name them in the nominative."""

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
        """Read the files of a language; where it has none that of English is not asked, whose names it cannot hold."""
        glosses = glosses_of(language)
        folder, decline = DATA / language, Declension(glosses)
        lexicon = cls(
            glosses,
            decline.countries(folder),
            read_rows(folder / "actors" / "roles.tsv", 4, 4),
            decline.spots(_optional(folder / "places" / "regions.tsv", 7)),
            (),
        )
        for row in _optional(folder / "places" / "large_cities.tsv", 2):
            lexicon._add_constant(decline.all_of(row.cells[0]), "city", row.cells[1], ())
        for name in _ENTITIES:
            lexicon.add_entities(decline.entities(_optional(folder / "actors" / f"{name}.tsv", 7)))
        for row in _optional(folder / "actors" / "not_actors.txt", 1):
            for phrase in decline.all_of(row.cells[0], both=True):
                lexicon.exclude(fold(phrase.lower()))
        return lexicon

    def tells_nation(self, word: str) -> bool:
        """Whether an adjective in lower case is that of a country."""
        return any(entity.kind == "nationality" for entity in self._names.get(word) or ())

    def find(self, words: Sequence[str], on: date) -> list[ActorMatch]:
        """The actors named in a tokenised sentence, as ``ActorLexicon.find`` gives them."""
        pieces, places = apart(words)
        return [
            replace(match, start=places[match.start], end=places[match.end - 1] + 1)
            for match in super().find(pieces, on)
        ]

    def _add_roles(self, rows: Iterable[Row]) -> None:
        decline = Declension(self._glosses)
        for row in rows:
            nouns, code, bond, office = row.cells
            if bond not in ("own", "lent") or office not in ("yes", "no"):
                raise row.error("bond must be own or lent, and office yes or no")
            _, sectors = self._parse_code(code, row)
            for noun in parts_of(nouns):
                role = noun if office == "yes" else None
                match = ActorMatch(0, 0, code, "", sectors, role, "role", lent=bond == "lent")
                for phrase in decline.all_of(noun, both=True):
                    self._roles.add_words(tokens_of(fold(phrase)), match)


class SlavicGazetteer(Gazetteer):
    """The places that a language names."""

    @classmethod
    def load_in(cls, language: str, seen: Callable[[str], str]) -> Self:
        """Countries, regions and cities of the files of a language, in all cases."""
        folder, decline = DATA / language, Declension(glosses_of(language))
        places = folder / "places"
        spots = ("regions.tsv", "seas.tsv", "towns.tsv")
        large = _optional(places / "large_cities.tsv", 2)
        return cls.of_rows(
            places,
            list(decline.countries(folder)),
            {name: list(decline.spots(_optional(places / name, 7))) for name in spots},
            ((form, row.cells[1]) for row in large for form in decline.all_of(row.cells[0])),
            seen,
        )

    def find(self, words: Sequence[str]) -> list[PlaceMatch]:
        """The places named in a tokenised sentence, as ``Gazetteer.find`` gives them."""
        pieces, places = apart(words)
        return [
            replace(match, start=places[match.start], end=places[match.end - 1] + 1) for match in super().find(pieces)
        ]


class Declension:
    """What makes all cases of what the data files have in the nominative."""

    def __init__(self, glosses: Glosses) -> None:
        self._glosses = glosses

    def all_of(self, phrase: str, *, both: bool = False, made: Callable[[str], Set[str]] | None = None) -> list[str]:
        """The cases of a phrase as a parse has their words, the nominative first; of one number or of both."""
        made_of = cases(phrase, both) if made is None else made(phrase)
        forms = [phrase, *sorted(made_of - {phrase})]
        spelt = dict.fromkeys(" ".join(map(self._glosses.spelt, form.split())) for form in forms)
        return list(spelt)

    def countries(self, folder: Path) -> Iterator[Row]:
        """The countries of a language."""
        for row in read_rows(folder / "actors" / "countries.tsv", 5, 5):
            code, names, adjectives, people, capitals = row.cells
            told = [form for phrase in parts_of(adjectives) for form in self.all_of(phrase, made=_agreeing)]
            cells = code, self._cell(names), _both(told), self._cell(people, both=True), self._cell(capitals)
            yield Row(row.path, row.line, cells)

    def spots(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Regions and the like: the name stays, its cases stand among the other names."""
        for row in rows:
            name, others, people, *rest = row.cells
            aliases = [form for phrase in (name, *parts_of(others)) for form in self.all_of(phrase)]
            told = [form for phrase in parts_of(people) for form in self.all_of(phrase, made=_told_of)]
            yield Row(row.path, row.line, (name, "|".join(aliases), _both(told), *rest))

    def entities(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Organisations, groups, offices and persons."""
        for row in rows:
            name, others, kind, *rest = row.cells
            aliases = [
                form
                for phrase in (name, *parts_of(others))
                for form in self.all_of(phrase, made=cases_of_person if kind == "person" else None)
            ]
            yield Row(row.path, row.line, (name, _both(aliases), kind, *rest))

    def _cell(self, cell: str, *, both: bool = False) -> str:
        forms = [form for phrase in parts_of(cell) for form in self.all_of(phrase, both=both)]
        return _both(forms)


def _both(forms: Sequence[str]) -> str:
    """A cell of names, of which what is written small may open a sentence."""
    capital = [form[:1].upper() + form[1:] for form in forms if form[:1].islower()]
    return "|".join(dict.fromkeys([*forms, *capital])) or "-"


def _told_of(phrase: str) -> Set[str]:
    """The forms of a noun or an adjective for who lives somewhere."""
    return cases(phrase, True) | (_agreeing(phrase) if phrase.endswith(("ий", "ый", "ой")) else frozenset())


def _agreeing(phrase: str) -> Set[str]:
    """The forms of an adjective, of which only the last word of a phrase is one."""
    first, _, last = phrase.rpartition(" ")
    return {f"{first} {form}".strip() for form in agreeing(last)}


def apart(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """The pieces of words that names are made of, and the word that each is of."""
    pieces: list[str] = []
    places: list[int] = []
    for at, word in enumerate(words):
        if word != _ADDED:
            for piece in _pieces(word):
                pieces.append(piece)
                places.append(at)
    return pieces, places


@lru_cache(20_000)
def _pieces(word: str) -> tuple[str, ...]:
    return tuple(tokens_of(word)) or (word,)


def _optional(path: Path, width: int) -> Iterable[Row]:
    return read_rows(path, width, width) if path.exists() else ()
