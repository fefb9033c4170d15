"""A pipeline that is made once and run many times."""

from collections.abc import Iterator

import apache_beam as beam
import pytest

from pipelines.deployments.kept_pipeline import KeptPipeline
from pipelines.deployments.local import run_to_end
from pipelines.deployments.up.memory import Kept
from pipelines.metrics import READ, count, counted


class Numbers(Kept):
    """What a run reads and wrote, and how often the pipeline was made."""

    def __init__(self) -> None:
        self.read, self.written, self.made = list[int](), list[int](), 0

    def make(self, pipeline: beam.Pipeline) -> None:
        self.made += 1
        _ = (
            pipeline
            | "Begin" >> beam.Create([None])
            | "Read numbers" >> beam.FlatMap(self.now)
            | "Spread numbers" >> beam.Reshuffle()
            | "Write numbers" >> beam.Map(self.write)
        )

    def now(self, _: None) -> Iterator[int]:
        yield from self.read

    def write(self, number: int) -> None:
        if number < 0:
            raise OSError(f"{number} cannot be written")
        count(READ)
        self.written.append(number)


def test_each_run_reads_what_there_is_and_counts_that_alone() -> None:
    numbers = Numbers()
    kept = KeptPipeline(numbers.make)
    for run in ([1, 2], [], [3]):
        numbers.read = run
        assert counted(run_to_end(kept)).get(READ.name, 0) == len(run)
    assert (numbers.made, sorted(numbers.written)) == (1, [1, 2, 3])


@pytest.mark.parametrize("before", [[], [[1]]])
def test_a_run_after_one_that_failed_is_whole(before: list[list[int]]) -> None:
    numbers = Numbers()
    kept = KeptPipeline(numbers.make)
    for run in before:
        numbers.read = run
        kept.run()
    numbers.read = [-5]
    with pytest.raises(OSError, match="-5 cannot be written"):
        kept.run()
    numbers.read = [7]
    kept.run()
    assert (numbers.made, numbers.written[-1]) == (1, 7)
