"""Link each report to its copies: repeated deliveries, exact copies, stories."""

from collections.abc import Callable, Iterable, Iterator

import apache_beam as beam

from pipelines import identity
from pipelines.dedup.deliveries import Deliveries
from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.index import StoryIndex
from pipelines.metrics import StepClock
from pipelines.steps.elements import Arrived, Linked
from schemas import CodedReport


class LinkCopies(beam.PTransform):
    """Arrived to Linked.

    What is remembered is a cache: ``coded_before`` gives the coded records that it is filled from when a worker starts.
    """

    def __init__(self, coded_before: Callable[[], Iterable[CodedReport]]) -> None:
        super().__init__()
        self._coded_before = coded_before

    def expand(self, arrived: beam.PCollection) -> beam.PCollection:
        return arrived | beam.ParDo(_Link(self._coded_before))


class _Link(beam.DoFn):
    _index: StoryIndex
    _deliveries: Deliveries

    def __init__(self, coded_before: Callable[[], Iterable[CodedReport]]) -> None:
        self._coded_before, self._clock = coded_before, StepClock("Link copies")

    def setup(self) -> None:
        self._index, self._deliveries = StoryIndex(), Deliveries()
        for record in self._coded_before():
            self._index.feed(record)
            self._deliveries.feed(record)

    def process(self, arrived: Arrived) -> Iterator[Linked]:
        with self._clock.running():
            linked = self._linked(arrived)
        yield linked

    def _linked(self, arrived: Arrived) -> Linked:
        report = arrived.report
        content = identity.content_hash(report.text)
        parts = fingerprint(report.text)
        arrival = self._index.arrive(
            report.report_id,
            published_at=report.published_at,
            fetched_at=report.fetched_at,
            content_hash=content,
            fingerprint=parts,
        )
        return Linked(
            origin=arrived.origin,
            report=report,
            content_hash=content,
            fingerprint=parts,
            duplicate_of=arrival.duplicate_of,
            story_id=arrival.story_id,
            coded_by=self._deliveries.coded_by(report),
        )
