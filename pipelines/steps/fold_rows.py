"""Fold all that is told in a cell of a day to its row."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindows

from connectors.tables import Changes, RowKey
from pipelines.aggregation.parts import Part, row_change


class FoldRows(beam.PTransform):
    """(RowKey, Part), windowed by day, to Changes: the row anew, or that it vanished, each time its window fires.

    ``clock`` gives ``updated_at``; nothing else of when or how often a window fires is in a row.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock

    def expand(self, parts: beam.PCollection) -> beam.PCollection:
        return (
            parts
            | "Group cells" >> beam.GroupByKey()
            | "Fold cells" >> beam.ParDo(_Fold(self._clock)).with_output_types(Changes)
            | "Leave windows" >> beam.WindowInto(GlobalWindows())
        )


class _Fold(beam.DoFn):
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def process(self, cell: tuple[RowKey, Iterable[Part]]) -> Iterator[Changes]:
        yield row_change(*cell, self._clock())
