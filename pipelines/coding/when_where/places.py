"""Places that a sentence names, and which of several bearers of a name a report means.

The gazetteer is ``data/places``: cities (GeoNames), countries and regions; docs/actors.md tells how names are settled.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.glosses import HYPHENED
from pipelines.coding.sentence.phrases import PhraseTable, as_names, fold, parts_of
from pipelines.coding.when_where.calendar import MONTHS, WEEKDAYS
from pipelines.coding.when_where.place_tables import (
    PLACES,
    SPOTS,
    WATCHED,
    Candidate,
    add_all_spots,
    add_countries,
    add_large_city,
    add_spots,
    bearers,
    cities_in,
    owned_by,
    owners_in,
    tables,
)
from pipelines.coding.wordlists import word_list
from schemas import Actor, Place

# Smaller cities share their names with surnames and common words: they need a word before them that a place needs.
_KNOWN_CITY = 200_000
_TOWN = 40_000
_NO_VILLAGE = 15_000
_LOCATIVES = word_list("place_signs")
_SITES = frozenset(
    {"city", "town", "village", "port", "district", "province", "region", "suburb", "capital", "resort", "state"}
)
_UNKNOWN_SITES = word_list("site_nouns")
_OFFICES = word_list("state_offices")
_GIVEN_NAMES = word_list("given_names")
_NO_SURNAMES = word_list("no_surnames")
_PARTS_OF = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern".split()
)
_WITH_STATES = frozenset({"USA", "CAN", "AUS"})
_STATE_PHRASES = frozenset({"secretary of", "attorney general", "grand jury", "supreme court", "national guard"})
# What being in a country that the report names is worth in decades of population: less for cities, as every report
# that names the United States would move Rome and Vienna there.
_MENTIONED = {"city": 1.5, "region": 2.5, "country": 2.5}
_DOUBT = 150  # how many times heavier a bearer of a name must be for no other to come into question
_NEIGHBOUR = 6.0
_SAINTS = frozenset({"San", "Santa", "Santo"})  # villages are named after them and by one word more
_OUTSIDERS = frozenset({"REB", "UAF", "CRM", "OPP", "CVL"})
_DAYS = frozenset(WEEKDAYS) | frozenset(MONTHS)
_PARTICLES = word_list("name_particles")  # "Salem al-Amri"


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Tokens ``start`` up to ``end`` name a place, one of ``candidates``; ``within`` is the name behind a comma."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    within: tuple[Candidate, ...] = ()

    @property
    def says_which(self) -> bool:
        """Whether the words around the name say which bearer is meant, so that it is not just the country."""
        return bool(self.within) or all(c.place.precision != "country" for c in self.candidates)

    def is_known(self, country: str) -> bool:
        """Whether a bearer of the name in ``country`` is large or often named."""
        return any(c.place.country == country and c.weight >= _KNOWN_CITY for c in self.candidates)

    @property
    def is_town(self) -> bool:
        """Whether a bearer of the name is no village."""
        return any(c.weight >= _NO_VILLAGE for c in self.candidates)

    @property
    def is_doubtful(self) -> bool:
        """Whether bearers of the name in several countries may be meant."""
        heaviest: dict[str, float] = {}
        for candidate in self.candidates:
            country = candidate.place.country
            heaviest[country] = max(candidate.weight, heaviest.get(country, 0))
        weights = sorted(heaviest.values())
        return len(weights) > 1 and weights[-2] * _DOUBT >= weights[-1]


class Gazetteer:
    """Cities, regions and countries by name."""

    def __init__(
        self,
        cities: dict[str, str],
        fixed: PhraseTable[Candidate],
        watched: set[tuple[str, str]],
        owners: dict[str, str],
        seen: Callable[[str], str] | None = None,
        hyphened: bool = False,
        saints: bool = False,
    ) -> None:
        self._seen, self._hyphened, self._saints = seen, hyphened, saints
        self._cities = cities
        self._fixed = fixed
        self._watched = watched
        self._owners = owners
        named = {c.place.country: c for found in fixed.values() for c in found if c.place.precision == "country"}
        self._countries: Mapping[str, Candidate] = named
        self._lengths = defaultdict[str, set[int]](set)
        for words in map(str.split, cities):
            self._lengths[words[0]].add(len(words))

    @classmethod
    def load(cls) -> Self:
        """Read the data files of the package. Raises LexiconError with file and line where one is wrong."""
        return cls(*tables())

    @classmethod
    def load_in(cls, language: str, seen: Callable[[str], str]) -> Self:
        """That of another language: its names of countries, cities and regions beside those that maps have."""
        cities, _, watched, _ = tables()
        own = DATA / language / "places"
        cities, watched = dict(cities), set(watched)
        for name, places in cities_in(own / "cities.tsv"):
            cities[name] = f"{cities[name]};{places}" if name in cities else places
        for row in read_rows(own / "not_places.tsv", 1, 1):
            for name in parts_of(row.cells[0]):
                cities.pop(name, None)
        names = DATA / language / "actors" / "countries.tsv"
        fixed: PhraseTable[Candidate] = PhraseTable()
        owners: dict[str, str] = {}
        for table in (names, DATA / "actors" / "countries.tsv"):
            if table.exists():
                add_countries(fixed, read_rows(table, 5, 5), read_rows(PLACES / "countries.tsv", 4, 4))
                owners |= {word: code for word, code in owners_in(table).items() if word not in owners}
        for folder in (own, PLACES):
            add_all_spots(fixed, folder)
        for row in read_rows(own / "large_cities.tsv", 2, 2):
            add_large_city(fixed, cities, watched, *row.cells)
        return cls(cities, fixed, watched, owners, seen, language in HYPHENED, language == "es")

    @classmethod
    def of_rows(
        cls,
        folder: Path,
        countries: Sequence[Row],
        spots: Mapping[str, Iterable[Row]],
        large: Iterable[tuple[str, str]],
        seen: Callable[[str], str],
    ) -> Self:
        """That of a language in letters of its own: its cities, and rows with all forms of the other names."""
        cities, watched = dict(cities_in(folder / "cities.tsv")), set[tuple[str, str]]()
        for row in read_rows(folder / "not_places.tsv", 1, 1):
            for name in parts_of(row.cells[0]):
                cities.pop(name, None)
        fixed: PhraseTable[Candidate] = PhraseTable()
        add_countries(fixed, countries, read_rows(PLACES / "countries.tsv", 4, 4))
        for name, precision, weight in SPOTS:
            add_spots(fixed, spots.get(name, ()), precision, weight)
        for name, country in large:
            add_large_city(fixed, cities, watched, name, country)
        return cls(cities, fixed, watched, owned_by(countries), seen)

    def find(self, words: Sequence[str]) -> list[PlaceMatch]:
        """The places named in a tokenised sentence, left to right, the longest where several overlap."""
        parts, places = as_names(words) if self._hyphened else (words, [])
        if len(parts) == len(words):
            return self._find(words)
        found = self._find(parts)
        return [replace(m, start=places[m.start], end=max(places[m.end], places[m.start] + 1)) for m in found]

    def _find(self, words: Sequence[str]) -> list[PlaceMatch]:
        folded = [w if w.isascii() else fold(w) for w in words]
        found: list[PlaceMatch] = []
        i = 0
        while i < len(folded):
            match = self._match(folded, i) if folded[i][:1].isupper() or folded[i] == "the" else None
            match = match or self._unknown_site(folded, i)
            if match is None:
                i += 1
                continue
            if self._saints and _is_cut_off(folded, match):
                i = match.end
                continue
            between = folded[found[-1].end : match.start] if found else []
            if between[:1] == [","] and all(word == "in" or word in _PARTS_OF for word in between[1:]):
                found[-1] = _inside(found[-1], match, listed=not between[1:] and _goes_on(folded, match.end))
            found.append(self._owned(folded, match))
            i = match.end
        return found

    def at_home(self, kind: str, sources: Sequence[Actor], targets: Sequence[Actor]) -> Place | None:
        """The country of violence without a place whose two sides are both of it, one of them no state's."""
        homes = {actor.country for actor in (*sources, *targets) if actor.country}
        known = all(actor.country for actor in (*sources, *targets)) and len(homes) == 1
        within = any(not _OUTSIDERS.isdisjoint(actor.sectors) for actor in (*sources, *targets))
        if kind != "ASSAULT" or not (sources and targets and known and within):
            return None
        return self.country(next(iter(homes)))

    def country(self, code: str) -> Place | None:
        """A country as a place; None for an unknown code."""
        found = self._countries.get(code)
        return None if found is None else found.place

    def settle(self, sentences: Sequence[Sequence[PlaceMatch]], countries: Collection[str]) -> list[list[Place]]:
        """Which place each match of one document means, in the shape of ``sentences``.

        ``countries`` are those that the document mentions as actors (ISO 3166-1 alpha-3). A name means the bearer that
        lies in what stands behind its comma, else in a country that the document mentions, else the most populous.
        """
        mentioned = Counter(countries)
        for match in (m for sentence in sentences for m in sentence):
            if len({c.place.country for c in match.candidates}) == 1:
                mentioned[match.candidates[0].place.country] += 1
        return [[_best(match, mentioned) for match in sentence] for sentence in sentences]

    def _owned(self, folded: Sequence[str], match: PlaceMatch) -> PlaceMatch:
        """The match with what the words around it say of its country: "the Lebanese city of Tripoli"."""
        countries = {c.place.country for c in match.candidates}
        if len(countries) > 1 and "USA" in countries and _is_state(folded, match):
            return replace(match, within=tuple(self._fixed.get("United States") or ()))
        site = False
        for i in range(match.start - 1, max(match.start - 7, -1), -1):
            word = folded[i]
            site = site or word in _SITES or word == "'s"
            if (owner := self._owners.get(word)) is not None and site:
                outer = tuple(c for c in match.candidates if c.place.country == owner)
                return replace(match, candidates=outer) if outer else match
            if not (site or word in _PARTS_OF or word in ("of", "the")) or word == ",":
                break
        return match

    def _unknown_site(self, folded: Sequence[str], i: int) -> PlaceMatch | None:
        """The country of a town that no table has: "the Syrian town of Atarib", "Chadian district of Moura"."""
        if i < 3 or folded[i - 1] != "of" or folded[i - 2] not in _UNKNOWN_SITES or not folded[i][:1].isupper():
            return None
        before = folded[i - 3]
        owner = self._owners.get(before)
        if owner is None or owner not in self._countries:
            return None
        end = i + 1
        while end < len(folded) and folded[end][:1].isupper() and folded[end].lower() not in _DAYS:
            end += 1
        return PlaceMatch(i, end, (self._countries[owner],))

    def _match(self, folded: Sequence[str], i: int) -> PlaceMatch | None:
        fixed = self._fixed.longest(folded, i)
        city = self._city(folded, i)
        if fixed is None and city is None:
            return None
        end = max(fixed[0] if fixed else 0, city[0] if city else 0)
        if end == i + 1 and folded[i].lower() in _GIVEN_NAMES and _is_first_name(folded, i):
            return None
        candidates = [c for found in (fixed, city) if found and found[0] == end for c in found[1]]
        if fixed is None or fixed[0] < end:
            largest = max(c.weight for c in candidates)
            if end == i + 1 and not _stands_as_place(folded, i, end, largest, self._seen):
                return None
        return PlaceMatch(i, end, tuple(candidates))

    def _city(self, folded: Sequence[str], i: int) -> tuple[int, tuple[Candidate, ...]] | None:
        lengths = self._lengths.get(folded[i])
        if lengths is None:
            return None
        for length in sorted(lengths, reverse=True):
            name = " ".join(folded[i : i + length])
            places = self._cities.get(name)
            if places is not None and i + length <= len(folded):
                found = bearers(name, places)
                if any((name, c.place.country) in self._watched for c in found):
                    found = tuple(self._weighed(name, candidate) for candidate in found)
                return i + length, found
        return None

    def _weighed(self, name: str, candidate: Candidate) -> Candidate:
        """A candidate with the weight of a place that news names."""
        if (name, candidate.place.country) not in self._watched:
            return candidate
        return replace(candidate, weight=candidate.weight + WATCHED)


