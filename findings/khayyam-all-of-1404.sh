#!/usr/bin/env bash
# khayyam 3.0.17: every day of the Iranian year 1404 (March 2025 to March 2026) is a day early
#
# Behaviour: khayyam counts leap years by a cycle of 2,820 years, which gives 1404 the 366th day that Iran's calendar,
# which follows the equinox, gave 1403. So 30 Esfand 1403 (20 March 2025) is refused as no day, and from then until
# 20 March 2026 each date in Iranian style becomes the day before, without a word; before and after it's right. The
# other way round 11 August 2025 is 21 Mordad. jdatetime, persiantools and convertdate have the days of Iran's calendar.
# It's known (issues 41, 43 and 45 of the project, of 2024 and 2025); 3.0.17 is the newest release. The same rule
# errs again in 1437 (2058).
#
# Why it matters to somebody who codes news: Iranian papers and agencies date their pages by this calendar alone. A year
# of their reports lands on the day before, in front of the same happening in the world's press: counts of two days
# instead of one, and causes behind their effects.
#
# Way round: convert with convertdate, jdatetime or persiantools; check any converter with 30 Esfand 1403.
#
# Output seen:
#   khayyam 3.0.17, jdatetime 6.1.1, persiantools 6.2.0, convertdate 2.5.1
#   29 Esfand 1403: khayyam 2025-03-19, the others 2025-03-19
#   30 Esfand 1403: khayyam refuses it, the others 2025-03-20
#   1 Farvardin 1404: khayyam 2025-03-20, the others 2025-03-21
#   20 Mordad 1404: khayyam 2025-08-10, the others 2025-08-11
#   29 Esfand 1404: khayyam 2026-03-19, the others 2026-03-20
#   1 Farvardin 1405: khayyam 2026-03-21, the others 2026-03-21
#   days of 1404 that are a day early: 365 of 365; of 1400 to 1410 without it: 0
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  khayyam==3.0.17 jdatetime==6.1.1 persiantools==6.2.0 convertdate==2.5.1
"$place/venv/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import jdatetime
from convertdate import persian
from khayyam import JalaliDate
from persiantools.jdatetime import JalaliDate as PersianDate

print(", ".join(f"{name} {version(name)}" for name in ("khayyam", "jdatetime", "persiantools", "convertdate")))


def by_khayyam(year, month, day):
    try:
        return JalaliDate(year, month, day).todate()
    except ValueError:
        return None


def by_others(year, month, day):
    (found,) = {
        jdatetime.date(year, month, day).togregorian(),
        PersianDate(year, month, day).to_gregorian(),
        date(*persian.to_gregorian(year, month, day)),
    }
    return found


expected = {
    ("29 Esfand 1403", 1403, 12, 29): (date(2025, 3, 19), date(2025, 3, 19)),
    ("30 Esfand 1403", 1403, 12, 30): (None, date(2025, 3, 20)),
    ("1 Farvardin 1404", 1404, 1, 1): (date(2025, 3, 20), date(2025, 3, 21)),
    ("20 Mordad 1404", 1404, 5, 20): (date(2025, 8, 10), date(2025, 8, 11)),
    ("29 Esfand 1404", 1404, 12, 29): (date(2026, 3, 19), date(2026, 3, 20)),
    ("1 Farvardin 1405", 1405, 1, 1): (date(2026, 3, 21), date(2026, 3, 21)),
}
for (name, *parts), wanted in expected.items():
    found = by_khayyam(*parts), by_others(*parts)
    print(f"{name}: khayyam {found[0] or 'refuses it'}, the others {found[1]}")
    assert found == wanted, (name, found)

# What makes one rely on it: no other year about it errs.
early = {False: 0, True: 0}
of_1404 = 0
now = by_others(1400, 1, 1)
while now < by_others(1411, 1, 1):
    theirs = jdatetime.date.fromgregorian(date=now)
    parts = theirs.year, theirs.month, theirs.day
    of_1404 += theirs.year == 1404
    early[theirs.year == 1404] += by_khayyam(*parts) not in (None, now)
    now += timedelta(days=1)
print(f"days of 1404 that are a day early: {early[True]} of {of_1404}; of 1400 to 1410 without it: {early[False]}")
assert (early[True], of_1404, early[False]) == (365, 365, 0)
assert str(JalaliDate(date(2025, 8, 11))) == "1404-05-21"
print("as before")
PY
