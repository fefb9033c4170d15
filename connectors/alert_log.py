"""The log of alerts: where the states of alerts are recorded, and from where each receiver is told, at its own pace.

On a broker the log is the topic ``alerts``, in a folder a folder of Avro files; one behaviour suite runs over both.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from connectors.cloud_events import as_judged
from schemas import Alert


class AlertLog(Protocol):
    """Records states of alerts; an AlertSink. At least once, and one record for each state whatever is replayed."""

    def held(self) -> list[Alert]:
        """The last state of every alert."""

    def write_alerts(self, alerts: Sequence[Alert]) -> None:
        """Record those that are not held as they are; durable on return."""


class Entry(NamedTuple):
    """A state that was recorded, and whether the receiver had been told of it before this process began."""

    alert: Alert
    confirmed: bool


class AlertInbox(Protocol):
    """The log as one receiver reads it, from the beginning; what it confirms is kept under its name."""

    @property
    def new(self) -> bool:
        """Whether nothing was ever confirmed under this name."""

    def poll(self, seconds: float) -> list[Entry]:
        """What was recorded since the last poll, in order; waits up to ``seconds`` for something."""

    def caught_up(self) -> bool:
        """Whether everything recorded so far was polled."""

    def confirm(self) -> None:
        """Keep that the receiver was told of all that was polled."""

    def close(self) -> None:
        """Let go of what is held open."""


def changed(held: Iterable[Alert], alerts: Iterable[Alert]) -> list[Alert]:
    """Those of ``alerts`` that are not held as they are, when those before them are."""
    states = {alert.alert_id: as_judged(alert) for alert in held}
    new = []
    for alert in alerts:
        judged = as_judged(alert)
        if states.get(alert.alert_id) != judged:
            states[alert.alert_id] = judged
            new.append(alert)
    return new
