"""The tables of the gazetteer: who bears which name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.sentence.phrases import PhraseTable, fold, parts_of, tokens_of
from schemas import Place
from schemas.records import PlacePrecision

# What a country's name weighs against cities of the same name, as a population.
_COUNTRY_WEIGHT = 200_000_000
_REGION_WEIGHT = 2_000_000
WATCHED = 1_000_000  # of a place that news names whatever its size
PLACES = DATA / "places"
SPOTS: tuple[tuple[str, PlacePrecision, float], ...] = (
    ("regions.tsv", "region", _REGION_WEIGHT),
    ("seas.tsv", "region", _REGION_WEIGHT),
    ("towns.tsv", "city", WATCHED),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One bearer of a name; ``weight`` is its population or what stands for it."""

    place: Place
    weight: float


@cache
def tables() -> tuple[dict[str, str], PhraseTable[Candidate], set[tuple[str, str]], dict[str, str]]:
    """The cities, the fixed names, those that news names, and the countries that adjectives tell."""
    cities = dict(cities_in(PLACES / "cities.tsv"))
    fixed: PhraseTable[Candidate] = PhraseTable()
    countries = DATA / "actors" / "countries.tsv"
    add_countries(fixed, read_rows(countries, 5, 5), read_rows(PLACES / "countries.tsv", 4, 4))
    add_all_spots(fixed, PLACES)
    watched = {
        (" ".join(tokens_of(fold(name))), row.cells[2])
        for row in read_rows(PLACES / "watched.tsv", 3, 3)
        for name in (row.cells[0], *parts_of(row.cells[1]))
    }
    for row in read_rows(PLACES / "not_places.tsv", 1, 1):
        for name in parts_of(row.cells[0]):
            cities.pop(name, None)
    return cities, fixed, watched, owners_in(countries)


def cities_in(path: Path) -> Iterator[tuple[str, str]]:
    """Each name in a table of cities as a sentence holds it, with its bearers."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                name, _, places = line.rstrip("\n").partition("\t")
                yield " ".join(tokens_of(name)) if "-" in name or "'" in name else name, places


def add_large_city(
    fixed: PhraseTable[Candidate], cities: dict[str, str], watched: set[tuple[str, str]], name: str, country: str
) -> None:
    """Add a city by a name that maps do not have; where they have it, it is that of the country told."""
    plain = " ".join(tokens_of(fold(name)))
    if plain in cities and any(c.place.country == country for c in bearers(plain, cities[plain])):
        watched.add((plain, country))
        return
    fixed.add_once(name, Candidate(Place(name=name, country=country, precision="city"), WATCHED))


def owners_in(countries: Path) -> dict[str, str]:
    return owned_by(read_rows(countries, 5, 5))


def owned_by(countries: Iterable[Row]) -> dict[str, str]:
    return {word: row.cells[0] for row in countries for word in (*parts_of(row.cells[1]), *parts_of(row.cells[2]))}


def add_all_spots(fixed: PhraseTable[Candidate], folder: Path) -> None:
    for name, precision, weight in SPOTS:
        if (folder / name).exists():
            add_spots(fixed, read_rows(folder / name, 7, 7), precision, weight)


@lru_cache(maxsize=4096)
def bearers(name: str, places: str) -> tuple[Candidate, ...]:
    """The bearers of a city's name, out of its cell in cities.tsv."""
    found = []
    for record in places.split(";"):
        geonames_id, country, admin1, lat, lon, population, *usual = record.split(",")
        place = Place(
            name=usual[0] if usual else name,
            country=country,
            admin1=admin1,
            lat=float(lat),
            lon=float(lon),
            geonames_id=int(geonames_id),
            precision="city",
        )
        found.append(Candidate(place, float(population)))
    return tuple(found)


def add_countries(fixed: PhraseTable[Candidate], names: Iterable[Row], positions: Iterable[Row]) -> None:
    where = {row.cells[0]: row.cells[1:] for row in positions}
    for row in names:
        code, variants, *_ = row.cells
        geonames_id, lat, lon = where.get(code, (None, None, None))
        place = Place(
            name=parts_of(variants)[0],
            country=code,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            geonames_id=int(geonames_id) if geonames_id else None,
            precision="country",
        )
        for name in parts_of(variants):
            fixed.add_once(name, Candidate(place, _COUNTRY_WEIGHT))


def add_spots(fixed: PhraseTable[Candidate], rows: Iterable[Row], precision: PlacePrecision, weight: float) -> None:
    """Add the places of a table written by hand."""
    for row in rows:
        name, aliases, _, country, admin1, lat, lon = row.cells
        try:
            place = Place(
                name=name,
                country="" if country == "-" else country,
                admin1=None if admin1 == "-" else admin1,
                lat=float(lat),
                lon=float(lon),
                precision=precision,
            )
        except ValueError as error:
            raise row.error(f"latitude {lat!r} or longitude {lon!r} is no number of degrees") from error
        for phrase in (name, *parts_of(aliases)):
            fixed.add_once(phrase, Candidate(place, weight))
