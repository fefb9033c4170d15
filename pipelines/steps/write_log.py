"""Write records to a log of Avro files."""

from collections.abc import Iterator
from typing import Any, Final

import apache_beam as beam

from connectors.avro_files import AvroLog

_PART: Final = 5_000


class WriteLog(beam.PTransform):
    """Append records to ``log``, each part whole or not at all; durable when the bundle is done."""

    def __init__(self, log: AvroLog[Any]) -> None:
        super().__init__()
        self._log = log

    def expand(self, records: beam.PCollection) -> beam.PCollection:
        return records | beam.ParDo(_Append(self._log))


class _Append(beam.DoFn):
    def __init__(self, log: AvroLog[Any]) -> None:
        self._log = log

    def start_bundle(self) -> None:
        self._part: list[Any] = []

    def process(self, record: Any) -> Iterator[None]:
        self._part.append(record)
        if len(self._part) >= _PART:
            self._flush()
        return iter(())

    def finish_bundle(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if self._part:
            self._log.append(self._part)
            self._part = []
