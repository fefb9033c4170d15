"""What every sink of daily tables does; one behaviour suite runs over all of them."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, runtime_checkable

from connectors.tables import Changes, DayTables
from schemas import Alert, Rejected


class DaySink(Protocol):
    """Holds the tables of days. Every call is idempotent: writing the same days again changes nothing."""

    def held_days(self) -> set[date]:
        """The days that the sink holds anything of."""

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Make ``days`` all that is held of those days, in one transaction where the sink has them.

        A daily row that differs in nothing but ``updated_at`` keeps its old one. Blocks until the write is durable;
        raises what the sink raises when it fails, having changed nothing or leaving what the next call repairs.
        """


@runtime_checkable
class StateSink(Protocol):
    """Tells in what state its days are, so that they need not be made anew where nobody touched them."""

    def state(self) -> str:
        """Other after any change of the days that are held, by whomever; the same while there is none."""


class ChangeSink(Protocol):
    """Holds the tables of days and takes changes to single keys, as a stream gives them. Idempotent, as a DaySink."""

    def apply(self, changes: Changes) -> None:
        """Upsert and delete by key, guarded by revision, in one transaction where the sink has them.

        ``updated_at`` changes only when a value does. Blocks until the write is durable; raises what the sink raises
        when it fails, having changed nothing or leaving what the next call repairs.
        """


@runtime_checkable
class CountedSink(Protocol):
    """Says from what confidence on its daily rows were counted."""

    def counted_from(self) -> set[tuple[date, float | None]]:
        """Each day with the ``min_confidence`` of its rows; None of rows of before there was one."""


@runtime_checkable
class CodedSink(Protocol):
    """Says which coder made what it holds."""

    def highest_coder(self) -> tuple[str, int] | None:
        """Version and rank of the coder of the highest rank that made a report of the tables."""


class AlertSink(Protocol):
    """Holds alerts, each as it stands. Idempotent."""

    def write_alerts(self, alerts: Sequence[Alert]) -> None:
        """Upsert by ``alert_id``, guarded by revision; one that differs in nothing but ``updated_at`` keeps its own.

        Blocks until they are durable.
        """


class RejectedSink(Protocol):
    """Holds dead letters; a dead letter that it holds already is not held twice."""

    def write_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Add dead letters; blocks until they are durable."""
