"""One series over time: what was counted each day, what was expected, where its limit was, what fired."""

from dataclasses import dataclass
from typing import Any, Final, get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from pipelines.asking.alerts import alerts
from pipelines.asking.series import Day, Kind, Series, over_time
from pipelines.asking.store import Asked, Rows
from pipelines.deployments.period import Period
from pipelines.desk import wording
from pipelines.desk.asked import code_of, languages_of, last_day, period_of, type_of, wrong
from pipelines.desk.charts import over_days
from pipelines.desk.desk import desk_of

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_DAYS: Final = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A series as it is drawn, with what it adds up to."""

    series: Series
    name: str
    days: list[Day]
    chart: Any

    @property
    def total(self) -> float:
        """All that was counted."""
        return sum(day["count"] for day in self.days)

    @property
    def fired(self) -> list[Day]:
        """The days beyond the limit, the latest first."""
        return [day for day in reversed(self.days) if day["fires"]]


def page(request: Request) -> Response:
    """The series of the address; without one, that of everything."""
    desk, params = desk_of(request), request.query_params
    series = series_of(params)
    with desk.asked() as asked:
        last = last_day(asked)
        if last is None:
            return desk.page(request, "empty.html", store=str(desk.store))
        when = period_of(params, last, _DAYS)
        days = over_time(asked, series, when)
        fired = _alerts_of(asked, series, when)
    root = request.scope.get("root_path", "")
    shown = Shown(series, named(series), days, drawn(root, series, days))
    return desk.page(request, "series.html", shown=shown, when=when, alerts=fired, kinds=KINDS)


def series_of(params: QueryParams) -> Series:
    """Which series an address asks for."""
    kind = params.get("kind") or "total"
    if kind not in KINDS:
        raise wrong(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    one, other = (_side(params.get(name, "")) for name in ("one", "other"))
    if kind in ("country", "place") and not one:
        raise wrong(f"the series of a {kind} needs a country")
    return Series(
        kind=kind,
        one=one if kind != "total" else "",
        other=other if kind == "pair" else "",
        type=type_of(params),
        languages=languages_of(params),
    )


def _side(given: str) -> str:
    """A country, or "" for nobody of a known one."""
    return "" if given.strip() in ("", wording.NOBODY) else code_of(given)


def named(series: Series) -> str:
    """What a series is called on a page."""
    what = series.type or "All types"
    told = f", told in {' or '.join(series.languages)}" if series.languages else ""
    match series.kind:
        case "pair":
            return f"{what}, {wording.country(series.one)} to {wording.country(series.other)}{told}"
        case "place":
            return f"{what} in {wording.country(series.one)}{told}"
        case "country":
            return f"{what} with or in {wording.country(series.one)}{told}"
    return what + told


def drawn(root: str, series: Series, days: list[Day], height: int = 240) -> Any:
    """The chart; each of its days leads to the events of that day."""
    chosen: dict[str, object] = {"type": series.type, "language": list(series.languages)}
    match series.kind:
        case "pair":
            chosen["country"] = [code for code in (series.one, series.other) if code]
        case "place":
            chosen["place"] = series.one
        case "country":
            chosen["country"] = series.one
    links = {
        day["day"]: wording.address(root, "/events", {"from": day["day"], "to": day["day"], **chosen})
        for day in days
        if day["count"]
    }
    return over_days(days, links, height=height, measure=series.measure)


def _alerts_of(asked: Asked, series: Series, when: Period) -> Rows:
    """The recorded alerts of this series, whatever the rule; which languages one was of is not recorded."""
    if series.languages:
        return []
    if series.kind == "country":
        return alerts(asked, when, countries=(series.one,))
    found = alerts(asked, when, countries=tuple(code for code in (series.one, series.other) if code))
    return [
        alert
        for alert in found
        if (series.kind == "total") == (alert["series"] == "total")
        and (series.kind != "pair" or (alert["source"], alert["target"]) == (series.one, series.other))
        and (series.kind != "place" or alert["place"] == series.one)
        and (not series.type or alert["type"] in ("", series.type))
    ]
