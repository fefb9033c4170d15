#!/usr/bin/env bash
# vl-convert-python 1.9.0.post1: a link of a chart that is relative leads to vega.github.io
#
# Behaviour: Vega-Lite's channel `href` gives marks a link. In SVG made by vl-convert an address without a scheme, as
# "/events?day=2022-01-24", is joined to https://vega.github.io/vega-datasets/, where the examples of Vega-Lite have
# their data; `allowed_base_urls=[]`, which is about data that is loaded, changes nothing. Whole addresses are left as
# they are.
#
# Why it matters to somebody who looks at events: the chart of a local page sends whoever clicks a day, with the day, the
# country and the type that is looked at, to a public web site instead of to the events.
#
# Way round: give whole addresses of a name that cannot exist (https://page.invalid/events?...) and take the name out of
# the SVG.
#
# Output seen:
#   vl-convert-python 1.9.0.post1
#   /events?day=2022-01-24 -> https://vega.github.io/vega-datasets//events?day=2022-01-24
#   events -> https://vega.github.io/vega-datasets/events
#   https://page.invalid/events -> https://page.invalid/events
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check vl-convert-python==1.9.0.post1
"$place/venv/bin/python" - <<'PY'
import re
from importlib.metadata import version

import vl_convert

print(f"vl-convert-python {version('vl-convert-python')}")
elsewhere = "https://vega.github.io/vega-datasets/"
expected = {
    "/events?day=2022-01-24": f"{elsewhere}/events?day=2022-01-24",
    "events": f"{elsewhere}events",
    "https://page.invalid/events": "https://page.invalid/events",
}
for given, wanted in expected.items():
    chart = {
        "data": {"values": [{"day": "Monday", "link": given}]},
        "mark": "bar",
        "encoding": {"x": {"field": "day"}, "y": {"value": 10}, "href": {"field": "link"}},
    }
    (found,) = re.findall(r'<a [^>]*href="([^"]*)"', vl_convert.vegalite_to_svg(chart, allowed_base_urls=[]))
    print(f"{given} -> {found}")
    assert found == wanted, (given, found)
print("as before")
PY
