"""Say what an alert is about: one line, the sentences behind it, the command that shows more."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from pipelines.alerting.history import cell_of
from pipelines.alerting.names import series_name
from schemas import Alert, Event, Evidence

_ONE: Final = {"stories": "story", "mentions": "mention", "incidents": "incident"}


def describe(
    alert: Alert,
    events: Mapping[str, Event],
    *,
    now: datetime,
    out: Path | None = None,
    languages: Iterable[str] = (),
) -> Alert:
    """The alert with everything that a reader needs; ``events``: those of its evidence that were found, by id.

    ``out``: the folder in which more can be shown; ``languages``: those whose reports its rule is judged by.
    """
    told = [events[event_id] for event_id in alert.evidence if event_id in events]
    return replace(
        alert,
        evidence_events=tuple(map(_evidence, told)),
        summary=summary(alert),
        command=shlex.join(_command(alert, out, languages)),
        updated_at=now,
    )


def _command(alert: Alert, out: Path | None, languages: Iterable[str]) -> Iterator[str]:
    yield from ("wirewatch", "show", "day", str(alert.day))
    for language in sorted(languages):
        yield from ("--language", language)
    if out:
        yield from ("--out", str(out))


def evidence_ids(alerts: Iterable[Alert]) -> set[str]:
    """The ids of all events that are evidence of ``alerts``."""
    return {event_id for alert in alerts for event_id in alert.evidence}


def summary(alert: Alert) -> str:
    """One line: ``2022-02-24 RUS -> UKR, material conflict: 48 stories, expected 12.3 (limit 26), score 2.6``."""
    return f"{alert.day} {named(alert)}: {figures(alert)}, score {alert.score:.1f}"


def named(alert: Alert) -> str:
    """The series that it is about, as people call it."""
    return series_name(cell_of(alert))


def figures(alert: Alert) -> str:
    """What was counted beside what was expected, as ``1 story, expected 0.2 (limit 0.8)``."""
    return f"{_counted(alert)}, expected {_number(alert, alert.expected)} (limit {_number(alert, alert.limit)})"


def _counted(alert: Alert) -> str:
    unit = "of the reports read" if alert.measure == "share" else alert.measure
    return f"{_number(alert, alert.count)} {_ONE.get(unit, unit) if alert.count == 1 else unit}"


def _number(alert: Alert, figure: float) -> str:
    return f"{figure:.1%}" if alert.measure == "share" else f"{round(figure, 1):g}"


def _evidence(event: Event) -> Evidence:
    return Evidence(
        event_id=event.event_id,
        sentence=event.sentence,
        report_id=event.report_id,
        url=event.url,
        publisher=event.publisher,
        published_at=event.published_at,
    )
