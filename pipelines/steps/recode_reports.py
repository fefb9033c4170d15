"""Code reports again from their coded records, with a newer coder."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import apache_beam as beam

from pipelines.coded import outcome_of
from pipelines.coding.calibration import Calibration
from pipelines.coding.document import Document, EventCoder
from pipelines.coding.packages import PACKAGES, coded_as
from pipelines.coding.pool import CoderPool
from pipelines.coding.version import IDENTITY
from pipelines.language import SUPPORTED
from schemas import CodedReport, Coder

_BATCH: Final = 256  # enough for several processes to share
_log = logging.getLogger(__name__)


class RecodeReports(beam.PTransform):
    """CodedReport to the CodedReport of this coder, for those that a coder of lower rank made.

    What was given on arrival stays. Texts that were not coded (a retraction, a language that nobody reads) only change
    hands; those in a language that was installed since are coded, those in one that could be installed wait. One
    that is too costly to code again stays as it was, with a warning. With ``calibration``, which is that of the coder,
    what the same version coded as it ships is not coded again: only how sure it is differs.
    """

    def __init__(self, load_coder: Callable[[], EventCoder], calibration: Calibration | None = None) -> None:
        super().__init__()
        self._load_coder, self._calibration = load_coder, calibration

    def expand(self, coded: beam.PCollection) -> beam.PCollection:
        return (
            coded
            | "Gather reports" >> beam.BatchElements(min_batch_size=1, max_batch_size=_BATCH)
            | "Code again" >> beam.ParDo(_Recode(self._load_coder, self._calibration)).with_output_types(CodedReport)
        )


def _is_read_now(record: CodedReport) -> bool:
    """Whether the language of a report that was not coded has been installed since."""
    return record.outcome == "unsupported_language" and record.language in SUPPORTED


def _version(coder: Coder) -> tuple[str, int]:
    return coder.version, coder.rank


class _Recode(beam.DoFn):
    _coder: EventCoder

    def __init__(self, load_coder: Callable[[], EventCoder], calibration: Calibration | None) -> None:
        self._load_coder, self._calibration = load_coder, calibration

    def setup(self) -> None:
        self._coder = self._load_coder()

    def teardown(self) -> None:
        if isinstance(self._coder, CoderPool):
            self._coder.close()

    def process(self, records: Sequence[CodedReport]) -> Iterator[CodedReport]:
        coder = self._coder.identity
        older = []
        for record in records:
            if self._calibration and _version(record.coder) == _version(IDENTITY):
                told = self._calibration.applied(record.tellings, coded_as(record.language))
                yield replace(record, coder=coder, tellings=told)
            elif record.coder.rank < coder.rank:
                older.append(record)
        coded = [record for record in older if record.sentences or _is_read_now(record)]
        documents = [
            Document(text=record.text, published=record.published_day, language=coded_as(record.language))
            for record in coded
        ]
        codings = {
            record.report_id: coding
            for record, coding in zip(coded, self._coder.code(documents) if documents else [], strict=True)
        }
        for record in older:
            coding = codings.get(record.report_id)
            if coding is not None and coding.given_up is not None:
                _log.warning("report %s: given up after %.0f s of processor time", record.report_id, coding.given_up)
            elif coding is not None and coding.fault:
                _log.warning("report %s: left as it was, the coder failed on it (%s)", record.report_id, coding.fault)
            elif coding is None:
                if record.outcome != "unsupported_language" or record.language not in PACKAGES:
                    yield replace(record, coder=coder)
            else:
                outcome, reason = outcome_of(coding, record.duplicate_of)
                yield replace(
                    record,
                    coder=coder,
                    outcome=outcome,
                    reason=reason,
                    sentences=coding.sentences,
                    tellings=coding.tellings,
                )
