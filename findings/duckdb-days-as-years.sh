#!/usr/bin/env bash
# duckdb 2.0.1 and polars 2.1.0: 05/03/24 in a table is 24 March 2005, or a day of the year 24
#
# Behaviour: dates with two digits for the year are found by both, and both choose without a word. duckdb tries the year
# first; day, month, year pass for year, month, day as long as the year is at most 31, so that the day becomes the year:
# the days of one month fall in as many years, and those of 2024 are spread from 2001 to 2031. One row of 1999 in the
# file and all of it is right, as is a file of 2032. Days and months without a leading zero are right as well. With
# hours and minutes but no seconds the years are 1 to 31. polars, with try_parse_dates and in str.to_date(), tries the
# day first and takes two digits for the whole year: 24 is the year 24. Year first it reads the wrong way round: 24-03-05
# is 24 March of the year 5. With four digits both are right.
#
# Why it matters to somebody who counts events: spreadsheets save dates this way. Nothing fails, all rows are there, all
# days are valid and distinct, the month is right; each day's count is filed under another year, so that a series over
# years looks flat where there was one year of war.
#
# Way round: name the form: read_csv(..., dateformat='%d/%m/%y') in duckdb, str.to_date("%d/%m/%y") in polars, where it
# gives 2024.
#
# Output seen:
#   duckdb 2.0.1, polars 2.1.0
#   05/03/24, 31/12/24: duckdb 2005-03-24, 2031-12-24; polars 0024-03-05, 0024-12-31
#   05.03.24, 31.12.24: duckdb 2005-03-24, 2031-12-24; polars 0024-03-05, 0024-12-31
#   05/03/24, 31/12/99: duckdb 2024-03-05, 1999-12-31; polars 0024-03-05, 0099-12-31
#   05/03/32, 31/12/32: duckdb 2032-03-05, 2032-12-31; polars 0032-03-05, 0032-12-31
#   5/3/24, 31/12/24: duckdb 2024-03-05, 2024-12-31; polars 0024-03-05, 0024-12-31
#   24-03-05, 24-12-31: duckdb 2024-03-05, 2024-12-31; polars 0005-03-24, 0031-12-24
#   05/03/24 10:00: duckdb 0005-03-24 10:00:00
#   all 366 days of 2024: duckdb 366 days from 2001-01-24 to 2031-12-24
#   with the form: 2024-03-05, 2024-12-31
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0
cd "$place"
"$place/venv/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars

print(f"duckdb {version('duckdb')}, polars {version('polars')}")
table = Path("events.csv")


def by_duckdb(days, form=""):
    table.write_text("day,count\n" + "".join(f"{day},1\n" for day in days))
    return [str(day) for (day,) in duckdb.sql(f"select day from read_csv('{table}'{form})").fetchall()]


def by_polars(days):
    table.write_text("day,count\n" + "".join(f"{day},1\n" for day in days))
    found = polars.read_csv(table, try_parse_dates=True)["day"]
    assert found.to_list() == polars.Series(days).str.to_date().to_list(), days
    return [str(day) for day in found]


expected = {
    ("05/03/24", "31/12/24"): (["2005-03-24", "2031-12-24"], ["0024-03-05", "0024-12-31"]),
    ("05.03.24", "31.12.24"): (["2005-03-24", "2031-12-24"], ["0024-03-05", "0024-12-31"]),
    ("05/03/24", "31/12/99"): (["2024-03-05", "1999-12-31"], ["0024-03-05", "0099-12-31"]),
    ("05/03/32", "31/12/32"): (["2032-03-05", "2032-12-31"], ["0032-03-05", "0032-12-31"]),
    ("5/3/24", "31/12/24"): (["2024-03-05", "2024-12-31"], ["0024-03-05", "0024-12-31"]),
    ("24-03-05", "24-12-31"): (["2024-03-05", "2024-12-31"], ["0005-03-24", "0031-12-24"]),
}
for days, wanted in expected.items():
    found = by_duckdb(days), by_polars(days)
    print(f"{', '.join(days)}: duckdb {', '.join(found[0])}; polars {', '.join(found[1])}")
    assert found == wanted, (days, found)

(minute,) = by_duckdb(["05/03/24 10:00"])
print(f"05/03/24 10:00: duckdb {minute}")
assert minute == "0005-03-24 10:00:00", minute

year = sorted(by_duckdb([f"{date(2024, 1, 1) + timedelta(number):%d/%m/%y}" for number in range(366)]))
print(f"all 366 days of 2024: duckdb {len(set(year))} days from {year[0]} to {year[-1]}")
assert (len(set(year)), year[0], year[-1]) == (366, "2001-01-24", "2031-12-24")

# The way round, and what makes one rely on it: four digits.
days, right = ["05/03/24", "31/12/24"], ["2024-03-05", "2024-12-31"]
assert by_duckdb(days, ", dateformat='%d/%m/%y'") == right
assert [str(day) for day in polars.Series(days).str.to_date("%d/%m/%y")] == right
print(f"with the form: {', '.join(right)}")
days = ["05/03/2024", "31/12/2024"]
assert by_duckdb(days) == by_polars(days) == right
print("as before")
PY
