"""``wirewatch up --engine flink``: a local Flink of one's own, ingest and aggregate as jobs on it.

Nothing is kept of the cluster. When it ends, however that is, or when a job does, the next one starts with a warm-up:
ingest at the committed offsets, aggregate at the beginning of reports.coded. Both write over what they wrote before.
"""

import json
import logging
import time
from collections.abc import Sequence
from typing import Any, Final, Literal

import grpc  # type: ignore[import-untyped]
from apache_beam.options.pipeline_options import PipelineOptions

from connectors.kafka.errors import CodecMissingError, CreateTimeError, MisplacedKeysError
from connectors.kafka.lag import Lag, read_lag
from connectors.sinks import ChangeSink
from deploy.flink import Cluster, FlinkFailed, FlinkUnavailable, Job
from deploy.flink.jars import fetch_flink, fetch_job_server, find_java
from deploy.flink.stalls import Stalls
from deploy.flink.watch import submit_reading
from pipelines.deployments.stream_options import DEFAULTS, with_defaults
from pipelines.deployments.streams import AGGREGATE_GROUP, stream_aggregate, stream_ingest
from pipelines.deployments.up.alerts import Alerts
from pipelines.deployments.up.attempts import RETRIED, Attempts
from pipelines.deployments.up.deployment import Deployment
from pipelines.deployments.up.exporter import Exporter
from pipelines.deployments.up.pace import Pace
from pipelines.deployments.up.watch import Watch
from pipelines.metrics import LAG
from pipelines.steps.limit_rejected import TooManyRejectedError

Name = Literal["ingest", "aggregate"]
_LOOK_SECONDS: Final = 2.0
# A job commits about two checkpoints (ten seconds) after it wrote, so that one that keeps up is never at the end.
_CAUGHT_UP_SECONDS: Final = 60.0
_log: Final = logging.getLogger(__name__)


def lacking() -> str | None:
    """Why no Flink runs on this machine, None when one does; its jars are fetched if Maven can."""
    try:
        find_java()
        fetch_flink()
        fetch_job_server()
    except (FlinkUnavailable, OSError) as error:
        return str(error)
    return None


class OnFlink:
    """Runs a deployment until ``watch`` tells it to stop. ``sinks`` get the changes, beside the topics."""

    def __init__(
        self, deployment: Deployment, sinks: Sequence[ChangeSink], watch: Watch, exporter: Exporter, pace: Pace
    ) -> None:
        self._deployment, self._sinks, self._watch, self._exporter = deployment, sinks, watch, exporter
        self._attempts = Attempts(watch, pace)
        self._committed: dict[tuple[str, int], int | None] = {}

    def run(self) -> None:
        """Go on until told to stop. Raises FlinkUnavailable, and what was in vain for as long as the pace says."""
        with Alerts(self._deployment) as alerts:
            while not self._watch.stopping:
                try:
                    with Cluster(self._deployment.folder.root / "flink") as cluster:
                        self._keep(cluster, alerts)
                except (FlinkFailed, *RETRIED) as error:
                    self._attempts.failed(error)

    def _keep(self, cluster: Cluster, alerts: Alerts) -> None:
        """Keep both jobs running on a cluster; raises FlinkFailed when it is past mending."""
        if ports := cluster.listens_wide():
            _log.warning("Beam's job server listens on ports %s on every network interface: close them", ports)
        jobs: dict[Name, Job] = {"ingest": self._submit(cluster, "ingest")}
        self._watch.progress()
        jobs["aggregate"] = self._submit(cluster, "aggregate")
        self._watch.progress()
        _log.info("both jobs read; see %s", cluster.web)
        stalls = Stalls(cluster)
        while not self._watch.stopping:
            self._mend(cluster, jobs)
            for told in stalls.mend():
                _log.warning("%s", told)
            try:
                if self._look():
                    alerts.keep_judging()
                self._attempts.succeeded()
            except RETRIED as error:  # the jobs wait by themselves
                self._attempts.failed(error)
            self._watch.pause(_LOOK_SECONDS)

    def _mend(self, cluster: Cluster, jobs: dict[Name, Job]) -> None:
        ended = cluster.ended()
        if ended == "taskmanager":
            _log.warning("the TaskManager has ended and is started again; the jobs go on from their checkpoints")
            cluster.start_task_manager()
        elif ended:
            raise FlinkFailed(f"Flink's {ended} has ended: {cluster.last_words(ended)}")
        for name, job in jobs.items():
            if cluster.rest.job(job.id).ended:
                why = cluster.rest.failure(job.id)
                for past_mending in (TooManyRejectedError, MisplacedKeysError, CodecMissingError, CreateTimeError):
                    if past_mending.__name__ in why:
                        raise past_mending(why)
                _log.warning("%s has ended and is started anew: %s", job.name, why or "nobody says why")
                jobs[name] = self._submit(cluster, name)

    def _submit(self, cluster: Cluster, name: Name) -> Job:
        given = {
            **DEFAULTS,
            "runner": "PortableRunner",
            "job_endpoint": cluster.job_endpoint,
            "environment_type": "PROCESS",
            "environment_config": json.dumps({"command": str(cluster.boot)}),
            "job_name": f"wirewatch-{name}",
        }
        start = self._start_ingest if name == "ingest" else self._start_aggregate
        try:
            return submit_reading(cluster.rest, lambda: start(PipelineOptions(with_defaults([], given))))
        except (grpc.RpcError, grpc.FutureTimeoutError) as error:
            raise FlinkFailed(f"the job server did not take {name}: {error or 'it does not answer'}") from error

    def _start_ingest(self, options: PipelineOptions) -> Any:
        deployment = self._deployment
        return stream_ingest(
            deployment.settings,
            deployment.topics,
            options,
            zone=deployment.zone,
            group=deployment.group,
            make_coder=deployment.make_coder,
            limit_rejected=deployment.limit_rejected,
        )

    def _start_aggregate(self, options: PipelineOptions) -> Any:
        deployment = self._deployment
        return stream_aggregate(
            deployment.settings,
            deployment.topics,
            options,
            self._sinks,
            group=self._aggregate_group,
            min_confidence=deployment.min_confidence,
        )

    @property
    def _aggregate_group(self) -> str:
        return f"{self._deployment.topics.prefix}{AGGREGATE_GROUP}"

    def _look(self) -> bool:
        """See what waits before either job, and that it becomes less; whether both have caught up."""
        deployment, asked_at = self._deployment, time.time()
        raw = read_lag(deployment.settings, [deployment.group], [deployment.topics.raw])
        rows = [*raw, *read_lag(deployment.settings, [self._aggregate_group], [deployment.topics.coded])]
        if all(not row.lag or row.committed != self._committed.get(_place(row)) for row in rows):
            self._committed = {_place(row): row.committed for row in rows}
            self._watch.progress()
        waiting = sum(row.lag for row in raw)
        self._watch.waiting(waiting)
        self._exporter.set(LAG, waiting, deployment.topics.raw)
        behind = max((row.behind_seconds or 0.0 for row in rows), default=0.0)
        self._exporter.set_age(asked_at - behind)
        return behind < _CAUGHT_UP_SECONDS


def _place(row: Lag) -> tuple[str, int]:
    return row.topic, row.partition
