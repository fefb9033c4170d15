#!/usr/bin/env bash
# PyArabic 0.6.15: two hundred is 0, and so is left out of larger numbers
#
# Behaviour: pyarabic.number.text2number() knows two hundred in the newer spelling alone and only by itself. In the usual
# one of the press (with an alif, as a hundred is written, which it does know) and before what is counted (when the last
# letter falls) it's 0, without an error: 250 is 50, 1,200 is 1,000 and 200,000 is 1,000. Three hundred to nine hundred
# are right in both spellings. Words that it does not know are passed over: half a million is a million, a million and a
# half too; "nobody" is 1.
#
# Why it matters to somebody who codes news: the dead and the crowds of Arabic reports are words as often as digits, and
# two hundred is the hundred that stands in most of them. A massacre of 250 counts as one of 50, and what comes to 0
# looks like a report without a number.
#
# Way round: add the missing forms before ("مائتان", "مائتين", "مئتا", "مائتا", "مئتي", "مائتي" as "مئتان"), and take a
# number with a word that is not in pyarabic.number_const for none.
#
# Output seen:
#   PyArabic 0.6.15
#   مئتان (200): 200
#   مائتان (200): 0
#   مائتي (200): 0
#   مائتان وخمسون (250): 50
#   ألف ومائتان (1200): 1000
#   مئتا ألف (200000): 1000
#   مائتا ألف (200000): 1000
#   نصف مليون (500000): 1000000
#   مليون ونصف (1500000): 1000000
#   لا أحد (0): 1
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check PyArabic==0.6.15
PYTHONUTF8=1 "$place/venv/bin/python" - <<'PY'
from importlib.metadata import version

from pyarabic.number import text2number

print(f"PyArabic {version('PyArabic')}")
expected = {
    "مئتان": (200, 200),
    "مائتان": (200, 0),
    "مائتي": (200, 0),
    "مائتان وخمسون": (250, 50),
    "ألف ومائتان": (1200, 1000),
    "مئتا ألف": (200_000, 1000),
    "مائتا ألف": (200_000, 1000),
    "نصف مليون": (500_000, 1_000_000),
    "مليون ونصف": (1_500_000, 1_000_000),
    "لا أحد": (0, 1),
}
for words, (meant, given) in expected.items():
    found = text2number(words)
    print(f"{words} ({meant}): {found}")
    assert found == given, (words, found)
# What makes one rely on it: the other hundreds, in both spellings, and longer numbers.
right = {
    "مائة وخمسة": 105,
    "مئة وخمسة": 105,
    "ثلاثمائة": 300,
    "ثمانمئة": 800,
    "خمسمائة ألف": 500_000,
    "ثلاثة آلاف وخمسمائة": 3500,
    "خمسة وعشرون": 25,
    "ألفين": 2000,
}
for words, meant in right.items():
    assert text2number(words) == meant, words
print("as before")
PY
