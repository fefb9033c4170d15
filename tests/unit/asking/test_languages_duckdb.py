"""What is asked of languages in a folder's DuckDB file."""

from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from claims.memory import aggregate, run_all
from language_behaviour import WIRES, LanguageBehaviour

from connectors.duckdb import DuckdbSink
from pipelines.asking.languages import daily
from pipelines.asking.store import Store, folder_store


@pytest.fixture
def store(in_languages: Path) -> Store:
    return folder_store(in_languages)


class TestDuckdb(LanguageBehaviour):
    pass


def test_a_mention_counts_whatever_the_first_to_tell_left_open(tmp_path: Path) -> None:
    """An event is as the first report tells it; whether a mention counts, its own report says."""
    found = run_all([WIRES], PlainCoder(), UTC)
    first = min((record.published_at, record.report_id, record.source) for record in found)[2]
    records = [
        replace(record, language="en", tellings=tuple(replace(told, date_basis="open") for told in record.tellings))
        if record.source == first
        else replace(record, language="es")
        for record in found
    ]
    DuckdbSink(tmp_path / "wirewatch.duckdb").replace_days(aggregate(records))
    with folder_store(tmp_path).asked() as asked:
        rows = asked.rows(
            f"SELECT * FROM {daily(asked.dialect, ('es',), 'total')}", first=date.min, last=date.max, languages=["es"]
        )
    (expected,) = aggregate([record for record in records if record.language == "es"])
    (whole,) = (row for row in expected.rows if row.series == "total" and not row.type)
    assert whole.mentions > 1
    assert [row["mentions"] for row in rows if not row["type"]] == [whole.mentions]
