"""Write alerts to every sink that holds them."""

from collections.abc import Iterator, Sequence

import apache_beam as beam

from connectors.sinks import AlertSink
from schemas import Alert


class WriteAlerts(beam.PTransform):
    """Alert to ``sinks``; durable when the bundle is done."""

    def __init__(self, sinks: Sequence[AlertSink]) -> None:
        super().__init__()
        self._sinks = sinks

    def expand(self, alerts: beam.PCollection) -> beam.PCollection:
        return alerts | beam.ParDo(_Write(self._sinks))


class _Write(beam.DoFn):
    def __init__(self, sinks: Sequence[AlertSink]) -> None:
        self._sinks = sinks

    def start_bundle(self) -> None:
        self._batch: list[Alert] = []

    def process(self, alert: Alert) -> Iterator[None]:
        self._batch.append(alert)
        return iter(())

    def finish_bundle(self) -> None:
        if self._batch:
            for sink in self._sinks:
                sink.write_alerts(self._batch)
            self._batch = []