def _inside(match: PlaceMatch, outer: PlaceMatch, *, listed: bool) -> PlaceMatch:
    """The match with what stands behind its comma: "Macedonia, Ohio" is no Macedonia that the gazetteer knows."""
    if listed:  # "Munich, Paris, Geneva and Krakow" lie in no town
        return replace(match, within=tuple(c for c in outer.candidates if c.place.precision != "city"))
    states = tuple(c for c in outer.candidates if c.place.precision == "region" and c.place.country in _WITH_STATES)
    known = {(c.place.country, c.place.admin1) for c in match.candidates if c.place.precision == "city"}
    if states and not any((c.place.country, c.place.admin1) in known for c in states):
        return replace(match, candidates=states, within=())
    return replace(match, within=outer.candidates)


def _goes_on(folded: Sequence[str], end: int) -> bool:
    """Whether a list goes on behind a name: "in Georgia, Ohio and Texas"."""
    rest = [word for word in folded[end : end + 3] if word != ","]
    return bool(rest) and (rest[0] in ("and", "or") or (folded[end] == "," and rest[0][:1].isupper()))


def _is_state(folded: Sequence[str], match: PlaceMatch) -> bool:
    """Whether a name that is also a country's is that of a state of the union: "Georgia's governor"."""
    rest = [word.lower() for word in folded[match.end : match.end + 4]]
    rest = rest[1:] if rest[:1] == ["'s"] else rest
    before = [word.lower() for word in folded[max(match.start - 2, 0) : match.start]]
    offices = [*rest[:1], *(before[:1] if before[1:] == ["of"] else [])]
    return not _OFFICES.isdisjoint(offices) or " ".join(rest[:2]) in _STATE_PHRASES


