"""The alerts that were recorded, and what they rest on."""

import json
from typing import Final

from pipelines.aggregation.cells import Cell
from pipelines.alerting.names import series_name
from pipelines.asking.store import Asked, Record, Rows
from pipelines.deployments.period import Period

_CELL: Final = Cell._fields


def alerts(asked: Asked, when: Period, *, resolved: bool = False, countries: tuple[str, ...] = ()) -> Rows:
    """The alerts of a period that fire, and those taken back if they are asked for: latest first, highest score first.

    ``named`` is what their series is called, ``evidence_events`` the events found of their evidence.
    """
    rows = asked.rows(
        "SELECT * FROM alerts WHERE day BETWEEN $first AND $last AND ($resolved OR state = 'firing')"
        " AND ($anywhere OR source = ANY($countries) OR target = ANY($countries) OR place = ANY($countries))"
        " ORDER BY day DESC, score DESC, alert_id",
        first=when.first,
        last=when.last,
        resolved=resolved,
        anywhere=not countries,
        countries=list(countries),
    )
    return [_whole(row) for row in rows]


def _whole(row: Record) -> Record:
    events = row["evidence_events"]
    return row | {
        "evidence_events": json.loads(events) if isinstance(events, str) else events,
        "named": series_name(Cell(*(row[name] for name in _CELL))),
    }
