"""A pipeline that is made once and run many times, on the local runner.

Making one and writing it down for the runner takes several times as long as running it over a few records.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.runner import PipelineResult


class KeptPipeline:
    """Runs what ``make`` puts into a pipeline: its steps are the same in each run, set up and torn down as in one."""

    def __init__(self, make: Callable[[beam.Pipeline], object]) -> None:
        self._runner = _Again()
        self._pipeline = beam.Pipeline(runner=self._runner, options=PipelineOptions([]))
        make(self._pipeline)

    def run(self) -> PipelineResult:
        """Run it to its end; raises what a step of it does."""
        return self._runner.again() if self._runner.again else self._pipeline.run()


class _Again(FnApiRunner):  # type: ignore[misc]
    """Remembers the pipeline as it was written down."""

    again: Callable[[], PipelineResult] | None = None

    def run_via_runner_api(self, pipeline_proto: Any, options: PipelineOptions) -> PipelineResult:
        """Run, now and again."""
        self.again = partial(super().run_via_runner_api, pipeline_proto, options)
        return self.again()
