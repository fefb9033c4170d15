"""Link each report to its copies: repeated deliveries, exact copies, stories."""

from collections.abc import Callable, Iterator

import apache_beam as beam

from connectors.records import REPLAYED_FROM
from pipelines import identity
from pipelines.dedup.deliveries import THIS_RUN
from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.memory import CopyMemory
from pipelines.metrics import CACHE_HITS, StepClock, count
from pipelines.steps.elements import Arrived, Linked


class LinkCopies(beam.PTransform):
    """Arrived to Linked.

    What is remembered is a cache, which ``recall`` gives to a worker when it starts.
    """

    def __init__(self, recall: Callable[[], CopyMemory]) -> None:
        super().__init__()
        self._recall = recall

    def expand(self, arrived: beam.PCollection) -> beam.PCollection:
        return arrived | beam.ParDo(_Link(self._recall))


class _Link(beam.DoFn):
    _memory: CopyMemory

    def __init__(self, recall: Callable[[], CopyMemory]) -> None:
        self._recall, self._clock = recall, StepClock("Link copies")

    def setup(self) -> None:
        self._memory = self._recall()

    def start_bundle(self) -> None:
        self._memory.deliveries.start_bundle()

    def process(self, arrived: Arrived) -> Iterator[Linked]:
        with self._clock.running():
            linked = self._linked(arrived)
        yield linked

    def _linked(self, arrived: Arrived) -> Linked:
        report = arrived.report
        content = identity.content_hash(report.text)
        parts = fingerprint(report.text)
        arrival = self._memory.stories.arrive(
            report.report_id,
            published_at=report.published_at,
            fetched_at=report.fetched_at,
            content_hash=content,
            fingerprint=parts,
        )
        coded_by = self._memory.deliveries.coded_by(report)
        if REPLAYED_FROM in arrived.raw.headers:
            coded_by = None  # it may have been given up: seen before, and not coded
        if coded_by is not None and coded_by != THIS_RUN:
            # Read again, perhaps by a newer coder: as what it arrived, however long ago, it stays.
            arrival = self._memory.given_before(report.report_id, content) or arrival
        if coded_by is not None:
            count(CACHE_HITS, "deliveries")
        return Linked(
            origin=arrived.origin,
            raw=arrived.raw,
            report=report,
            content_hash=content,
            fingerprint=parts,
            duplicate_of=arrival.duplicate_of,
            story_id=arrival.story_id,
            coded_by=coded_by,
        )
