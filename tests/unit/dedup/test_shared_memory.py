"""What instances of one process share: stories at once, deliveries when their bundle is done with."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from pipelines.coded import coded_report
from pipelines.coding.document import NOTHING
from pipelines.dedup import shared
from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.memory import CopyMemory
from pipelines.identity import content_hash
from schemas import CodedReport, Coder, Report

NOON = datetime(2022, 2, 1, 12, tzinfo=UTC)
TEXT = (
    "Border guards of Arvenia turned back a column of forty lorries on Tuesday. "
    "The drivers waited for nine hours at the Melin bridge before they left. "
)


def report(name: str, text: str = TEXT) -> Report:
    return Report(
        report_id=name,
        source="echo.example",
        text=text,
        language="en",
        published_at=NOON,
        published_precision="minute",
        fetched_at=NOON,
    )


def coded(told: Report) -> CodedReport:
    return coded_report(
        told,
        NOTHING,
        coder=Coder(name="plain", version="1", rank=1),
        day=date(2022, 2, 1),
        supported=True,
        content_hash=content_hash(told.text),
        fingerprint=fingerprint(told.text),
        duplicate_of=None,
        story_id=told.report_id,
    )


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[CodedReport]:
    monkeypatch.setattr(shared, "_memories", {})
    return []


def instance(log: list[CodedReport], name: str = "log") -> CopyMemory:
    memory = shared.recall_shared(name, lambda: log)
    memory.deliveries.start_bundle()
    return memory


def test_delivery_of_a_failed_bundle_is_not_taken_for_done(log: list[CodedReport]) -> None:
    """The runner throws the instance away and gives its records to another one of the same process."""
    failed, other = instance(log), instance(log)
    assert failed.deliveries.coded_by(report("a")) is None
    assert failed.deliveries.coded_by(report("a")) is not None, "twice in one bundle"
    assert other.deliveries.coded_by(report("a")) is None
    assert instance(log).deliveries.coded_by(report("a")) is None


def test_delivery_of_a_bundle_that_was_written_is_known_to_all(log: list[CodedReport]) -> None:
    one, other = instance(log), instance(log)
    assert one.deliveries.coded_by(report("a")) is None
    one.deliveries.start_bundle()
    assert other.deliveries.coded_by(report("a")) is not None
    assert other.deliveries.coded_by(report("b")) is None


def test_log_is_read_once_for_all_instances(log: list[CodedReport]) -> None:
    reads: list[int] = []

    def read() -> Iterable[CodedReport]:
        reads.append(1)
        return [coded(report("a"))]

    for _ in range(3):
        memory = shared.recall_shared("log", read)
        memory.deliveries.start_bundle()
        assert memory.deliveries.coded_by(report("a")) == 1
    assert len(reads) == 1
    assert instance([], "another log").deliveries.coded_by(report("a")) is None


def test_stories_are_shared_at_once(log: list[CodedReport]) -> None:
    def story(memory: CopyMemory, name: str) -> str:
        told = report(name)
        arrival = memory.stories.arrive(
            name,
            published_at=told.published_at,
            fetched_at=told.fetched_at,
            content_hash=content_hash(told.text),
            fingerprint=fingerprint(told.text),
        )
        return arrival.story_id

    assert story(instance(log), "a") == "a"
    assert story(instance(log), "b") == "a"
