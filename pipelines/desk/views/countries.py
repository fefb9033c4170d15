"""A country, and two countries with each other: direction, tone, types, events, who reports it."""

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipelines.asking.countries import of_country, of_pair
from pipelines.asking.days import several_days
from pipelines.asking.series import Series, over_time
from pipelines.asking.store import Asked, Record, Rows
from pipelines.deployments.period import Period
from pipelines.desk.asked import code_of, last_day, period_of
from pipelines.desk.desk import desk_of
from pipelines.desk.views.series import drawn
from pipelines.desk.wording import NOBODY, address, types

_EVENTS: Final = 12
_DAYS: Final = 60
_SHOWN: Final = 12


def index(request: Request) -> Response:
    """The countries by what happened in them; ``code`` and ``other`` lead to their page."""
    desk, params = desk_of(request), request.query_params
    if params.get("code"):
        codes = [code_of(params[name]) for name in ("code", "other") if params.get(name)]
        path = f"/country/{codes[0]}" if len(codes) == 1 else "/pair/" + "/".join(codes)
        days = {name: params.get(name) for name in ("from", "to")}
        return RedirectResponse(address(request.scope.get("root_path", ""), path, dict(days)), 303)
    with desk.asked() as asked:
        last = last_day(asked)
        if last is None:
            return desk.page(request, "empty.html", store=str(desk.store))
        when = period_of(params, last)
        found = several_days(asked, when)
    countries = _summed([row for row in found["places"] if row["place"]], ("place",))
    pairs = _summed([row for row in found["pairs"] if row["source"] and row["target"]], ("source", "target"))
    return desk.page(request, "countries.html", when=when, countries=countries, pairs=pairs[:40])


def country(request: Request) -> Response:
    """What a country did, what was done to it, what happened in it."""
    code = code_of(request.path_params["code"])
    desk = desk_of(request)
    with desk.asked() as asked:
        when = period_of(request.query_params, last_day(asked) or _never(), _DAYS)
        found = of_country(asked, code, when, limit=_EVENTS)
        series = over_time(asked, Series(kind="country", one=code), when)
        publishers = _publishers(asked, code, when)
    root = request.scope.get("root_path", "")
    return desk.page(
        request,
        "country.html",
        code=code,
        when=when,
        found=found,
        done=_summed([row for row in found["pairs"] if row["source"] == code], ("target",))[:_SHOWN],
        suffered=_summed([row for row in found["pairs"] if row["target"] == code], ("source",))[:_SHOWN],
        days=series,
        chart=drawn(root, Series(kind="country", one=code), series, 200),
        publishers=publishers,
        quads=_quads(found["place"]),
    )


def pair(request: Request) -> Response:
    """What two countries did to each other, each direction apart."""
    one, other = (_side(request.path_params[name]) for name in ("one", "other"))
    desk = desk_of(request)
    with desk.asked() as asked:
        when = period_of(request.query_params, last_day(asked) or _never(), _DAYS)
        found = of_pair(asked, one, other, when, limit=_EVENTS)
        sides = [(one, other)] if one == other else [(one, other), (other, one)]
        shown = []
        for source, target in sides:
            series = Series(kind="pair", one=source, other=target)
            days = over_time(asked, series, when)
            chart = drawn(request.scope.get("root_path", ""), series, days, 150)
            shown.append({"source": source, "target": target, "days": days, "chart": chart})
    return desk.page(
        request,
        "pair.html",
        one=one,
        other=other,
        when=when,
        found=found,
        sides=shown,
        kinds=_by_type(found["pairs"], sides),
        sums={(row["source"], row["target"]): row for row in _summed(found["pairs"], ("source", "target"))},
    )


def _publishers(asked: Asked, code: str, when: Period) -> Rows:
    """Who tells of a country, and of how many events."""
    return asked.rows(
        "SELECT coalesce(nullif(m.publisher, ''), m.source) AS value, count(DISTINCT m.event_id) AS events"
        " FROM mentions AS m JOIN events AS e USING (event_id)"
        " WHERE m.event_date BETWEEN $first AND $last AND e.event_date BETWEEN $first AND $last"
        f" AND (e.place_country = $one OR {asked.dialect.party_countries.format(value='$ones')})"
        f" GROUP BY coalesce(nullif(m.publisher, ''), m.source) ORDER BY events DESC, value LIMIT {_SHOWN}",
        first=when.first,
        last=when.last,
        one=code,
        ones=[code],
    )


def _side(given: str) -> str:
    return "" if given == NOBODY else code_of(given)


def _never() -> date:
    """Where nothing was read any day will do."""
    return datetime.now(UTC).date()


def _summed(rows: Rows, key: tuple[str, ...]) -> Rows:
    """Cells of several types added up by the key, with the mean tone by incidents; the most incidents first."""
    found: dict[tuple[str, ...], Record] = {}
    weights: dict[tuple[str, ...], float] = defaultdict(float)
    quads: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * 5)
    for row in rows:
        names = tuple(row[name] for name in key)
        held = found.setdefault(names, {name: row[name] for name in key} | dict.fromkeys(_ADDED, 0))
        for name in _ADDED:
            held[name] += row[name] or 0
        weights[names] += (row["score"] or 0) * (row["incidents"] or 0)
        quads[names][types().get(row["type"], 0)] += row["incidents"] or 0
    for names, held in found.items():
        held["score"] = weights[names] / held["incidents"] if held["incidents"] else None
        held["quads"] = _shares(quads[names])
    shown = [held for held in found.values() if held["incidents"]]
    return sorted(shown, key=lambda row: (-row["incidents"], *(row[name] for name in key)))


_ADDED: Final = ("incidents", "mentions", "killed", "injured")


def _quads(rows: Rows) -> list[tuple[int, float, float]]:
    """The share of each quad class in the rows, by incidents."""
    counts = [0] * 5
    for row in rows:
        counts[types().get(row["type"], 0)] += row["incidents"] or 0
    return _shares(counts)


def _shares(counts: list[int]) -> list[tuple[int, float, float]]:
    """Quad class, where its part of a bar of 100 begins, how long it is."""
    total, at, found = sum(counts) or 1, 0.0, []
    for quad, count in enumerate(counts):
        if count:
            found.append((quad, round(at, 2), round(100 * count / total, 2)))
        at += 100 * count / total
    return found


def _by_type(rows: Rows, sides: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """A row for each type with the cells of both directions."""
    held: dict[str, dict[tuple[str, str], Record]] = defaultdict(dict)
    for row in rows:
        held[row["type"]][row["source"], row["target"]] = row
    found = [
        {"type": kind, "quad_class": types().get(kind, 0), "sides": [cells.get(s) for s in sides]}
        for kind, cells in held.items()
    ]
    return sorted(found, key=lambda row: -sum(cell["incidents"] for cell in row["sides"] if cell))
