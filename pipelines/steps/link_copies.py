"""Link each report to its copies: repeated deliveries, exact copies, stories."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, TypeAlias

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput

from pipelines import identity
from pipelines.dedup.deliveries import Deliveries
from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.index import StoryIndex
from pipelines.metrics import StepClock
from pipelines.steps.elements import Arrived, InputOutcome, Linked
from schemas import CodedReport

OUTCOMES: Final = "outcomes"
LINKED: Final = "linked"
_Outcome: TypeAlias = TaggedOutput[Literal["outcomes"], InputOutcome]


class LinkCopies(beam.PTransform):
    """Arrived to ``linked`` (Linked); a delivery that was coded before ends here, among the ``outcomes``.

    What is remembered is a cache: ``coded_before`` gives the coded records that it is filled from when a worker starts.
    """

    def __init__(self, coded_before: Callable[[], Iterable[CodedReport]]) -> None:
        super().__init__()
        self._coded_before = coded_before

    def expand(self, arrived: beam.PCollection) -> Any:
        return arrived | beam.ParDo(_Link(self._coded_before)).with_outputs(OUTCOMES, main=LINKED)


class _Link(beam.DoFn):
    _index: StoryIndex
    _deliveries: Deliveries

    def __init__(self, coded_before: Callable[[], Iterable[CodedReport]]) -> None:
        self._coded_before, self._clock = coded_before, StepClock("Link copies")

    def setup(self) -> None:
        self._index, self._deliveries = StoryIndex(), Deliveries()
        for record in self._coded_before():
            self._index.feed(record)
            self._deliveries.add(record.report_id, record.content_hash, record.fetched_at)

    def process(self, arrived: Arrived) -> Iterator[Linked | _Outcome]:
        with self._clock.running():
            linked = self._linked(arrived)
        if linked is not None:
            yield linked
            return
        outcome = InputOutcome(
            origin=arrived.origin, outcome="duplicate", report_id=arrived.report.report_id, reason="same_delivery"
        )
        yield TaggedOutput(OUTCOMES, outcome)

    def _linked(self, arrived: Arrived) -> Linked | None:
        """The report among its copies, or None for a delivery that was coded before."""
        report = arrived.report
        content = identity.content_hash(report.text)
        if not self._deliveries.add(report.report_id, content, report.fetched_at) and not report.retracted:
            return None
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
        )
