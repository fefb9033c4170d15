"""Records of ``aggregates.daily`` as what changes of daily rows."""

from datetime import date

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.values import decode_value
from connectors.records import RawRecord
from pipelines.aggregation.cells import Cell
from pipelines.alerting.history import RowFigures
from pipelines.alerting.row_changes import RowChange
from schemas import DailyRow, SchemaError


class DailyRecordError(RuntimeError):
    """A record of ``aggregates.daily`` that is none: without it no day can be judged."""


def row_change(settings: KafkaSettings, raw: RawRecord) -> RowChange:
    """What a record of ``aggregates.daily`` says; raises DailyRecordError."""
    try:
        day, series, source, target, place, kind, quad = (raw.key or b"").decode().split("|")
        cell = Cell(series, source, target, place, kind, int(quad))  # type: ignore[arg-type]
        figures = RowFigures.of(decode_value(settings, DailyRow, raw.value)) if raw.value else None
        appended = raw.timestamp.timestamp() if raw.timestamp else 0.0
        return RowChange(date.fromisoformat(day), cell, figures, (appended, raw.offset))
    except (SchemaError, ValueError) as e:
        raise DailyRecordError(f"{raw.where}: {e}; days that it is about would be judged wrongly") from e
