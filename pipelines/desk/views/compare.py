"""What changed: two periods, cell by cell, or two countries over the same days; each with its interval."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import log2
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from pipelines.asking.comparing import LEAST, LEVEL, Change, PeriodError, Ratio, compare, compare_series
from pipelines.asking.series import Series, over_time
from pipelines.deployments.period import Period
from pipelines.desk.asked import code_of, day_of, last_day, period_of, type_of, wrong
from pipelines.desk.desk import Desk, desk_of
from pipelines.desk.views.series import drawn
from pipelines.desk.wording import types

_DAYS: Final = 30
_SHOWN: Final = 40
_FOLD: Final = 4.0
"""The interval is drawn from 2**-4 to 2**4."""
_LEAST_DRAWN: Final = 4.0
"""Of one beyond the scale, at its end."""


@dataclass(frozen=True, slots=True)
class Span:
    """An interval and its ratio as parts of 100, on a scale of doublings with 1 in the middle."""

    low: float
    high: float
    ratio: float | None


def page(request: Request) -> Response:
    """Two periods; with ``one`` and ``other`` two countries."""
    params = request.query_params
    try:
        if params.get("one") and params.get("other"):
            return _countries(request, code_of(params["one"]), code_of(params["other"]))
        return _periods(request)
    except PeriodError as error:
        raise wrong(str(error)) from error


def _periods(request: Request) -> Response:
    desk, params = desk_of(request), request.query_params
    country = code_of(params["country"]) if params.get("country") else ""
    type_ = type_of(params)
    with desk.asked() as asked:
        last = last_day(asked)
        if last is None:
            return desk.page(request, "empty.html", store=str(desk.store))
        before, after = _two(params, last)
        found = compare(asked, before, after, country=country, type=type_)
    changes = [_shown(change) for change in found["changes"]]
    return desk.page(
        request,
        "compare.html",
        before=before,
        after=after,
        country=country,
        type_=type_,
        found=found,
        clear=[change for change in changes if change["clear"]][:_SHOWN],
        rest=[change for change in changes if not change["clear"]][:_SHOWN],
        level=LEVEL,
        least=LEAST,
    )


def _two(params: QueryParams, last: date) -> tuple[Period, Period]:
    """The periods before and after; by default the last days and as many before them."""
    after = period_of(params, last, _DAYS)
    try:
        end = after.first - timedelta(days=1)
        begin = end - (after.last - after.first)
    except OverflowError as error:
        raise wrong(f"there are no days before {after.first}") from error
    before_last = day_of(params, "before_to", end)
    before_first = day_of(params, "before_from", begin)
    if before_first > before_last:
        raise wrong(f"before_from {before_first} is after before_to {before_last}: exchange them")
    return Period(before_first, before_last), after


def _countries(request: Request, one: str, other: str) -> Response:
    desk, type_ = desk_of(request), type_of(request.query_params)
    with desk.asked() as asked:
        last = last_day(asked)
        if last is None:
            return desk.page(request, "empty.html", store=str(desk.store))
        when = period_of(request.query_params, last, 2 * _DAYS)
        both = [Series(kind="country", one=code, type=type_) for code in (one, other)]
        found = compare_series(asked, (both[0], when), (both[1], when))
        root = request.scope.get("root_path", "")
        sides = []
        for series in both:
            days = over_time(asked, series, when)
            sides.append({"code": series.one, "days": days, "chart": drawn(root, series, days, 170)})
    return _two_countries(request, desk, when=when, found=found, sides=sides, type_=type_)


def _two_countries(request: Request, desk: Desk, found: Ratio, **values: Any) -> Response:
    return desk.page(request, "compare_countries.html", found=found, span=span(found), level=LEVEL, **values)


def _shown(change: Change) -> dict[str, Any]:
    return {**change, "span": span(change), "quad_class": types().get(change["type"], 0)}


def span(found: Ratio) -> Span:
    """Where an interval is drawn."""
    ratio = found["ratio"]
    high = 100.0 if found["high"] is None else _place(found["high"])
    low = _place(found["low"])
    return Span(min(low, 100 - _LEAST_DRAWN), max(high, _LEAST_DRAWN), None if ratio is None else _place(ratio))


def _place(ratio: float) -> float:
    if ratio <= 0:
        return 0.0
    return round(50 + 50 * max(-1.0, min(1.0, log2(ratio) / _FOLD)), 1)
