"""Keep the record of each report that stands."""

from collections.abc import Iterable

import apache_beam as beam

from pipelines.aggregation.versions import newest
from schemas import CodedReport


class KeepNewest(beam.PTransform):
    """CodedReport to CodedReport, one for each report id (decision D2)."""

    def expand(self, coded: beam.PCollection) -> beam.PCollection:
        return (
            coded
            | "Key reports" >> beam.Map(_keyed).with_output_types(tuple[str, CodedReport])
            | "Group reports" >> beam.GroupByKey()
            | "Pick newest" >> beam.Map(_newest).with_output_types(CodedReport)
        )


def _keyed(report: CodedReport) -> tuple[str, CodedReport]:
    return report.report_id, report


def _newest(group: tuple[str, Iterable[CodedReport]]) -> CodedReport:
    return newest(group[1])
