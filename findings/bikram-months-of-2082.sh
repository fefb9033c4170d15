#!/usr/bin/env bash
# bikram 2.1.4: Jestha and Saun of the Nepali year 2082 (May to June, July to August 2025) are a day early
#
# Behaviour: the months of Nepal's calendar have no rule that gives their lengths; each year's are announced, and
# packages carry tables. bikram's gives Baisakh 2082 30 days and Asar 31, where Nepal's year had 31 and 32: so 15 Jestha
# 2082, the Republic Day that Nepal kept on 29 May 2025, is 28 May. All other months of 2071 to 2083 are those of
# nepali-datetime and nepali (nepali-py), and nothing says that any is guessed. For years to come the three differ among
# themselves (nepali from 2084, bikram again in 2087): tables of years that nobody has announced.
#
# Why it matters to somebody who codes news: Nepali papers date their pages by this calendar alone. What they print in
# two months of 2025 lands on the day before, in front of the same happening in the world's press.
#
# Way round: compare two packages with tables of different makers, and take a day on which they differ for open; check
# a table with a holiday of that year that foreign news dated.
#
# Output seen:
#   bikram 2.1.4, nepali-datetime 1.0.8.5, nepali 1.2.0
#   2082-02-15 (Republic Day, 29 May 2025): bikram 2025-05-28, nepali-datetime 2025-05-29, nepali 2025-05-29
#   days of 2071 to 2083 on which nepali-datetime and nepali differ: 0
#   days on which bikram differs from them: 2025-05-14 to 2025-06-14, 2025-07-16 to 2025-08-16
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  bikram==2.1.4 nepali-datetime==1.0.8.5 nepali==1.2.0
"$place/venv/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import nepali_datetime
from bikram import samwat
from nepali.datetime import nepalidate

print(", ".join(f"{name} {version(name)}" for name in ("bikram", "nepali-datetime", "nepali")))

republic_day = 2082, 2, 15
found = {
    "bikram": samwat(*republic_day).ad,
    "nepali-datetime": nepali_datetime.date(*republic_day).to_datetime_date(),
    "nepali": nepalidate(*republic_day).to_date(),
}
print(f"2082-02-15 (Republic Day, 29 May 2025): {', '.join(f'{name} {day}' for name, day in found.items())}")
assert found == {"bikram": date(2025, 5, 28), "nepali-datetime": date(2025, 5, 29), "nepali": date(2025, 5, 29)}


def parts(day):
    return day.year, day.month, day.day


differ, wrong = 0, []
now = nepali_datetime.date(2071, 1, 1).to_datetime_date()
while now < nepali_datetime.date(2084, 1, 1).to_datetime_date():
    wanted = parts(nepali_datetime.date.from_datetime_date(now))
    differ += parts(nepalidate.from_date(now)) != wanted
    if parts(samwat.from_ad(now)) != wanted:
        wrong.append(now)
    now += timedelta(days=1)
spans = [day for day in wrong if day - timedelta(days=1) not in wrong or day + timedelta(days=1) not in wrong]
print(f"days of 2071 to 2083 on which nepali-datetime and nepali differ: {differ}")
print(f"days on which bikram differs from them: {spans[0]} to {spans[1]}, {spans[2]} to {spans[3]}")
assert (differ, spans) == (0, [date(2025, 5, 14), date(2025, 6, 14), date(2025, 7, 16), date(2025, 8, 16)])
print("as before")
PY
