"""The metrics of ``wirewatch up`` and ``wirewatch follow`` for Prometheus."""

import time
from collections.abc import Mapping, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, start_http_server

from pipelines.metrics import LAG, METRICS, WATERMARK_AGE, Metric


class Exporter:
    """Metrics, all that there are, under their exported names; memory and processor time of the process beside them."""

    def __init__(self, metrics: Sequence[Metric] = METRICS) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._by_name = {metric.name: metric for metric in metrics}
        self._counters = {m.name: self._counter(m) for m in metrics if m.kind == "counter"}
        self._gauges = {m.name: self._gauge(m) for m in metrics if m.kind == "gauge"}
        if WATERMARK_AGE in metrics:
            self.set_age(time.time())
        self.waiting: int | None = None
        """Records left to read; None before anything was asked."""
        self.up_to: float | None = None
        """The moment (seconds since 1970) up to which everything pushed is in the tables; None before any is."""

    def _counter(self, metric: Metric) -> Counter:
        return Counter(metric.exported, metric.help, _labels(metric), registry=self._registry)

    def _gauge(self, metric: Metric) -> Gauge:
        return Gauge(metric.exported, metric.help, _labels(metric), registry=self._registry)

    def add(self, counts: Mapping[str, int]) -> None:
        """Add counters by the names that ``pipelines.metrics.counted`` gives them."""
        for counted, number in counts.items():
            name, _, label = counted.partition(".")
            metric, counter = self._by_name[name], self._counters[name]
            (counter.labels(label) if metric.label else counter).inc(number * metric.scale)

    def set(self, metric: Metric, value: float, label: str = "") -> None:
        """Set a gauge."""
        gauge = self._gauges[metric.name]
        if metric is LAG:
            self.waiting = round(value)
        (gauge.labels(label) if metric.label else gauge).set(value)

    def set_age(self, moment: float) -> None:
        """Everything pushed before ``moment`` (seconds since 1970) is in the tables: the age is counted from it."""
        self.up_to = moment
        self._gauges[WATERMARK_AGE.name].set_function(lambda: time.time() - moment)

    def value(self, exported: str, **labels: str) -> float:
        """What a metric stands at, 0 when it was never counted."""
        return self._registry.get_sample_value(exported, labels) or 0.0

    def serve(self, port: int) -> int:
        """Serve /metrics on the loopback; 0 takes a free port. Returns the port; raises OSError when it is taken."""
        server, _ = start_http_server(port, addr="127.0.0.1", registry=self._registry)
        return int(server.server_port)


def _labels(metric: Metric) -> tuple[str, ...]:
    return (metric.label,) if metric.label else ()
