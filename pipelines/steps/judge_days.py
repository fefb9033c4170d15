"""Judge the days whose rows changed, and those whose baseline they are in."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Protocol

import apache_beam as beam

from pipelines.alerting.row_changes import RowChange
from schemas import Alert


class Watcher(Protocol):
    """Knows the rows and alerts that there are: a cache, which whoever opens it fills."""

    def take(self, changes: Iterable[RowChange]) -> None:
        """Take rows in."""

    def judge(self, today: date) -> list[Alert]:
        """The alerts that are not recorded as they stand."""


OpenWatcher = Callable[[], Watcher]


class JudgeDays(beam.PTransform):
    """Batches of RowChange to lists of the alerts that are not recorded as they stand."""

    def __init__(self, open_watcher: OpenWatcher, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._judge = _Judge(open_watcher, today)

    def expand(self, batches: beam.PCollection) -> beam.PCollection:
        return batches | beam.ParDo(self._judge)


class _Judge(beam.DoFn):
    _watcher: Watcher

    def __init__(self, open_watcher: OpenWatcher, today: Callable[[], date]) -> None:
        self._open_watcher, self._today = open_watcher, today

    def setup(self) -> None:
        self._watcher = self._open_watcher()

    def process(self, batch: Iterable[RowChange]) -> Iterator[list[Alert]]:
        self._watcher.take(batch)
        changed = self._watcher.judge(self._today())
        if changed:
            yield changed
