"""A day: alerts and what they rest on, what stands out, what was read, the events told most."""

from datetime import date, timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from pipelines.asking.alerts import alerts
from pipelines.asking.days import one_day
from pipelines.asking.series import Series, over_time
from pipelines.asking.store import Asked
from pipelines.asking.telling import told
from pipelines.deployments.period import Period
from pipelines.deployments.up.stand import read_stand
from pipelines.desk.asked import day_of, last_day
from pipelines.desk.charts import over_days
from pipelines.desk.desk import desk_of
from pipelines.desk.outstanding import outstanding

_SHOWN: Final = 10
_CHARTED: Final = 60
_EVENTS: Final = 8
_ALERTS: Final = 20
OUTCOMES: Final = ("coded", "no_event", "duplicate", "unsupported_language")


def page(request: Request) -> Response:
    """The day asked for, or the last one on which reports were read."""
    desk = desk_of(request)
    with desk.asked() as asked:
        latest = last_day(asked)
        if latest is None:
            return desk.page(request, "empty.html", store=str(desk.store))
        day = day_of(request.query_params, "day", latest)
        found = _found(asked, day)
    found |= {"before": _near(day, -1), "after": _near(day, 1) if day < latest else None}
    root = request.scope.get("root_path", "")
    links = {row["day"]: f"{root}/?day={row['day']}" for row in found["series"]}
    chart = over_days(found["series"], links, height=170)
    folder = desk.store.folder
    stand = read_stand(folder) if folder and day == latest else None
    return desk.page(
        request, "today.html", day=day, latest=latest, chart=chart, outcomes=OUTCOMES, stand=stand, **found
    )


def _near(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _found(asked: Asked, day: date) -> dict[str, Any]:
    when = Period(day, day)
    since = date.fromordinal(max(1, day.toordinal() - _CHARTED + 1))
    rows = one_day(asked, day)
    total = next((row for row in rows["totals"] if not row["type"]), None)
    (fresh,) = asked.rows(
        "SELECT (SELECT max(fetched_at) FROM reports WHERE published_day <= $day) AS fetched_at,"
        " (SELECT max(updated_at) FROM daily WHERE day = $day) AS updated_at",
        day=day,
    )
    fired = alerts(asked, when)
    return {
        "total": total,
        "kinds": [row for row in rows["totals"] if row["type"] and row["incidents"]],
        "read": rows["read"][0] if rows["read"] else None,
        **fresh,
        "alerts": fired[:_ALERTS],
        "alerts_many": len(fired),
        "outstanding": outstanding(asked, day, _SHOWN),
        "series": over_time(asked, Series(kind="total"), Period(since, day)),
        "told": told(asked, "m.event_date BETWEEN $first AND $last", limit=_EVENTS, first=when.first, last=when.last),
    }
