"""Write changes of single keys to every sink that takes them."""

from collections.abc import Iterator, Sequence
from typing import Final

import apache_beam as beam

from connectors.sinks import ChangeSink
from connectors.tables import Changes
from pipelines.aggregation.changes import merged

_BATCH: Final = 5_000


class WriteChanges(beam.PTransform):
    """Changes to ``sinks``, many at a time; durable when the bundle is done, and a sink that fails fails the bundle."""

    def __init__(self, sinks: Sequence[ChangeSink]) -> None:
        super().__init__()
        self._sinks = sinks

    def expand(self, changes: beam.PCollection) -> beam.PCollection:
        return changes | beam.ParDo(_Write(self._sinks))


class _Write(beam.DoFn):
    def __init__(self, sinks: Sequence[ChangeSink]) -> None:
        self._sinks = sinks

    def start_bundle(self) -> None:
        self._batch: list[Changes] = []

    def process(self, changes: Changes) -> Iterator[None]:
        self._batch.append(changes)
        if len(self._batch) >= _BATCH:
            self._flush()
        return iter(())

    def finish_bundle(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if self._batch:
            changes = merged(self._batch)
            for sink in self._sinks:
                sink.apply(changes)
            self._batch = []
