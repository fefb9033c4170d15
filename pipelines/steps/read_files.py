"""Read raw records from files."""

from collections.abc import Iterator

import apache_beam as beam

from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.metrics import progress


class ReadFiles(beam.PTransform):
    """The records of ``paths`` in order; never fails for what a file holds."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__()
        self._paths = paths

    def expand(self, begin: beam.pvalue.PBegin) -> beam.PCollection:
        return begin | "Name files" >> beam.Create(self._paths) | "Open files" >> beam.FlatMap(_read)


def _read(path: str) -> Iterator[RawRecord]:
    for record in read_records(path):
        progress["bytes"] += len(record.value) + 1
        yield record
