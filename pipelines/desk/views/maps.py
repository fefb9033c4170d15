"""The map of some days up to one, which a slider moves through the days that there are."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from pipelines.asking.store import Asked
from pipelines.deployments.period import Period
from pipelines.desk.asked import day_of, type_of, wrong
from pipelines.desk.desk import desk_of
from pipelines.desk.placing import placed
from pipelines.desk.world import SHADES, VIEW

WINDOWS: Final = (1, 7, 30, 90, 365)
_USUAL: Final = 7


def page(request: Request) -> Response:
    """The map; ``part=map`` is the map and its tables alone."""
    desk, params = desk_of(request), request.query_params
    with desk.asked() as asked:
        known = _known(asked)
        if known is None:
            return desk.page(request, "empty.html", store=str(desk.store))
        when, type_ = _window(params, known), type_of(params)
        found = placed(asked, when, type_)
    values: dict[str, Any] = {
        "found": found,
        "when": when,
        "known": known,
        "days": (when.last - when.first).days + 1,
        "windows": WINDOWS,
        "type_": type_,
        "view": VIEW,
        "limits": _limits(found.most),
    }
    return desk.page(request, "map_part.html" if params.get("part") == "map" else "map.html", **values)


def _known(asked: Asked) -> Period | None:
    """The days on which reports were read."""
    (row,) = asked.rows(
        "SELECT min(day) AS first, max(day) AS last FROM daily WHERE series = 'total' AND type = '' AND \"read\" > 0"
    )
    return Period(row["first"], row["last"]) if row["first"] else None


def _window(params: QueryParams, known: Period) -> Period:
    given = params.get("days", "")
    if given and (not given.isascii() or not given.isdigit() or int(given) not in WINDOWS):
        raise wrong(f"days: {given!r} is none of {', '.join(map(str, WINDOWS))}")
    last = day_of(params, "to", known.last)
    try:
        return Period(last - timedelta(days=int(given or _USUAL) - 1), last)
    except OverflowError:
        return Period(date.min, last)


def _limits(most: int) -> list[tuple[int, int]]:
    """The counts that each shade stands for, from the fewest."""
    edges = [0, *(int(most * (n / SHADES) ** 2) for n in range(1, SHADES + 1))]
    return [(low + 1, high) for low, high in pairwise(edges) if high > low]
