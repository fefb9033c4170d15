"""What counts in daily rows (decisions D15 and D16), and why the rest does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

import msgspec
import pytest

from pipelines.aggregation.counting import told_in, uncounted
from pipelines.aggregation.days import Share, day_tables
from pipelines.options import MIN_CONFIDENCE, least_confidence
from schemas import CodedReport

CODED = msgspec.json.decode((files("schemas") / "coded_report" / "v2.sample.json").read_bytes(), type=CodedReport)
DAY = date(2022, 1, 24)
COUNTED = replace(
    CODED.tellings[0],
    event_date=DAY,
    date_precision="day",
    date_basis="report",
    modality="asserted",
    confidence=MIN_CONFIDENCE,
)
REPORT = replace(CODED, published_day=DAY, tellings=(COUNTED,))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"date_basis": "explicit", "event_date": DAY - timedelta(days=3)}, None),
        ({"modality": "denied"}, "denied"),
        ({"modality": "planned", "event_date": DAY + timedelta(days=2)}, "planned"),
        ({"modality": "historical", "confidence": 0.1}, "historical"),
        ({"date_precision": "month", "confidence": 0.1}, "coarse"),
        ({"date_basis": "open"}, "open"),
        ({"date_basis": "open", "confidence": 0.1}, "open"),
        ({"event_date": DAY + timedelta(days=1), "date_basis": "relative"}, "ahead"),
        ({"confidence": MIN_CONFIDENCE - 1e-9}, "unsure"),
        ({"confidence": float("nan")}, "unsure"),
    ],
)
def test_why_a_telling_does_not_count(changed: dict[str, Any], why: str | None) -> None:
    telling = replace(COUNTED, **changed)
    assert uncounted(telling, REPORT, MIN_CONFIDENCE) == why
    (told,) = told_in(replace(REPORT, tellings=(telling,)), MIN_CONFIDENCE)
    assert (told.uncounted, told.telling) == (why, telling)


@pytest.mark.parametrize(
    ("changed", "rows"),
    [
        ({"date_basis": "open"}, 0),
        ({"date_basis": "open", "modality": "denied"}, 0),
        ({"confidence": 0.1}, 0),
        ({"modality": "denied"}, 1),
    ],
)
def test_rows_show_what_counts_and_mentions_by_modality(changed: dict[str, Any], rows: int) -> None:
    """The row of all that was read is there in any case."""
    told = replace(REPORT, tellings=(replace(COUNTED, **changed),))
    tables = day_tables(DAY, [Share(told)], datetime(2022, 1, 25, tzinfo=UTC))
    assert len({row.type for row in tables.rows} - {""}) == rows
    assert {row.incidents for row in tables.rows} == {0}
    assert (len(tables.events), len(tables.mentions)) == (1, 1)
    assert tables.mentions[0].uncounted is not None


def test_row_says_from_what_confidence_on_it_counts() -> None:
    for least in (0.25, 0.75):
        tables = day_tables(DAY, [Share(REPORT)], datetime(2022, 1, 25, tzinfo=UTC), least)
        assert {row.min_confidence for row in tables.rows} == {least}
        assert max(row.incidents for row in tables.rows) == (1 if least <= MIN_CONFIDENCE else 0)


@pytest.mark.parametrize("text", ["-0.1", "1.1", "nan", "much"])
def test_least_confidence_is_a_share(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the text of float is Python's
        least_confidence(text)
    assert least_confidence("0.25") == 0.25
