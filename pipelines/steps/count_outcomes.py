"""Count what became of the input records."""

import json
from pathlib import Path

import apache_beam as beam

from pipelines.steps.elements import InputOutcome


class CountOutcomes(beam.PTransform):
    """InputOutcome to one JSON file ``path`` with the number of records for each outcome."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def expand(self, outcomes: beam.PCollection) -> beam.PCollection:
        return (
            outcomes
            | "Name outcomes" >> beam.Map(_named).with_output_types(tuple[str, int])
            | "Add up outcomes" >> beam.CombinePerKey(sum)
            | "Gather outcomes" >> beam.combiners.ToList()
            | "Write outcomes" >> beam.Map(_write, self._path)
        )


def _named(outcome: InputOutcome) -> tuple[str, int]:
    return outcome.outcome, 1


def _write(counts: list[tuple[str, int]], path: Path) -> None:
    path.write_text(json.dumps(dict(sorted(counts))))
