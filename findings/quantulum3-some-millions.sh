#!/usr/bin/env bash
# quantulum3 0.10.0: "some 3 million people" are 3, "half a million" is 1.5 million, "2 to 3 million" are 1500001
#
# Behaviour: where "some", "several" or "couple" is one of the three words before a number, the words of that number are
# not read, whatever they belong to: "million" falls away behind digits, a number in words is not found at all. (It is
# there for "several hundred".) A half before "a million" is added to the "a" and then multiplied. The multiplier behind
# a range counts for its second number only, and the value is their middle; behind a hyphen 3 million are 31 besides.
#
# Why it matters to somebody who codes news: these are the words in which agencies tell crowds, the displaced and aid.
# Of some 3 million displaced 3 are left, of some $1.5 billion a dollar and a half, and half a million becomes three
# times as many, while "about 3 million" and "1.5 million" beside them are right.
#
# Way round: take "some" out, and read halves and ranges apart before ("0.5 million", "2 million to 3 million").
#
# Output seen:
#   quantulum3 0.10.0
#   Some 3 million people fled.: 3, is 3 million
#   They pledged some $1.5 billion in aid.: 1.5, is 1.5 billion
#   In some towns 4 thousand houses burned.: 4, is 4 thousand
#   Some two hundred people were killed.: none, is 200
#   After several days three hundred surrendered.: none, is 300
#   Half a million people fled.: 1500000, is 500000
#   They pledged half a billion dollars.: 1500000000, is 500 million
#   Between 2 and 3 million people fled.: 1500001, is 2 to 3 million
#   The war displaced 2 to 3 million people.: 1500001, is 2 to 3 million
#   The war displaced 2-3 million people.: 15500001, is 2 to 3 million
#   Police arrested two to three hundred people.: 151, is 200 to 300
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check quantulum3==0.10.0 \
    inflect==7.6.0 num2words==0.5.14
"$place/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

from quantulum3 import parser

print(f"quantulum3 {version('quantulum3')}")


def numbers(text):
    return [one.value for one in parser.parse(text)]


expected = {
    "Some 3 million people fled.": ([3], "3 million"),
    "They pledged some $1.5 billion in aid.": ([1.5], "1.5 billion"),
    "In some towns 4 thousand houses burned.": ([4], "4 thousand"),
    "Some two hundred people were killed.": ([], "200"),
    "After several days three hundred surrendered.": ([], "300"),
    "Half a million people fled.": ([1_500_000], "500000"),
    "They pledged half a billion dollars.": ([1_500_000_000], "500 million"),
    "Between 2 and 3 million people fled.": ([1_500_001], "2 to 3 million"),
    "The war displaced 2 to 3 million people.": ([1_500_001], "2 to 3 million"),
    "The war displaced 2-3 million people.": ([15_500_001], "2 to 3 million"),
    "Police arrested two to three hundred people.": ([151], "200 to 300"),
}
for text, (wanted, true) in expected.items():
    found = numbers(text)
    print(f"{text}: {', '.join(f'{one:.12g}' for one in found) or 'none'}, is {true}")
    assert found == wanted, (text, found)
# What makes one rely on it: others are right, among them the way round.
right = {
    "About 3 million people fled.": [3_000_000],
    "They pledged $1.5 billion in aid.": [1_500_000_000],
    "About two hundred people were killed.": [200],
    "One and a half million people fled.": [1_500_000],
    "The war displaced 0.5 million people.": [500_000],
    "Some 12,000 people fled.": [12_000],
    "The war displaced 2 million to 3 million people.": [2_500_000],
}
for text, wanted in right.items():
    assert numbers(text) == wanted, (text, numbers(text))
print("as before")
PY
