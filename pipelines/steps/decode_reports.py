"""Decode raw records to reports; what cannot be used becomes a dead letter."""

from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAlias

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput

from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError
from pipelines.decoding.settle import settle
from pipelines.metrics import READ, REJECTED, REPORTS, StepClock, count
from pipelines.steps.elements import Arrived, InputOutcome, Origin, dead_letter
from pipelines.steps.limit_rejected import RejectLimit
from schemas import Rejected

_REJECTED: Final = "rejected"
_OUTCOMES: Final = "outcomes"
_REPORTS: Final = "reports"
_Letter: TypeAlias = TaggedOutput[Literal["rejected"], Rejected]
_Outcome: TypeAlias = TaggedOutput[Literal["outcomes"], InputOutcome]


class DecodeReports(beam.PTransform):
    """RawRecord to ``reports`` (Arrived), ``rejected`` (Rejected, bytes untouched) and the rejected's ``outcomes``.

    With a ``limit`` it raises TooManyRejectedError, from where a feed is broken rather than a record.
    """

    def __init__(self, decoder: Decoder, limit: RejectLimit | None = None) -> None:
        super().__init__()
        self._decoder, self._limit = decoder, limit

    def expand(self, raw: beam.PCollection) -> Any:
        return raw | beam.ParDo(_Decode(self._decoder, self._limit)).with_outputs(_REJECTED, _OUTCOMES, main=_REPORTS)


class _Decode(beam.DoFn):
    def __init__(self, decoder: Decoder, limit: RejectLimit | None) -> None:
        self._decoder, self._limit, self._clock = decoder, limit, StepClock("Decode reports")

    def process(self, raw: RawRecord) -> Iterator[Arrived | _Letter | _Outcome]:
        count(READ)
        origin = Origin(topic=raw.topic, partition=raw.partition, offset=raw.offset)
        try:
            with self._clock.running():
                report = settle(self._decoder.decode(raw))
        except UnusableError as e:
            if self._limit is not None:
                self._limit.rejected(raw.where, e.reason)
            count(REPORTS, "rejected")
            count(REJECTED, e.reason)
            letter = dead_letter(raw, step="Decode reports", reason=e.reason, message=str(e))
            yield TaggedOutput(_REJECTED, letter)
            outcome = InputOutcome(origin=origin, outcome="rejected", report_id=None, reason=e.reason)
            yield TaggedOutput(_OUTCOMES, outcome)
        else:
            if self._limit is not None:
                self._limit.accepted()
            yield Arrived(origin=origin, raw=raw, report=report)
