"""Write alerts to every sink that holds them."""

from collections.abc import Sequence

import apache_beam as beam

from connectors.sinks import AlertSink
from schemas import Alert


class WriteAlerts(beam.PTransform):
    """Lists of alerts to ``sinks`` in their order, each list durable before the next one is judged.

    The log of alerts must be the last of them: what it holds is not said again.
    """

    def __init__(self, sinks: Sequence[AlertSink]) -> None:
        super().__init__()
        self._sinks = sinks

    def expand(self, alerts: beam.PCollection) -> beam.PCollection:
        return alerts | beam.ParDo(_Write(self._sinks))


class _Write(beam.DoFn):
    def __init__(self, sinks: Sequence[AlertSink]) -> None:
        self._sinks = sinks

    def process(self, alerts: list[Alert]) -> None:
        for sink in self._sinks:
            sink.write_alerts(alerts)
