"""Ingest, a round at a time, by a pipeline that is made once."""

import time
from contextlib import nullcontext
from functools import partial
from types import TracebackType
from typing import Self

import apache_beam as beam

from connectors.kafka.kept_writers import let_writers_go
from connectors.kafka.log import forget_topic
from connectors.kafka.plan import ReadPlan
from connectors.kafka.source import DrainFromKafka
from pipelines.deployments.broker import committed, ingest_into_topics
from pipelines.deployments.kept_pipeline import KeptPipeline
from pipelines.deployments.local import Done, run_to_end
from pipelines.deployments.up.deployment import Deployment
from pipelines.deployments.up.memory import Kept, KeptLimit, Memory
from pipelines.deployments.up.snapshot import records_in


class Ingesting:
    """Codes what a plan covers and commits its ends, one plan after the other; close it in the end."""

    def __init__(self, deployment: Deployment, memory: Memory) -> None:
        self._deployment, self._memory = deployment, memory
        self._limit = KeptLimit() if deployment.limit_rejected else None
        self._asked = _Asked()
        self._pipeline: KeptPipeline | None = None

    def run(self, plan: ReadPlan) -> Done:
        """Code and commit. What fails may be run again."""
        self._memory.wait_for_coder()
        deployment, began = self._deployment, time.perf_counter()
        self._asked.plan = plan
        with self._limit.one_round() if self._limit else nullcontext():
            self._pipeline = self._pipeline or KeptPipeline(self._steps)
            result = run_to_end(self._pipeline)
            return committed(result, deployment.settings, deployment.group, plan, began)

    def _steps(self, pipeline: beam.Pipeline) -> None:
        deployment = self._deployment
        ingest_into_topics(
            pipeline | "Read reports" >> DrainFromKafka(deployment.settings, self._asked.now),
            deployment.settings,
            deployment.topics,
            zone=deployment.zone,
            make_coder=self._memory.coder,
            coded_before=partial(records_in, deployment.snapshot),
            recall=self._memory.copies,
            limit=self._limit,
            keep_writers=True,
        )

    def forget(self) -> None:
        """Forget what a round that failed may have left behind: the copies that it remembers, its connections."""
        settings, topics = self._deployment.settings, self._deployment.topics
        self._memory.forget()
        forget_topic(settings, topics.raw)
        let_writers_go(settings, topics.coded, topics.rejected)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.forget()
        self._memory.end()


class _Asked(Kept):
    """The plan of this round, for a reader that was made before it."""

    plan: ReadPlan

    def now(self) -> ReadPlan:
        """The plan."""
        return self.plan
