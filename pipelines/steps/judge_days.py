"""Judge the days whose rows changed, and those whose baseline they are in."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import apache_beam as beam

from pipelines.alerting.rules import AlertRules
from pipelines.watch import RowChange, Watch
from schemas import Alert


class JudgeDays(beam.PTransform):
    """Batches of RowChange to lists of the alerts that are not recorded as they stand.

    What is remembered is a cache: when a worker starts, ``rows_before`` gives the rows that it is filled with and
    ``recorded`` the alerts.
    """

    def __init__(
        self,
        rules: AlertRules,
        *,
        rows_before: Callable[[], Iterable[RowChange]],
        recorded: Callable[[], Iterable[Alert]],
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._judge = _Judge(rules, rows_before, recorded, today)

    def expand(self, batches: beam.PCollection) -> beam.PCollection:
        return batches | beam.ParDo(self._judge)


class _Judge(beam.DoFn):
    _watch: Watch

    def __init__(
        self,
        rules: AlertRules,
        rows_before: Callable[[], Iterable[RowChange]],
        recorded: Callable[[], Iterable[Alert]],
        today: Callable[[], date],
    ) -> None:
        self._rules, self._rows_before, self._recorded, self._today = rules, rows_before, recorded, today

    def setup(self) -> None:
        self._watch = Watch(self._rules, self._recorded())
        self._watch.take(self._rows_before())

    def process(self, batch: Iterable[RowChange]) -> Iterator[list[Alert]]:
        self._watch.take(batch)
        changed = self._watch.judge(self._today())
        if changed:
            yield changed
