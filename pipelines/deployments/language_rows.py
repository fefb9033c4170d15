"""The rows of a folder as they would be if no report in other languages had been read, made of its log."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from connectors.parquet import ParquetSink, read_rows
from pipelines.aggregation.days import Share, day_tables
from pipelines.alerting.row_changes import RowChange
from pipelines.deployments.index import LogIndex, UnusableIndexError, errors_of
from pipelines.deployments.local import Folder
from pipelines.options import MIN_CONFIDENCE

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)  # `updated_at` of rows that nobody keeps


def language_rows(root: str, languages: Sequence[str]) -> Iterator[RowChange]:
    """Those of every day that the folder has rows of, counted from the confidence on that these were.

    For whoever holds the folder. Raises LogIndexError.
    """
    folder = Folder(Path(root))
    with LogIndex(folder.index, folder.coded) as index:
        index.catch_up()
        for day, path in ParquetSink(folder.root / "daily").day_files():
            told = [
                share
                for share in _shares_of(index, folder, day)
                if share.report is not None and share.report.language in languages
            ]
            rows = day_tables(day, told, _NO_TIME, _min_confidence(path, day)).rows
            yield from map(RowChange.of, rows)


def _shares_of(index: LogIndex, folder: Folder, day: date) -> list[Share]:
    with errors_of(folder.index):
        try:
            with errors_of(folder.index):
                return list(index.bare_shares_of(day))
        except UnusableIndexError:
            index.begin_anew()
            index.catch_up()
            return list(index.bare_shares_of(day))


def _min_confidence(path: Path, day: date) -> float:
    known = (row.min_confidence for row in read_rows(path, day))
    return next((least for least in known if least is not None), MIN_CONFIDENCE)
