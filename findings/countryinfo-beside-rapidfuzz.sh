#!/usr/bin/env bash
# countryinfo 1.0.1 beside rapidfuzz 3.14.6: a part of a name is enough, and Somaliland is Mali
#
# Behaviour: a name that is not known raises CountryNotFoundError; as soon as rapidfuzz is in the environment, whoever
# brought it, the most similar name is taken in its place (WRatio from 80 on, for which a part of either name is enough,
# letter by letter). Nothing says that the name was not known. The extra that is named for this need not be asked for.
#
# Why it matters to somebody who codes news: rapidfuzz comes along with many packages that compare texts. From then on
# events in Somaliland count for Mali, those in Northern Ireland for Ireland, New Mexico's for Mexico, those of the U.S.
# for the Virgin Islands: with the same code and the same version, where they were refused before.
#
# Way round: take a country only where the name that was asked for is its name(), one of its alt_spellings() or its
# native_name(), in any letter case.
#
# Output seen:
#   countryinfo 1.0.1
#   alone: none of 11 is found
#   beside rapidfuzz 3.14.6:
#   Somaliland: MLI (Mali)
#   U.S.: VIR (Virgin Islands, U.S.)
#   America: ASM (American Samoa)
#   Korea: PRK (North Korea)
#   Northern Ireland: IRL (Ireland)
#   New Mexico: MEX (Mexico)
#   West Papua: PNG (Papua New Guinea)
#   Indiana: IND (India)
#   Chinatown: CHN (China)
#   New Jersey: JEY (Jersey)
#   Dutch: SXM (Sint Maarten (Dutch part))
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check countryinfo==1.0.1
cat > "$place/ask.py" <<'PY'
import sys
from importlib.metadata import version

from countryinfo import CountryInfo, CountryNotFoundError

expected = {
    "Somaliland": ("MLI", "Mali"),
    "U.S.": ("VIR", "Virgin Islands, U.S."),
    "America": ("ASM", "American Samoa"),
    "Korea": ("PRK", "North Korea"),
    "Northern Ireland": ("IRL", "Ireland"),
    "New Mexico": ("MEX", "Mexico"),
    "West Papua": ("PNG", "Papua New Guinea"),
    "Indiana": ("IND", "India"),
    "Chinatown": ("CHN", "China"),
    "New Jersey": ("JEY", "Jersey"),
    "Dutch": ("SXM", "Sint Maarten (Dutch part)"),
}


def asked(name):
    try:
        found = CountryInfo(name)
    except CountryNotFoundError:
        return None
    # The way round would refuse it.
    known = filter(None, [found.name(), found.native_name(), *found.alt_spellings()])
    assert name.lower() not in map(str.lower, known), name
    return found.iso(3), found.name()


found = {name: asked(name) for name in expected}
if sys.argv[1] == "alone":
    print(f"countryinfo {version('countryinfo')}")
    assert set(found.values()) == {None}, found
    print(f"alone: none of {len(found)} is found")
else:
    print(f"beside rapidfuzz {version('rapidfuzz')}:")
    for name, told in found.items():
        print(f"{name}: {told and f'{told[0]} ({told[1]})'}")
    assert found == expected
    print("as before")
PY
"$place/venv/bin/python" "$place/ask.py" alone
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check rapidfuzz==3.14.6
"$place/venv/bin/python" "$place/ask.py" beside
