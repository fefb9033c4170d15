"""Fold what is told of a day to its rows and events, part by part as it comes."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import apache_beam as beam
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import BagStateSpec, ReadModifyWriteStateSpec, TimerSpec, on_timer
from apache_beam.transforms.window import GlobalWindows
from apache_beam.utils.timestamp import Timestamp

from connectors.tables import Changes
from pipelines.aggregation.parts import Part
from pipelines.aggregation.shelf import DayMark, Shelf
from pipelines.steps.coders import DayMarkCoder, PartCoder
from pipelines.steps.window_days import day_of

_EARLY_TIMER: Final = TimerSpec("early", TimeDomain.REAL_TIME)
_CLOSE_TIMER: Final = TimerSpec("close", TimeDomain.WATERMARK)
_PARTS: Final = beam.DoFn.StateParam(BagStateSpec("parts", PartCoder()))
_MARK: Final = beam.DoFn.StateParam(ReadModifyWriteStateSpec("mark", DayMarkCoder()))
_EARLY: Final = beam.DoFn.TimerParam(_EARLY_TIMER)
_CLOSE: Final = beam.DoFn.TimerParam(_CLOSE_TIMER)
_shelf: Final = Shelf()


class FoldDays(beam.PTransform):
    """(day as YYYY-MM-DD, Part), windowed by day, to Changes of events at once, and of rows ``early`` after a change.

    What waits is also given as the watermark passes the day. ``early`` None: rows at once as well. ``clock`` gives
    ``updated_at`` and what ``early`` is counted from; nothing else of when or how often rows are given is in them.

    State holds all parts of a day. The book that was made of them stays in the worker's memory, where the mark in the
    state says whether it is the right one; any other worker makes it anew.
    """

    def __init__(self, early: timedelta | None, clock: Callable[[], datetime], min_confidence: float) -> None:
        super().__init__()
        self._early, self._clock, self._min_confidence = early, clock, min_confidence

    def expand(self, parts: beam.PCollection) -> beam.PCollection:
        return (
            parts
            | "Keep books"
            >> beam.ParDo(_Fold(self._early, self._clock, self._min_confidence)).with_output_types(Changes)
            | "Leave windows" >> beam.WindowInto(GlobalWindows())
        )


class _Fold(beam.DoFn):
    def __init__(self, early: timedelta | None, clock: Callable[[], datetime], min_confidence: float) -> None:
        self._early, self._clock, self._min_confidence = early, clock, min_confidence

    def process(
        self,
        element: tuple[str, Part],
        window: Any = beam.DoFn.WindowParam,
        parts: Any = _PARTS,
        mark: Any = _MARK,
        early: Any = _EARLY,
        close: Any = _CLOSE,
    ) -> Iterator[Changes]:
        _, part = element
        held: DayMark | None = mark.read()
        book = _shelf.take(day_of(window), held, parts.read, self._min_confidence)
        if held is None:
            close.set(window.end)
        waited = book.waits
        book.put(part)
        parts.add(part)
        yield book.event_changes()
        now = self._clock()
        if self._early is None:
            yield book.row_changes(now)
        elif not waited:
            early.set(Timestamp.from_utc_datetime(now + self._early))
        mark.write(_shelf.put_back(book, DayMark.after(held, part, waits=book.waits)))

    @on_timer(_EARLY_TIMER)
    def give_early(
        self, window: Any = beam.DoFn.WindowParam, parts: Any = _PARTS, mark: Any = _MARK
    ) -> Iterator[Changes]:
        """Some time after something new: the rows that it changed."""
        return self._given(window, parts, mark)

    @on_timer(_CLOSE_TIMER)
    def give_at_the_end(
        self, window: Any = beam.DoFn.WindowParam, parts: Any = _PARTS, mark: Any = _MARK
    ) -> Iterator[Changes]:
        """The watermark passed the day: the rows that still waited."""
        return self._given(window, parts, mark)

    def _given(self, window: Any, parts: Any, mark: Any) -> Iterator[Changes]:
        held: DayMark | None = mark.read()
        if held is not None and held.waits:
            book = _shelf.take(day_of(window), held, parts.read, self._min_confidence)
            yield book.row_changes(self._clock())
            mark.write(_shelf.put_back(book, held.without_waiting()))
