"""Write records to a log of Avro files."""

from typing import Any, Final

import apache_beam as beam

from connectors.avro_files import AvroLog
from pipelines.steps.batches import WriteBatches

_PART: Final = 5_000


class WriteLog(beam.PTransform):
    """Append records to ``log``, each part whole or not at all; durable when the bundle is done."""

    def __init__(self, log: AvroLog[Any]) -> None:
        super().__init__()
        self._log = log

    def expand(self, records: beam.PCollection) -> beam.PCollection:
        return records | beam.ParDo(WriteBatches(self._log.append, _PART))
