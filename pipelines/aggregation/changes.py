"""Put changes together that are written in one go."""

from collections.abc import Iterable

from connectors.tables import Changes
from schemas import Event


def merged(changes: Iterable[Changes]) -> Changes:
    """All ``changes``, in their order, as one; of an event only its last."""
    changes = list(changes)
    events: dict[str, Event | None] = {}
    for change in changes:
        events.update({event.event_id: event for event in change.events})
        events.update(dict.fromkeys(change.vanished_events))
    return Changes(
        rows=tuple(row for change in changes for row in change.rows),
        vanished_rows=tuple(row for change in changes for row in change.vanished_rows),
        events=tuple(event for event in events.values() if event is not None),
        vanished_events=tuple(event_id for event_id, event in events.items() if event is None),
        reports=tuple(report for change in changes for report in change.reports),
    )
