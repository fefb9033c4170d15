"""The rows of a folder as they would be if only reports in some languages had been read, made of its log."""

from collections.abc import Iterator, Mapping, Set
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import apache_beam as beam

from connectors.parquet import ParquetSink, read_rows
from pipelines.aggregation.days import Share, day_tables
from pipelines.alerting.row_changes import RowChange
from pipelines.deployments.index import LogIndex, UnusableIndexError, errors_of
from pipelines.deployments.local import Folder
from pipelines.options import MIN_CONFIDENCE

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)  # `updated_at` of rows that nobody keeps


def language_rows(root: str, wanted: Mapping[str, Set[str]]) -> Iterator[beam.pvalue.TaggedOutput]:
    """Those of every day that the folder has rows of, counted from the confidence on that these were.

    Each is tagged with the name that its languages have in ``wanted``; each day is read once for all of them. For
    whoever holds the folder. Raises LogIndexError.
    """
    folder = Folder(Path(root))
    with LogIndex(folder.index, folder.coded) as index:
        index.catch_up()
        for day, path in ParquetSink(folder.root / "daily").day_files():
            shares = [share for share in _shares_of(index, folder, day) if share.report is not None]
            least = _min_confidence(path, day)
            for name, languages in wanted.items():
                told = [share for share in shares if share.report and share.report.language in languages]
                for row in day_tables(day, told, _NO_TIME, least).rows:
                    yield beam.pvalue.TaggedOutput(name, RowChange.of(row))


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
