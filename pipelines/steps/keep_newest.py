"""Keep the record of each report that stands."""

from collections.abc import Iterable

import apache_beam as beam

from pipelines.aggregation.versions import Standing, standing
from schemas import CodedReport


class KeepNewest(beam.PTransform):
    """CodedReport to Standing, one for each report id (decision D2)."""

    def expand(self, coded: beam.PCollection) -> beam.PCollection:
        return (
            coded
            | "Key reports" >> beam.Map(keyed).with_output_types(tuple[str, CodedReport])
            | "Group reports" >> beam.GroupByKey()
            | "Pick newest" >> beam.Map(_standing).with_output_types(Standing)
        )


def keyed(report: CodedReport) -> tuple[str, CodedReport]:
    """The record under its report's id."""
    return report.report_id, report


def _standing(group: tuple[str, Iterable[CodedReport]]) -> Standing:
    return standing(group[1])
