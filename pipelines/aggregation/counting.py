"""What counts in daily rows (decisions D15 and D16): a function of the record and the deployment's setting alone."""

from typing import NamedTuple

from connectors.tables import Uncounted
from pipelines.aggregation.tolls import Toll, tolls
from schemas import CodedReport, Telling


class Told(NamedTuple):
    """A telling and the report that tells it, why no row counts it, and the toll that it adds to rows."""

    telling: Telling
    report: CodedReport
    uncounted: Uncounted | None
    toll: Toll | None

    @property
    def in_rows(self) -> bool:
        """Whether rows of a day show it: counted, or as a mention of its modality."""
        return self.uncounted is None or (self.telling.modality != "asserted" and has_day(self.telling))


def told_in(report: CodedReport, min_confidence: float) -> list[Told]:
    """All that a report tells, in its order. Of a share of one day: tolls are shared out within a day."""
    reasons = [uncounted(telling, report, min_confidence) for telling in report.tellings]
    counted = [telling for telling, reason in zip(report.tellings, reasons, strict=True) if reason is None]
    bears = iter(tolls(counted))
    return [
        Told(telling, report, reason, next(bears) if reason is None else None)
        for telling, reason in zip(report.tellings, reasons, strict=True)
    ]


def uncounted(telling: Telling, report: CodedReport, min_confidence: float) -> Uncounted | None:
    """Why no daily row counts the telling, the first reason that holds; None where rows do."""
    if telling.modality != "asserted":
        return telling.modality
    if telling.date_precision != "day":
        return "coarse"
    if telling.date_basis == "open":
        return "open"
    if telling.event_date > report.published_day:
        return "ahead"
    return None if telling.confidence >= min_confidence else "unsure"


def has_day(telling: Telling) -> bool:
    """Whether it is told on which day the event was: only then has it a place in the rows of a day."""
    return telling.date_precision == "day" and telling.date_basis != "open"
