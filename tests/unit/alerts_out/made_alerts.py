"""Alerts made by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from schemas import Alert, Evidence

NOW: Final = datetime(2022, 1, 21, 12, 30, tzinfo=UTC)
ALERT: Final = Alert(
    alert_id="b" * 32,
    state="firing",
    rule="pairs",
    day=date(2022, 1, 21),
    series="pair_quad",
    source="XAA",
    target="XAB",
    quad_class=4,
    measure="stories",
    count=9.0,
    expected=1.5,
    limit=6.0,
    score=1.67,
    evidence=("a" * 32,),
    revision="000001|001643015101250|000000002",
    evidence_events=(
        Evidence(
            event_id="a" * 32,
            sentence="“Troops” of Alphaland shelled a town in Betaland on Friday.",
            report_id="c" * 32,
            url="https://herald.example/a?x=1&y=2",
            publisher="herald.example",
            published_at=datetime(2022, 1, 21, 9, 30, tzinfo=UTC),
        ),
    ),
    summary="2022-01-21 XAA -> XAB, material conflict: 9 stories, expected 1.5 (limit 6), score 1.67",
    command="wirewatch show day 2022-01-21",
    updated_at=NOW,
)


def alert(**changes: Any) -> Alert:
    """The alert with some fields changed."""
    return replace(ALERT, **changes)