def _is_first_name(folded: Sequence[str], i: int) -> bool:
    """Whether the name of a state is somebody's: "Israel Fonseca, the mayor", not "Israel Police"."""
    after, before = folded[i + 1] if i + 1 < len(folded) else "", folded[i - 1] if i else ""
    if after[1:2].islower() and after[0].isupper():
        return after not in _DAYS and after.lower() not in _NO_SURNAMES and before.lower() not in _LOCATIVES
    return before.lower() in _GIVEN_NAMES and folded[i - 1][0].isupper()


def _stands_as_place(
    folded: Sequence[str], i: int, end: int, largest: float, seen: Callable[[str], str] | None
) -> bool:
    """Whether a single word that some city bears is used as a place here."""
    before = folded[i - 1].lower() if i else ""
    before = before if seen is None else seen(before)
    after = folded[end] if end < len(folded) else ""
    after = "" if after.lower() in _DAYS else after  # "in Kano Monday"
    further = folded[end + 1] if end + 1 < len(folded) else ""
    located = before in _LOCATIVES or (after == "," and further[:1].isupper())
    aged = i == 1 and after in (",", "(") and further.isdecimal()  # "Ana Toledo, 29"
    named = ((i > 1 or aged) and folded[i - 1][:1].isupper()) or after[:1].isupper()
    named = named or after.split("-")[0] in _PARTICLES
    located = located or (before == "to" and largest >= _TOWN)
    return (located and not after[:1].isupper()) or (largest >= _KNOWN_CITY and not named)


def _best(match: PlaceMatch, mentioned: Counter[str]) -> Place:
    """The bearer of a name that fits the report best; equal ones by GeoNames id."""

    def fitness(candidate: Candidate) -> tuple[float, int]:
        place = candidate.place
        score = math.log10(max(candidate.weight, 1))
        score += _MENTIONED[place.precision] * (mentioned[place.country] > 0)
        for outer in match.within:
            same_region = outer.place.admin1 in (None, place.admin1) or outer.place.precision == "city"
            if outer.place.country == place.country and same_region and place != outer.place:
                score += _NEIGHBOUR
                break
        return score, -(place.geonames_id or 0)

    return max(match.candidates, key=fitness).place


def _is_cut_off(words: Sequence[str], match: PlaceMatch) -> bool:
    """Whether a saint's name goes on behind the town that bears it, and so means another: "San Mateo Soto"."""
    if words[match.start] not in _SAINTS:
        return False
    behind = list(words[match.end : match.end + 3])
    while behind[:1] and behind[0] in ("de", "del", "of", "la", "los", "las", "the"):
        behind.pop(0)
    return bool(behind) and behind[0][:1].isupper() and behind[0].isalpha()
