"""Recall what earlier versions of a report touched, so that a new one can withdraw it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec, TimerSpec, on_timer
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from connectors.tables import Changes
from pipelines.aggregation.parts import KEPT, Part, arrive, is_late, last_day
from pipelines.metrics import LATE_DAYS, count
from pipelines.steps.coders import TraceCoder
from pipelines.steps.elements import Late
from pipelines.steps.keep_newest import keyed
from pipelines.steps.window_days import stamp
from schemas import CodedReport

DAYS: Final = "days"
REPORTS: Final = "reports"
LATE: Final = "late"
_DAY: Final = timedelta(days=1)
_Out: TypeAlias = Iterator[
    tuple[str, Part] | TaggedOutput[Literal["reports"], Changes] | TaggedOutput[Literal["late"], Late]
]


class RecallVersions(beam.PTransform):
    """CodedReport, stamped with its append time, to ``days``, ``reports`` and ``late``.

    ``days`` are (day as YYYY-MM-DD, Part), stamped with the day; ``reports`` are Changes. Days that the record came too
    late for (D7) go to ``late`` instead, and are counted. A version that came before ends here. What is kept of a
    report is a trace of its versions, until the last day that they touch is closed.
    """

    def __init__(self, min_confidence: float) -> None:
        super().__init__()
        self._min_confidence = min_confidence

    def expand(self, coded: beam.PCollection) -> Any:
        return (
            coded
            | "Key reports" >> beam.Map(keyed).with_output_types(tuple[str, CodedReport])
            | "Trace versions" >> beam.ParDo(_Recall(self._min_confidence)).with_outputs(REPORTS, LATE, main=DAYS)
        )


_FORGET_TIMER: Final = TimerSpec("forget", TimeDomain.WATERMARK)
_TRACE: Final = beam.DoFn.StateParam(ReadModifyWriteStateSpec("trace", TraceCoder()))
_FORGET: Final = beam.DoFn.TimerParam(_FORGET_TIMER)


class _Recall(beam.DoFn):
    def __init__(self, min_confidence: float) -> None:
        self._min_confidence = min_confidence

    def process(
        self,
        report: tuple[str, CodedReport],
        timestamp: Any = beam.DoFn.TimestampParam,
        trace: Any = _TRACE,
        forget: Any = _FORGET,
    ) -> _Out:
        report_id, record = report
        arrival = arrive(trace.read(), record, self._min_confidence)
        if arrival is None:
            return
        appended = timestamp.to_utc_datetime(has_tz=True).date()
        trace.write(arrival.trace)
        forget.set(_end(max(last_day(arrival.trace), appended)))
        for day, part in sorted(arrival.days.items()):
            if is_late(day, appended):
                count(LATE_DAYS)
                yield TaggedOutput(LATE, Late(day=day, report_id=report_id))
            else:
                yield TimestampedValue((day.isoformat(), part), stamp(day))
        if arrival.report is not None:
            yield TaggedOutput(REPORTS, Changes(reports=(arrival.report,)))

    @on_timer(_FORGET_TIMER)
    def forget(self, trace: Any = _TRACE) -> None:
        """The last day that the report touches is closed: nothing that comes could change it."""
        trace.clear()


def _end(day: date) -> Timestamp:
    return stamp(day + _DAY + KEPT)
