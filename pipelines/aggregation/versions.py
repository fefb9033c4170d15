"""Which of several records of one report stands (decision D2)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from schemas import CodedReport, encode


def newest(records: Iterable[CodedReport]) -> CodedReport:
    """The record of one report that stands: highest coder rank, then latest fetch, then retraction.

    What is given on arrival (outcome, reason, ``duplicate_of``, ``story_id``) never decides, so that the answer is the
    same in whatever order the records come; two records that differ in nothing else are the same answer.
    """
    first, *others = records
    return max([first, *others], key=_order) if others else first


def _order(record: CodedReport) -> tuple[int, datetime, bool, bytes]:
    content = replace(record, outcome="coded", reason="", duplicate_of=None, story_id="")
    return (*record.version, record.reason == "retracted", encode(content))
