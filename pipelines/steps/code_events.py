"""Code the events of reports, many sentences at a time."""

from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import Any, Final, Literal, TypeAlias

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.utils.windowed_value import WindowedValue

from pipelines.aggregation.days import is_late
from pipelines.coded import NOTHING, EventCoder, coded_report, published_day
from pipelines.coding.document import Document
from pipelines.dedup.cache import CodingCache
from pipelines.language import SUPPORTED
from pipelines.metrics import CACHE_HITS, EVENTS, LATE, REPORTS, StepClock, count, progress
from pipelines.steps.elements import InputOutcome, Linked
from schemas import CodedReport

OUTCOMES: Final = "outcomes"
CODED: Final = "coded"
# Elements leave as WindowedValues that keep their own window; Beam wants the types of what is inside.
_Out: TypeAlias = Iterator[CodedReport | TaggedOutput[Literal["outcomes"], InputOutcome]]
_BATCH_CHARACTERS: Final = 40_000
_CACHED_CODINGS: Final = 5_000


class CodeEvents(beam.PTransform):
    """Linked to ``coded`` (CodedReport) and its ``outcomes``; ``zone`` gives undated sentences their report's day.

    A delivery that this coder or a newer one coded before ends here, as a duplicate.
    """

    def __init__(self, load_coder: Callable[[], EventCoder], zone: tzinfo) -> None:
        super().__init__()
        self._load_coder, self._zone = load_coder, zone

    def expand(self, linked: beam.PCollection) -> Any:
        return linked | beam.ParDo(_Code(self._load_coder, self._zone)).with_outputs(OUTCOMES, main=CODED)


class _Code(beam.DoFn):
    _coder: EventCoder
    _cache: CodingCache
    _waiting: list[tuple[Linked, Any, Any]]

    def __init__(self, load_coder: Callable[[], EventCoder], zone: tzinfo) -> None:
        self._load_coder, self._zone, self._clock = load_coder, zone, StepClock("Code events")

    def setup(self) -> None:
        self._coder, self._cache = self._load_coder(), CodingCache(_CACHED_CODINGS)

    def start_bundle(self) -> None:
        self._waiting, self._characters = [], 0

    def process(
        self, linked: Linked, timestamp: Any = beam.DoFn.TimestampParam, window: Any = beam.DoFn.WindowParam
    ) -> _Out:
        if linked.coded_by is not None and linked.coded_by >= self._coder.identity.rank:
            outcome = InputOutcome(
                origin=linked.origin,
                outcome="duplicate",
                report_id=linked.report.report_id,
                reason="same_delivery",
            )
            count(REPORTS, outcome.outcome)
            progress["reports"] += 1
            yield TaggedOutput(OUTCOMES, outcome)
            return
        self._waiting.append((linked, timestamp, window))
        self._characters += len(linked.report.text)
        if self._characters >= _BATCH_CHARACTERS:
            yield from self._flush()

    def finish_bundle(self) -> _Out:
        yield from self._flush()

    def _flush(self) -> _Out:
        waiting, self._waiting, self._characters = self._waiting, [], 0
        documents = [self._document(linked) for linked, _, _ in waiting]
        with self._clock.running():
            codings = self._codings(documents)
        progress["reports"] += len(waiting)
        for (linked, timestamp, window), document in zip(waiting, documents, strict=True):
            report = linked.report
            record = coded_report(
                report,
                codings[document] if document else NOTHING,
                coder=self._coder.identity,
                day=published_day(report, self._zone),
                supported=report.language in SUPPORTED,
                content_hash=linked.content_hash,
                fingerprint=linked.fingerprint,
                duplicate_of=linked.duplicate_of,
                story_id=linked.story_id,
            )
            outcome = InputOutcome(
                origin=linked.origin, outcome=record.outcome, report_id=record.report_id, reason=record.reason
            )
            _count(record)
            yield WindowedValue(record, timestamp, (window,))
            yield TaggedOutput(OUTCOMES, WindowedValue(outcome, timestamp, (window,)))

    def _document(self, linked: Linked) -> Document | None:
        if linked.report.retracted or linked.report.language not in SUPPORTED:
            return None
        return Document(text=linked.report.text, published=published_day(linked.report, self._zone))

    def _codings(self, documents: list[Document | None]) -> dict[Document, Any]:
        """The coding of each distinct document, from the cache or coded together."""
        identity = self._coder.identity
        found = {d: self._cache.get(identity, d) for d in dict.fromkeys(documents) if d is not None}
        new = [document for document, coding in found.items() if coding is None]
        for document, coding in zip(new, self._coder.code(new) if new else [], strict=True):
            found[document] = coding
            self._cache.put(identity, document, coding)
        count(CACHE_HITS, "codings", len(documents) - documents.count(None) - len(new))
        return found


def _count(record: CodedReport) -> None:
    count(REPORTS, record.outcome)
    for telling in record.tellings:
        count(EVENTS, telling.type)
        if is_late(telling, record):
            count(LATE)
