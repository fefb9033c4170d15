"""What a report leaves open and its text tells: language and agency."""

from dataclasses import replace

from pipelines.dedup.agency import named_agency
from pipelines.language import language_of
from schemas import Report


def settle(report: Report) -> Report:
    """The report with the language that it is coded as, and with its news agency where the text names one."""
    agency = report.agency or named_agency(report.text, report.authors)
    return replace(report, language=language_of(report), agency=agency)
