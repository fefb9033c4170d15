#!/usr/bin/env bash
# htmldate 1.11.0, also within trafilatura 2.3.1: a date that it cannot read becomes 1 January, even of another year
#
# Behaviour: where no date of a page can be read, find_date() falls back, as it is set by default, to the years that stand
# anywhere in it, and makes its 1 January of one, an answer like any other. It cannot read
#  - "2024年5月14日", the usual date of Chinese and Japanese pages, be it in a paragraph of class "date" or any other;
#    with the time of day behind it, it can;
#  - a month as Lebanon, Syria, Jordan and Iraq name it ("14 أيار 2024"), though it reads the Egyptian "14 مايو 2024";
#  - Pashto, Kurdish, Hausa and Latvian dates, among others.
# With original_date=True it is the earliest of those years: one mention of 2019 in the text, and the report is of 2019.
# trafilatura asks for that one and gives it as the date of the document.
#
# Why it matters to somebody who codes news: whole outlets land on 1 January, a day with few reports of its own, where
# they look like an outbreak, and the days on which it happened stay empty. A report that recalls an election in 2019 is
# counted there. Pages that carry a date for machines hide the loss; it falls on the ones without, region by region.
#
# Way round: extensive_search=False for htmldate, or date_extraction_params={"extensive_search": False} for trafilatura,
# which gives no date instead. Or take no first of January that isn't in the page.
#
# Output seen:
#   htmldate 1.11.0, trafilatura 2.3.1
#   14 May 2024: htmldate 2024-05-14, trafilatura 2024-05-14
#   2024年5月14日 10:15: htmldate 2024-05-14, trafilatura 2024-05-14
#   2024年5月14日: htmldate 2024-01-01, trafilatura 2024-01-01
#   2024年5月14日 in another paragraph: htmldate 2024-01-01, trafilatura 2024-01-01
#   14 مايو 2024: htmldate 2024-05-14, trafilatura 2024-05-14
#   14 أيار 2024: htmldate 2024-01-01, trafilatura 2024-01-01
#   14 مې 2024: htmldate 2024-01-01, trafilatura 2024-01-01
#   14 Gulan 2024: htmldate 2024-01-01, trafilatura 2024-01-01
#   14 ga Mayu, 2024: htmldate 2024-01-01, trafilatura 2024-01-01
#   2024. gada 14. maijs: htmldate 2024-01-01, trafilatura 2024-01-01
#   2024年5月14日, 2019 in the text: htmldate 2019-01-01, trafilatura 2019-01-01
#   14 May 2024, 2019 in the text: htmldate 2024-05-14, trafilatura 2024-05-14
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  htmldate==1.11.0 trafilatura==2.3.1 dateparser==1.5.0 python-dateutil==2.9.0.post0 lxml==6.1.3 lxml_html_clean==0.4.6
"$place/venv/bin/python" - <<'PY'
from importlib.metadata import version

from htmldate import find_date
from trafilatura import bare_extraction

print(f"htmldate {version('htmldate')}, trafilatura {version('trafilatura')}")
TEXT = "Police arrested thirty people in the town, a spokesman said after a march by workers of the port. " * 6


def page(inner, more=""):
    head = "<html><head><title>Thirty arrested</title></head><body><article><h1>Thirty arrested</h1>"
    return f"{head}{inner}<p>{TEXT}{more}</p></article></body></html>"


def dated(text):
    return page(f'<p class="date">{text}</p>')


earlier = "The union was founded in 2019."
pages = {
    "14 May 2024": (dated("14 May 2024"), "2024-05-14"),
    "2024年5月14日 10:15": (dated("2024年5月14日 10:15"), "2024-05-14"),
    "2024年5月14日": (dated("2024年5月14日"), "2024-01-01"),
    "2024年5月14日 in another paragraph": (page("<p>2024年5月14日</p>"), "2024-01-01"),
    "14 مايو 2024": (dated("14 مايو 2024"), "2024-05-14"),
    "14 أيار 2024": (dated("14 أيار 2024"), "2024-01-01"),
    "14 مې 2024": (dated("14 مې 2024"), "2024-01-01"),
    "14 Gulan 2024": (dated("14 Gulan 2024"), "2024-01-01"),
    "14 ga Mayu, 2024": (dated("14 ga Mayu, 2024"), "2024-01-01"),
    "2024. gada 14. maijs": (dated("2024. gada 14. maijs"), "2024-01-01"),
    "2024年5月14日, 2019 in the text": (page('<p class="date">2024年5月14日</p>', earlier), "2019-01-01"),
    "14 May 2024, 2019 in the text": (page('<p class="date">14 May 2024</p>', earlier), "2024-05-14"),
}
for name, (html, expected) in pages.items():
    seen = find_date(html, original_date=True), bare_extraction(html, with_metadata=True).date
    print(f"{name}: htmldate {seen[0]}, trafilatura {seen[1]}")
    assert seen == (expected, expected), (name, seen)

# The way round.
for html, expected in pages.values():
    if expected.endswith("-01-01"):
        assert find_date(html, original_date=True, extensive_search=False) is None
        wary = {"extensive_search": False, "original_date": True}
        assert bare_extraction(html, with_metadata=True, date_extraction_params=wary).date is None
print("as before")
PY
