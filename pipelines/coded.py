"""From a report and what the coder made of it to its coded record (decision D2)."""

from collections import Counter
from dataclasses import replace
from datetime import date, tzinfo
from typing import Final

from pipelines.coding.document import Coding, Document
from pipelines.coding.packages import PACKAGES, coded_as
from schemas import CodedReport, Coder, Outcome, Report

RETRACTED: Final = "retracted"


def published_day(report: Report, zone: tzinfo) -> date:
    """The report's own day in the deployment's time zone (D5)."""
    return report.published_at.astimezone(zone).date()


def document_of(report: Report, day: date) -> Document:
    """What the coder reads of ``report``, whose own day is ``day``."""
    return Document(text=report.text, published=day, language=coded_as(report.language))


def coded_report(
    report: Report,
    coding: Coding,
    *,
    coder: Coder,
    day: date,
    supported: bool,
    content_hash: str,
    fingerprint: tuple[int, ...],
    duplicate_of: str | None,
    story_id: str,
) -> CodedReport:
    """The one record of ``report``; outcome and reason are always there."""
    outcome, reason = _outcome(report, coding, supported, duplicate_of)
    return CodedReport(
        report_id=report.report_id,
        outcome=outcome,
        reason=reason,
        duplicate_of=duplicate_of,
        story_id=story_id,
        content_hash=content_hash,
        fingerprint=fingerprint,
        coder=coder if supported or report.language not in PACKAGES else _as_before(coder),
        source=report.source,
        publisher=report.publisher,
        agency=report.agency,
        url=report.canonical_url or report.url,
        title=report.title,
        text=report.text,
        language=report.language,
        published_at=report.published_at,
        published_precision=report.published_precision,
        published_day=day,
        fetched_at=report.fetched_at,
        sentences=coding.sentences,
        tellings=coding.tellings,
    )


def _as_before(coder: Coder) -> Coder:
    """The coder as of one rank less: where the language can be installed, what was not read waits for a coder."""
    return replace(coder, rank=coder.rank - 1)


def _outcome(report: Report, coding: Coding, supported: bool, duplicate_of: str | None) -> tuple[Outcome, str]:
    if report.retracted:
        return "no_event", RETRACTED
    if not supported:
        waits = "_not_installed" if report.language in PACKAGES else ""
        return "unsupported_language", f"language_{report.language}{waits}"
    return outcome_of(coding, duplicate_of)


def outcome_of(coding: Coding, duplicate_of: str | None) -> tuple[Outcome, str]:
    """Outcome and reason of a report that was coded."""
    if duplicate_of is not None:
        return "duplicate", "same_text"
    if coding.tellings:
        return "coded", "told"
    reasons = Counter(sentence.reason for sentence in coding.sentences if sentence.reason)
    # The first of the commonest, so that the reason does not hang on anything but the text.
    return "no_event", max(reasons, key=lambda r: reasons[r]) if reasons else "no_sentence"
