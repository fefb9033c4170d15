#!/usr/bin/env bash
# feedparser 6.0.14: times hours off without a word, and the caption of a picture in the place of the text
#
# Behaviour: published_parsed is documented as UTC. The zones that it knows are UTC, GMT and the North American ones:
# CEST, JST or AEST are taken for UTC. Of a time with AM or PM that word is left out, and the zone behind it too. Of an
# ISO date with a time and a named zone behind it only the day is left, at midnight. media:description, the caption of a
# picture, becomes the item's summary where it stands first or alone; the item's own description is then its content,
# and the other way round.
#
# Why it matters to somebody who codes news: "10:15 PM EDT" is the next day in UTC, and a morning in Tokyo is the day
# before; both move events to another day. A caption is coded as the report: who is in a picture did what it says,
# which is often an old picture.
#
# Way round: take the text in published and read it with something that refuses what it cannot read; take captions out
# before, or look at media_content and leave out what equals its description.
#
# Output seen:
#   feedparser 6.0.14
#   Mon, 24 Jan 2022 10:15 PM EDT: 2022-01-24 10:15, is 2022-01-25 02:15
#   Mon, 24 Jan 2022 22:15:00 CEST: 2022-01-24 22:15, is 2022-01-24 20:15
#   Tue, 25 Jan 2022 07:15:00 JST: 2022-01-25 07:15, is 2022-01-24 22:15
#   Tue, 25 Jan 2022 08:15:00 AEST: 2022-01-25 08:15, is 2022-01-24 22:15
#   2022-01-24 22:15:00 EST: 2022-01-24 00:00, is 2022-01-25 03:15
#   caption alone: summary 'A man runs.', content None
#   description, caption: summary 'Police arrested 30.', content 'A man runs.'
#   caption, description: summary 'A man runs.', content 'Police arrested 30.'
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check feedparser==6.0.14
"$place/venv/bin/python" - <<'PY'
import time
from importlib.metadata import version

import feedparser

print(f"feedparser {version('feedparser')}")


def entry(inner):
    head = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title><item>'
    return feedparser.parse(f"{head}{inner}</item></channel></rss>".encode()).entries[0]


times = {
    "Mon, 24 Jan 2022 10:15 PM EDT": ("2022-01-24 10:15", "2022-01-25 02:15"),
    "Mon, 24 Jan 2022 22:15:00 CEST": ("2022-01-24 22:15", "2022-01-24 20:15"),
    "Tue, 25 Jan 2022 07:15:00 JST": ("2022-01-25 07:15", "2022-01-24 22:15"),
    "Tue, 25 Jan 2022 08:15:00 AEST": ("2022-01-25 08:15", "2022-01-24 22:15"),
    "2022-01-24 22:15:00 EST": ("2022-01-24 00:00", "2022-01-25 03:15"),
}
for written, (expected, true) in times.items():
    seen = time.strftime("%Y-%m-%d %H:%M", entry(f"<pubDate>{written}</pubDate>").published_parsed)
    print(f"{written}: {seen}, is {true}")
    assert seen == expected, (written, seen)

caption = '<media:content url="a.jpg"><media:description>A man runs.</media:description></media:content>'
text = "<description>Police arrested 30.</description>"
items = {
    "caption alone": (caption, ("A man runs.", None)),
    "description, caption": (text + caption, ("Police arrested 30.", "A man runs.")),
    "caption, description": (caption + text, ("A man runs.", "Police arrested 30.")),
}
for name, (inner, expected) in items.items():
    found = entry(inner)
    seen = found.get("summary"), found["content"][0]["value"] if "content" in found else None
    print(f"{name}: summary {seen[0]!r}, content {seen[1]!r}")
    assert seen == expected, (name, seen)
print("as before")
PY
