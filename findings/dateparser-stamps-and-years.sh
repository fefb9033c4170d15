#!/usr/bin/env bash
# dateparser 1.5.0: dates in exact forms are read as quite other days, without a word
#
# Behaviour, with no languages given (the default is to try all of them):
#  1. ISO 8601 without hyphens and colons, "20240514T101500Z", is no form that it knows. In the end Lower Sorbian is
#     tried, in which "z" (its accent left out) is short for day, and the digits before it are days before now: 101500.
#     Midnight is today, a quarter past four years ago. STRICT_PARSING and REQUIRE_PARTS let all of it pass.
#  2. Of the ISO week date "2024-W20-2", a Tuesday in May, it makes 20 February.
#  3. A Thai date keeps its year of the Buddhist era, 543 ahead, as a year of ours.
#  4. "ET" and "PT", which follow the clock, are read as winter time in summer too, Venezuela's VET as it stood till
#     2016; these also with languages=["en"].
#
# Why it matters to somebody who codes news: the first is how GDELT writes when an article was seen, and calendars too.
# Those from shortly after midnight land within the last years, which no check for sane years notices, and where they
# land moves with the day on which the program runs, so that a second run makes other days of the same files. An hour
# of the fourth moves late reports to another day.
#
# Way round: read exact forms first, with datetime.fromisoformat() (Python 3.11 and later knows 1 and 2) or with
# date_formats, and give dateparser the rest with the languages of the source. With languages=["en"] it refuses 1 and 2.
#
# Output seen (times are read as if now were noon on 20 May 2024):
#   dateparser 1.5.0
#   20240514T101500Z: 1746-06-27T12:00:00, is 2024-05-14T10:15:00+00:00
#   20240514T000000Z: 2024-05-20T12:00:00, is 2024-05-14T00:00:00+00:00
#   20240514T001500Z: 2020-04-11T12:00:00, is 2024-05-14T00:15:00+00:00
#   2024-W20-2: 2024-02-20T00:00:00, is 2024-05-14T00:00:00
#   14 พฤษภาคม 2567: 2567-05-14T00:00:00, is 2024-05-14T00:00:00
#   14 May 2024 10:15 ET: 2024-05-14T10:15:00-05:00, is 2024-05-14T10:15:00-04:00
#   14 May 2024 10:15 PT: 2024-05-14T10:15:00-08:00, is 2024-05-14T10:15:00-07:00
#   14 May 2024 10:15 VET: 2024-05-14T10:15:00-04:30, is 2024-05-14T10:15:00-04:00
#   20240514T001500Z a year later: 2021-04-11T12:00:00
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  dateparser==1.5.0 python-dateutil==2.9.0.post0
"$place/venv/bin/python" - <<'PY'
from datetime import datetime
from importlib.metadata import version

import dateparser

print(f"dateparser {version('dateparser')}")


def read(text, now=datetime(2024, 5, 20, 12), languages=None, **settings):
    found = dateparser.parse(text, languages=languages, settings={"RELATIVE_BASE": now, **settings})
    return found and found.isoformat()


strict = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["year", "month", "day"]}
expected = {
    "20240514T101500Z": ("1746-06-27T12:00:00", "2024-05-14T10:15:00+00:00"),
    "20240514T000000Z": ("2024-05-20T12:00:00", "2024-05-14T00:00:00+00:00"),
    "20240514T001500Z": ("2020-04-11T12:00:00", "2024-05-14T00:15:00+00:00"),
    "2024-W20-2": ("2024-02-20T00:00:00", "2024-05-14T00:00:00"),
    "14 พฤษภาคม 2567": ("2567-05-14T00:00:00", "2024-05-14T00:00:00"),
    "14 May 2024 10:15 ET": ("2024-05-14T10:15:00-05:00", "2024-05-14T10:15:00-04:00"),
    "14 May 2024 10:15 PT": ("2024-05-14T10:15:00-08:00", "2024-05-14T10:15:00-07:00"),
    "14 May 2024 10:15 VET": ("2024-05-14T10:15:00-04:30", "2024-05-14T10:15:00-04:00"),
}
for text, (wanted, true) in expected.items():
    seen = read(text)
    print(f"{text}: {seen}, is {true}")
    assert seen == wanted == read(text, **strict), (text, seen)

later = read("20240514T001500Z", datetime(2025, 5, 20, 12))
print(f"20240514T001500Z a year later: {later}")
assert later == "2021-04-11T12:00:00", later

# The ways round.
assert read("20240514T101500Z", languages=["en"]) is None
assert read("2024-W20-2", languages=["en"]) is None
assert read("14 May 2024 10:15 ET", languages=["en"]) == expected["14 May 2024 10:15 ET"][0]
for text in ("20240514T101500Z", "2024-W20-2"):
    assert datetime.fromisoformat(text).isoformat() == expected[text][1]
print("as before")
PY
