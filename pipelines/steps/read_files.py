"""Read raw records from files."""

from collections import Counter
from collections.abc import Iterator

import apache_beam as beam

from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.metrics import LEFT_OUT, count, progress


class ReadFiles(beam.PTransform):
    """The records of ``paths`` in order; never fails for what a file holds."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__()
        self._paths = paths

    def expand(self, begin: beam.pvalue.PBegin) -> beam.PCollection:
        return begin | "Name files" >> beam.Create(self._paths) | "Open files" >> beam.FlatMap(_read)


def _read(path: str) -> Iterator[RawRecord]:
    left_out = Counter[str]()
    for record in read_records(path, left_out):
        progress["bytes"] += len(record.value) + 1
        yield record
    for kind, number in left_out.items():
        count(LEFT_OUT, kind, number)
