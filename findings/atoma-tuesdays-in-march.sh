#!/usr/bin/env bash
# atoma 0.0.17: an item of a Tuesday in a French, Italian or Spanish feed is dated in March
#
# Behaviour: dates are read by python-dateutil, which knows English alone, looks at three letters and passes over words
# that it does not know: "mar." for mardi, martedì and martes is March, and "mai", "juin", "juil." and "mag" are nothing.
# Of "So, 12 Mai 2024" (a Sunday) it makes the month December and the day of today. "GMT+2" it takes the other way
# round, four hours off. Most other weekdays in these languages give no date at all, and nothing is ever raised.
#
# Why it matters to somebody who codes news: one seventh of an outlet's items lands on days of March, of the right year
# and with the right hour, beside items without a date; those with December move with the day on which the program runs.
#
# Way round: read pubDate from the XML, take RFC 2822 only (email.utils.parsedate_to_datetime raises for all of these
# but the last) and refuse the rest, or read them by a parser that is told the language.
#
# Output seen (the day of the fifth is that of the day on which it runs):
#   atoma 0.0.17, python-dateutil 2.9.0.post0
#   mar., 14 mai 2024 10:15:00 +0200: 2024-03-14T10:15:00+02:00, is 14 May
#   mar. 09 juil. 2024 08:00:00 +0200: 2024-03-09T08:00:00+02:00, is 9 July
#   mar, 14 mag 2024 10:15:00 +0200: 2024-03-14T10:15:00+02:00, is 14 May
#   mar, 06 ago 2024 10:15:00 -0300: 2024-03-06T10:15:00-03:00, is 6 August
#   So, 12 Mai 2024 10:15:00 +0200: 2024-12-29T10:15:00+02:00, is 12 May
#   jeu., 16 mai 2024 10:15:00 +0200: no date
#   Tue, 14 May 2024 10:15:00 GMT+2: 2024-05-14T10:15:00-02:00, is 08:15 UTC and not 12:15
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check atoma==0.0.17 python-dateutil==2.9.0.post0
"$place/venv/bin/python" - <<'PY'
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import atoma

print(f"atoma {version('atoma')}, python-dateutil {version('python-dateutil')}")


def read(date):
    feed = (
        "<rss version='2.0'><channel><title>a</title><link>https://a.example</link><description>a</description>"
        f"<item><title>b</title><pubDate>{date}</pubDate></item></channel></rss>"
    )
    found = atoma.parse_rss_bytes(feed.encode()).items[0].pub_date
    return found and found.isoformat()


def refused(date):
    try:
        return parsedate_to_datetime(date).month != 5 or date.startswith("mar")
    except (TypeError, ValueError):
        return True


expected = {
    "mar., 14 mai 2024 10:15:00 +0200": ("2024-03-14T10:15:00+02:00", "14 May"),
    "mar. 09 juil. 2024 08:00:00 +0200": ("2024-03-09T08:00:00+02:00", "9 July"),
    "mar, 14 mag 2024 10:15:00 +0200": ("2024-03-14T10:15:00+02:00", "14 May"),
    "mar, 06 ago 2024 10:15:00 -0300": ("2024-03-06T10:15:00-03:00", "6 August"),
}
for date, (wanted, true) in expected.items():
    found = read(date)
    print(f"{date}: {found}, is {true}")
    assert found == wanted, (date, found)

sunday = "So, 12 Mai 2024 10:15:00 +0200"
before, found, after = datetime.now(), read(sunday), datetime.now()
print(f"{sunday}: {found}, is 12 May")
assert found in {f"2024-12-{day.day:02}T10:15:00+02:00" for day in (before, after)}, found

thursday = "jeu., 16 mai 2024 10:15:00 +0200"
print(f"{thursday}: {read(thursday) or 'no date'}")
assert read(thursday) is None

zone = "Tue, 14 May 2024 10:15:00 GMT+2"
print(f"{zone}: {read(zone)}, is 08:15 UTC and not 12:15")
assert read(zone) == "2024-05-14T10:15:00-02:00"

# English ones are right, which makes one rely on it.
assert read("Tue, 14 May 2024 10:15:00 +0200") == "2024-05-14T10:15:00+02:00"
print("as before")
PY
