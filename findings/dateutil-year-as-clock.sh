#!/usr/bin/env bash
# python-dateutil 4.0.0, and by it pandas 3.1.1 and edtf 5.0.2: "3-5 May 2024" is 5 May 2003, 20:24 o'clock
#
# Behaviour: of two numbers beside a month that may both be days, the second is taken for the day and the first for a
# year of two digits (03 for 2003, 28 for 2028); May 3-5, 2024 has its 5 taken for 2005. The year that follows finds its
# place taken, and as four digits it's read as hours and minutes: 2024 becomes 20:24. Nothing is left over, so there is
# no error, with fuzzy=False (the default) either. pandas passes on what it cannot read itself, so that errors="coerce"
# makes no NaT of it. edtf, which turns dates in words into EDTF (ISO 8601-2), keeps the day and drops the clock, and
# reads "to", "and", "or" and the night of two days the same way, as dateutil only does with fuzzy=True. Spans that
# name the month twice are refused or given as such.
#
# Why it matters to somebody who codes news: summits, strikes, truces, floods and polls are dated by a few days. A
# strike of 3-5 May 2024 lands twenty-one years before, one of 28-30 June 2021 in the future, the year decided by its
# first day, while all events of one day beside it are right. A clock time that equals a year is what gives it away.
#
# Way round: take spans apart before (two numbers of one or two digits, joined by a dash, stroke or word, beside a
# month), and refuse what comes back with another year than the four digits in the text.
#
# Output seen:
#   python-dateutil 4.0.0, pandas 3.1.1, edtf 5.0.2
#   3-5 May 2024: dateutil and pandas 2003-05-05 20:24, edtf 2003-05-05
#   May 3-5, 2024: dateutil and pandas 2005-05-03 20:24, edtf 2005-05-03
#   28-30 June 2021: dateutil and pandas 2028-06-30 20:21, edtf 2028-06-30
#   13-15 May 2024: dateutil and pandas 2013-05-15 20:24, edtf 2013-05-15
#   3/4 May 2024: dateutil and pandas 2003-05-04 20:24, edtf 2003-05-04
#   between 3 and 5 May 2024: dateutil and pandas refuse it, edtf 2003-05-05
#   3 or 4 May 2024: dateutil and pandas refuse it, edtf 2003-05-04
#   the night of 3 to 4 May 2024: dateutil and pandas refuse it, edtf 2003-05-04
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  python-dateutil==4.0.0 pandas==3.1.1 edtf==5.0.2
"$place/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import pandas
from dateutil.parser import ParserError, parse
from edtf import text_to_edtf

print(", ".join(f"{name} {version(name)}" for name in ("python-dateutil", "pandas", "edtf")))


def by_dateutil(text):
    try:
        return f"{parse(text):%Y-%m-%d %H:%M}"
    except ParserError:
        return None


def by_pandas(text):
    found = pandas.to_datetime(pandas.Series([text]), errors="coerce").item()
    return None if pandas.isna(found) else f"{found:%Y-%m-%d %H:%M}"


expected = {
    "3-5 May 2024": ("2003-05-05 20:24", "2003-05-05"),
    "May 3-5, 2024": ("2005-05-03 20:24", "2005-05-03"),
    "28-30 June 2021": ("2028-06-30 20:21", "2028-06-30"),
    "13-15 May 2024": ("2013-05-15 20:24", "2013-05-15"),
    "3/4 May 2024": ("2003-05-04 20:24", "2003-05-04"),
    "between 3 and 5 May 2024": (None, "2003-05-05"),
    "3 or 4 May 2024": (None, "2003-05-04"),
    "the night of 3 to 4 May 2024": (None, "2003-05-04"),
}
for text, (wanted, day) in expected.items():
    found = by_dateutil(text), by_pandas(text), str(text_to_edtf(text))
    print(f"{text}: dateutil and pandas {found[0] or 'refuse it'}, edtf {found[2]}")
    assert found == (wanted, wanted, day), (text, found)
# What makes one rely on it: single days are right, other spans are refused or given as such.
for text in ("3 May 2024", "May 3, 2024", "Friday 3 May 2024"):
    found = by_dateutil(text), by_pandas(text), str(text_to_edtf(text))
    assert found == ("2024-05-03 00:00", "2024-05-03 00:00", "2024-05-03"), (text, found)
for text in ("3 May 2024 to 5 May 2024", "31 May-2 June 2024"):
    assert by_dateutil(text) is by_pandas(text) is None, text
assert text_to_edtf("31 May-2 June 2024") == "XXXX-05-31/2024-06-02"
print("as before")
PY
