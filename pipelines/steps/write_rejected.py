"""Write dead letters to every sink that holds them."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import apache_beam as beam

from connectors.sinks import RejectedSink
from pipelines.steps.batches import WriteBatches
from schemas import Rejected

_BATCH_BYTES: Final = 16 << 20


class WriteRejected(beam.PTransform):
    """Rejected to ``sinks``; durable when the bundle is done."""

    def __init__(self, sinks: Sequence[RejectedSink]) -> None:
        super().__init__()
        self._sinks = sinks

    def expand(self, rejected: beam.PCollection) -> beam.PCollection:
        return rejected | beam.ParDo(WriteBatches(partial(_write, self._sinks), _BATCH_BYTES, _bytes_of))


def _bytes_of(rejected: Rejected) -> int:
    return len(rejected.value)


def _write(sinks: Sequence[RejectedSink], batch: list[Rejected]) -> None:
    for sink in sinks:
        sink.write_rejected(batch)
