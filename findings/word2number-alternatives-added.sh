#!/usr/bin/env bash
# word2number 1.1: "fifteen or sixteen" is 31, "half a million" a million, "nineteen eighty four" 1524
#
# Behaviour: word_to_num() leaves out every word that it does not know and adds up or multiplies the rest as if they
# stood alone: of alternatives and ranges it makes a sum, halves and dozens fall away, a decimal before a multiplier
# loses its multiplier, a year told in pairs becomes a number of its own. It raises ValueError for some others, so that
# one relies on it.
#
# Why it matters to somebody who codes news: tolls are told just so. "Fifteen or sixteen people were killed" counts 31
# dead, "two dozen" 2, "half a million fled" a million, "one point five million" one.
#
# Way round: give it only phrases of which every word is a numeral's, and take ranges apart before.
#
# Output seen:
#   word2number 1.1
#   fifteen or sixteen: 31, is 15 to 16
#   twenty to thirty: 50, is 20 to 30
#   two dozen: 2, is 24
#   half a million: 1000000, is 500000
#   two and a half thousand: 2000, is 2500
#   one point five million: 1, is 1500000
#   several hundred: 100, is some hundreds
#   nineteen eighty four: 1524, is 1984
#   twenty twenty four: 404, is 2024
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check setuptools wheel
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation word2number==1.1
"$place/venv/bin/python" - <<'PY'
from importlib.metadata import version

from word2number import w2n

print(f"word2number {version('word2number')}")
expected = {
    "fifteen or sixteen": (31, "15 to 16"),
    "twenty to thirty": (50, "20 to 30"),
    "two dozen": (2, "24"),
    "half a million": (1_000_000, "500000"),
    "two and a half thousand": (2_000, "2500"),
    "one point five million": (1, "1500000"),
    "several hundred": (100, "some hundreds"),
    "nineteen eighty four": (1524, "1984"),
    "twenty twenty four": (404, "2024"),
}
for words, (wanted, true) in expected.items():
    found = w2n.word_to_num(words)
    print(f"{words}: {found}, is {true}")
    assert found == wanted, (words, found)
# What makes one rely on it: plain numerals are right, and some phrases are refused.
assert w2n.word_to_num("one hundred and five") == 105
for words in ("hundreds", "five thousand to six thousand"):
    try:
        w2n.word_to_num(words)
        raise AssertionError(f"{words} is read")
    except ValueError:
        pass
print("as before")
PY
