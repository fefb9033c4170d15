"""Code the events of reports, many sentences at a time."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from datetime import tzinfo
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeAlias, runtime_checkable

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.utils.windowed_value import WindowedValue

from pipelines.aggregation.days import is_late
from pipelines.coded import coded_report, document_of, published_day
from pipelines.coding.document import NOTHING, Coding, Document, EventCoder
from pipelines.coding.pool import CHUNK, SpreadCoder
from pipelines.dedup.cache import CodingCache
from pipelines.language import SUPPORTED
from pipelines.metrics import CACHE_HITS, EVENTS, LATE, REPORTS, StepClock, count, progress
from pipelines.metrics import REJECTED as LETTERS
from pipelines.steps.elements import InputOutcome, Linked, dead_letter
from schemas import CodedReport, Rejected

OUTCOMES: Final = "outcomes"
CODED: Final = "coded"
REJECTED: Final = "rejected"
TOO_COSTLY: Final = "too_costly"
CODER_FAILED: Final = "coder_failed"
# Elements leave as WindowedValues that keep their own window; Beam wants the types of what is inside.
_Out: TypeAlias = Iterator[
    CodedReport | TaggedOutput[Literal["outcomes"], InputOutcome] | TaggedOutput[Literal["rejected"], Rejected]
]
_BATCH_CHARACTERS: Final = 40_000
_CACHED_CODINGS: Final = 5_000


@runtime_checkable
class Remembering(Protocol):
    """A coder that comes with the codings of earlier pipelines of this process."""

    codings: CodingCache


class CodeEvents(beam.PTransform):
    """Linked to ``coded`` (CodedReport) and its ``outcomes``; ``zone`` gives undated sentences their report's day.

    A delivery that this coder or a newer one coded before ends here, as a duplicate. What is too costly to code is
    ``rejected``, as it came. Where several processes code, what is read goes on while they do, and a record comes out
    when it is coded.
    """

    def __init__(self, load_coder: Callable[[], EventCoder], zone: tzinfo) -> None:
        super().__init__()
        self._load_coder, self._zone = load_coder, zone

    def expand(self, linked: beam.PCollection) -> Any:
        return linked | beam.ParDo(_Code(self._load_coder, self._zone)).with_outputs(OUTCOMES, REJECTED, main=CODED)


class _Batch(NamedTuple):
    """Reports that are coded together, the document of each, what is known of these, and what comes of the new ones."""

    waiting: list[tuple[Linked, Any, Any]]
    documents: list[Document | None]
    known: dict[Document, Coding]
    new: list[Document]
    coming: "Future[list[Coding]]"


class _Code(beam.DoFn):
    _coder: EventCoder
    _pool: SpreadCoder | None  # the coder, where several processes code
    _cache: CodingCache
    _waiting: list[tuple[Linked, Any, Any]]
    _batches: deque[_Batch]

    def __init__(self, load_coder: Callable[[], EventCoder], zone: tzinfo) -> None:
        self._load_coder, self._zone, self._clock = load_coder, zone, StepClock("Code events")

    def setup(self) -> None:
        self._coder = self._load_coder()
        self._cache = self._coder.codings if isinstance(self._coder, Remembering) else CodingCache(_CACHED_CODINGS)
        self._pool = self._coder if isinstance(self._coder, SpreadCoder) else None
        self._batch_characters = CHUNK if self._pool else _BATCH_CHARACTERS
        self._most_batches = 2 * self._pool.workers if self._pool else 0

    def teardown(self) -> None:
        if self._pool:
            self._pool.close()

    def start_bundle(self) -> None:
        self._waiting, self._characters, self._batches = [], 0, deque()

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
        if self._characters >= self._batch_characters:
            self._begin_batch()
            while len(self._batches) > self._most_batches or (self._batches and self._batches[0].coming.done()):
                yield from self._finish_batch()

    def finish_bundle(self) -> _Out:
        self._begin_batch()
        while self._batches:
            yield from self._finish_batch()

    def _begin_batch(self) -> None:
        waiting, self._waiting, self._characters = self._waiting, [], 0
        documents = [self._document(linked) for linked, _, _ in waiting]
        held = {d: self._cache.get(self._coder.identity, d) for d in dict.fromkeys(documents) if d is not None}
        known = {document: coding for document, coding in held.items() if coding is not None}
        begun = {document for batch in self._batches for document in batch.new}
        new = [document for document in held if document not in known and document not in begun]
        count(CACHE_HITS, "codings", len(documents) - documents.count(None) - len(new))
        with self._clock.running():
            self._batches.append(_Batch(waiting, documents, known, new, self._begin(new)))

    def _begin(self, documents: Sequence[Document]) -> "Future[list[Coding]]":
        if documents and self._pool:
            return self._pool.begin(documents)
        done: Future[list[Coding]] = Future()
        done.set_result(self._coder.code(documents) if documents else [])
        return done

    def _finish_batch(self) -> _Out:
        waiting, documents, known, new, coming = self._batches.popleft()
        with self._clock.running():
            made = coming.result()
        known.update(zip(new, made, strict=True))
        for done in new:
            self._cache.put(self._coder.identity, done, known[done])
        progress["reports"] += len(waiting)
        for (linked, timestamp, window), document in zip(waiting, documents, strict=True):
            report = linked.report
            coding = self._coding(document, known)
            if coding.given_up is not None or coding.fault:
                letter = _letter(linked, coding)
                count(REPORTS, "rejected")
                count(LETTERS, letter.reason)
                yield TaggedOutput(REJECTED, WindowedValue(letter, timestamp, (window,)))
                outcome = InputOutcome(origin=linked.origin, outcome="rejected", report_id=None, reason=letter.reason)
                yield TaggedOutput(OUTCOMES, WindowedValue(outcome, timestamp, (window,)))
                continue
            record = coded_report(
                report,
                coding,
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
        return document_of(linked.report, published_day(linked.report, self._zone))

    def _coding(self, document: Document | None, known: dict[Document, Coding]) -> Coding:
        """The coding of a document, also of one that an earlier batch coded."""
        if document is None:
            return NOTHING
        if document not in known:
            held = self._cache.get(self._coder.identity, document)
            known[document] = self._coder.code([document])[0] if held is None else held
        return known[document]


def _letter(linked: Linked, coding: Coding) -> Rejected:
    """The dead letter of a report that cannot be coded."""
    if coding.given_up is None:
        reason = CODER_FAILED
        why = f"the coder failed on it ({coding.fault}); please report it with its text, and push it again when mended"
    else:
        reason = TOO_COSTLY
        why = (
            f"given up after {coding.given_up:.0f} s of processor time: its text of "
            f"{len(linked.report.text):,} characters costs the coder far more than any report needs; cut it"
        )
    return dead_letter(linked.raw, step="Code events", reason=reason, message=f"{linked.raw.where}: {why}")


def _count(record: CodedReport) -> None:
    count(REPORTS, record.outcome)
    for telling in record.tellings:
        count(EVENTS, telling.type)
        if is_late(telling, record):
            count(LATE)
