"""Gather what changed of the daily rows, so that days are judged by one worker and in one go."""

from datetime import timedelta

import apache_beam as beam
from apache_beam.transforms.trigger import AccumulationMode, AfterProcessingTime, DefaultTrigger, Repeatedly
from apache_beam.transforms.window import GlobalWindows


class GatherRows(beam.PTransform):
    """RowChange to batches: all in one where the input ends (``early`` None), else what came within ``early``."""

    def __init__(self, early: timedelta | None) -> None:
        super().__init__()
        self._early = early

    def expand(self, changes: beam.PCollection) -> beam.PCollection:
        seconds = None if self._early is None else self._early // timedelta(seconds=1)
        trigger = DefaultTrigger() if seconds is None else Repeatedly(AfterProcessingTime(seconds))
        together = beam.WindowInto(GlobalWindows(), trigger=trigger, accumulation_mode=AccumulationMode.DISCARDING)
        return (
            changes
            | "Window together" >> together
            | "Key together" >> beam.WithKeys(b"")
            | "Group rows" >> beam.GroupByKey()
            | "Take batches" >> beam.Values()
        )
