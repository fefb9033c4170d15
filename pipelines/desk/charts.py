"""Charts as SVG, drawn on the server: no script, no style of their own, colours by the names of the style sheet.

An ``svg`` within the page takes ``var(--name)`` for a colour, so one drawing does for light, dark and paper.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any, Final

import altair as alt
import vl_convert
from markupsafe import Markup

from pipelines.asking.series import Day

_FONT: Final = "system-ui, sans-serif"
_CONFIG: Final[Mapping[str, Any]] = {
    "background": "transparent",
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--quiet)",
        "titleColor": "var(--quiet)",
        "gridColor": "var(--line)",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {"labelColor": "var(--ink)", "titleColor": "var(--quiet)", "labelFontSize": 12},
}
_WIDTH: Final = 900
_DAY: Final = 86_400_000
_BAR: Final = int(_DAY * 0.85)
_LEAST_DAYS: Final = 30
_MONTHS_FROM: Final = 200
"""From so many days on the axis names months."""
_HERE: Final = "https://desk.invalid"
"""Stands before an address while it is drawn: the converter puts one of the web before what begins with a slash."""
_one_at_a_time: Final = Lock()
"""The converter has one thread of its own; whoever waits for it waits here, and not in it."""


def over_days(days: Sequence[Day], links: Mapping[date, str], *, height: int = 220, measure: str = "stories") -> Markup:
    """Counts by day as bars that lead on, what was expected as a line, up to the limit a band, alerts in their colour.

    Days are instants in UTC: a text day would be drawn on the day before west of it.
    """
    if not days:
        return Markup("")
    rows: list[dict[str, Any]] = [
        {
            "day": _instant(day["day"]),
            "next": _instant(day["day"]) + _BAR,
            "count": day["count"],
            "expected": day["expected"],
            "limit": day["limit"],
            "fires": day["fires"],
            "url": _HERE + links[day["day"]] if day["day"] in links else "",
            "told": f"{day['day']}: {day['count']:g}",
        }
        for day in days
    ]
    last = rows[-1]
    rows.append(last | {"day": last["day"] + _DAY, "ends": True})  # where the last step of band and line ends
    first = min(rows[0]["day"], rows[-1]["day"] - _LEAST_DAYS * _DAY)  # a few days are not drawn as broad as many
    scale = alt.Scale(type="utc", domain=[first, rows[-1]["day"]], nice=False)
    short = rows[-1]["day"] - first < _MONTHS_FROM * _DAY
    axis = alt.Axis(grid=False, tickCount=8, format="%-d %b" if short else "%b %Y", labelFlush=True)
    x = alt.X("day:T", scale=scale, title=None, axis=axis)
    y = alt.Y("count:Q", title=measure, axis=alt.Axis(tickCount=4, domain=False, ticks=False, tickMinStep=1))
    base = alt.Chart(_data(rows))
    known = base.transform_filter("isValid(datum.limit)")
    band = known.mark_area(interpolate="step-after", color="var(--band)").encode(x=x, y=alt.Y("limit:Q"))
    bars = (
        base.transform_filter("!datum.ends")
        .mark_rect()
        .encode(
            x=x,
            x2="next:T",
            y=y,
            y2=alt.datum(0),
            href="url:N",
            description="told:N",
            color=alt.condition("datum.fires", alt.value("var(--alert)"), alt.value("var(--bar)")),
        )
    )
    line = known.mark_line(interpolate="step-after", color="var(--expected)", strokeWidth=1.5).encode(
        x=x, y=alt.Y("expected:Q")
    )
    return _drawn((band + bars + line).properties(width=_WIDTH, height=height))


def _data(rows: list[dict[str, Any]]) -> Any:
    return alt.InlineData(values=rows)


def _instant(day: date) -> int:
    """Midnight in UTC, in milliseconds since 1970."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * _DAY


def _drawn(chart: Any) -> Markup:
    spec = chart.to_dict(validate=False) | {"config": dict(_CONFIG)}
    return _converted(json.dumps(spec, sort_keys=True))


@lru_cache(maxsize=64)
def _converted(spec: str) -> Markup:
    with _one_at_a_time:
        return _inline(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


_ARIA: Final = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_SIZE: Final = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')


def _inline(svg: str) -> Markup:
    """The drawing as part of a page: as wide as there is room, not read out (a table stands beside it), and its links
    not stopped at by the tab key, for the table has them too."""
    bare = _ARIA.sub("", svg).replace(f'xlink:href="{_HERE}', 'tabindex="-1" href="')
    return Markup(  # noqa: S704  the converter escapes what is in the data
        _SIZE.sub(r'<svg class="chart" viewBox="0 0 \1 \2" aria-hidden="true" focusable="false">', bare, count=1)
    )


def warm_up() -> None:
    """Start the converter: its first drawing takes a second."""
    _drawn(alt.Chart(_data([{"a": 0}])).mark_point().encode(x="a:Q"))
