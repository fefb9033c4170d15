"""Name the origin of each event: the earliest report that tells it."""

from collections.abc import Iterable

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindows

from connectors.tables import Changes
from pipelines.aggregation.parts import EventKey, Part, event_change


class NameOrigins(beam.PTransform):
    """(EventKey, Part), windowed by day, to Changes: the event as its origin tells it, or that nobody does any more."""

    def expand(self, parts: beam.PCollection) -> beam.PCollection:
        return (
            parts
            | "Group events" >> beam.GroupByKey()
            | "Choose origins" >> beam.Map(_change).with_output_types(Changes)
            | "Leave windows" >> beam.WindowInto(GlobalWindows())
        )


def _change(event: tuple[EventKey, Iterable[Part]]) -> Changes:
    return event_change(*event)
