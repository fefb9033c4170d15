"""Write changes of single keys to every sink that takes them."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import apache_beam as beam

from connectors.sinks import ChangeSink
from connectors.tables import Changes
from pipelines.aggregation.changes import merged
from pipelines.steps.batches import WriteBatches

_BATCH: Final = 5_000


class WriteChanges(beam.PTransform):
    """Changes to ``sinks``, many at a time; durable when the bundle is done, and a sink that fails fails the bundle."""

    def __init__(self, sinks: Sequence[ChangeSink]) -> None:
        super().__init__()
        self._sinks = sinks

    def expand(self, changes: beam.PCollection) -> beam.PCollection:
        return changes | beam.ParDo(WriteBatches(partial(_apply, self._sinks), _BATCH))


def _apply(sinks: Sequence[ChangeSink], batch: list[Changes]) -> None:
    changes = merged(batch)
    for sink in sinks:
        sink.apply(changes)
