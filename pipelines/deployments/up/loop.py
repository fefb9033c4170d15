"""``wirewatch up --engine loop``: rounds of drains, one after the other, until it is told to stop.

A round reads some of what reports.raw holds beyond the committed offsets, codes it, commits, and makes the days anew
that it touches. Kill it anywhere: what was not committed is read again, days not written are written at the next start.
"""

import logging
import time
from collections import Counter
from datetime import date
from typing import Final

from connectors.kafka.plan import ReadPlan, plan_read
from connectors.kafka.topic_ids import TopicId
from pipelines.deployments.up.alerts import Alerts
from pipelines.deployments.up.attempts import RETRIED, Attempts
from pipelines.deployments.up.deployment import Deployment
from pipelines.deployments.up.exporter import Exporter
from pipelines.deployments.up.ingesting import Ingesting
from pipelines.deployments.up.live_tables import LiveTables, LogReplacedError
from pipelines.deployments.up.memory import Memory
from pipelines.deployments.up.pace import Pace, RoundSize
from pipelines.deployments.up.snapshot import Snapshot
from pipelines.deployments.up.watch import Watch
from pipelines.metrics import DAYS_SECONDS, LAG, ROUNDS

_REPORTED_EVERY: Final = 60.0
_log: Final = logging.getLogger(__name__)


class Loop:
    """Runs a deployment until ``watch`` tells it to stop; what it does is counted in ``exporter``."""

    def __init__(self, deployment: Deployment, watch: Watch, exporter: Exporter, pace: Pace) -> None:
        self._deployment, self._watch, self._exporter, self._pace = deployment, watch, exporter, pace
        self._memory = Memory(deployment.make_coder)
        self._ingesting = Ingesting(deployment, self._memory)
        self._size = RoundSize(pace)
        self._all_made = False
        self._written: dict[str, TopicId] = {}
        self._attempts = Attempts(watch, pace)
        self._alerts = Alerts(deployment)
        self._read_from: tuple[int, ...] = ()
        self._tables_at, self._tables_took = 0.0, 0.0
        self._not_in_files: set[date] = set()
        self._outcomes = Counter[str]()
        self._told_at = time.monotonic()

    def run(self) -> None:
        """Go on until told to stop. Raises what cannot be retried, or was in vain for as long as the pace says."""
        self._memory.coder()
        _log.info("the coder is loaded; reading %s on and on", self._deployment.topics.raw)
        with self._ingesting, self._alerts:
            while not self._watch.stopping:
                try:
                    with Snapshot(self._deployment.snapshot, self._deployment.topics.coded) as snapshot:
                        self._follow(snapshot)
                except LogReplacedError as e:
                    _log.warning("%s: all days are made anew", e)
                    self._ingesting.forget()
                    self._all_made = False
                except RETRIED as e:
                    self._ingesting.forget()
                    self._exporter.add({f"{ROUNDS.name}.failed": 1})
                    self._attempts.failed(e)
        self._tell()

    def _follow(self, snapshot: Snapshot) -> None:
        """Round after round; a failure ends it, and all that it remembered with it."""
        counts = Counter[str]()
        if not self._all_made:
            self._written = self._deployment.written_topics()
        tables = LiveTables(
            self._deployment.settings,
            self._deployment.topics.coded,
            snapshot,
            self._deployment.sinks(self._written),
            self._deployment.files(),
            self._deployment.stored_rows,
            files_pause=self._pace.files,
            not_in_files=self._not_in_files,
            progress=self._watch.progress,
            counts=counts,
            min_confidence=self._deployment.min_confidence,
        )
        while not self._watch.stopping:
            idle = self._round(tables)
            counts[f"{ROUNDS.name}.done"] += 1
            self._exporter.add(counts)
            counts.clear()
            self._attempts.succeeded()
            if time.monotonic() - self._told_at > _REPORTED_EVERY:
                self._tell()
            if idle:
                self._watch.pause(self._pace.poll)
        tables.write_files()

    def _round(self, tables: LiveTables) -> bool:
        """Code what waits, as far as one round goes, and bring the tables up to it; whether nothing waited."""
        if not self._all_made:
            tables.make_all()
            self._all_made = True
        asked_at = time.time()
        waiting = self._read_plan()
        taken = waiting.at_most(self._size.records)
        if taken.records:
            self._ingest(taken)
        behind = taken.records < waiting.records
        tables_waited = time.monotonic() - self._tables_at
        patience = max(self._pace.tables, self._pace.tables_share * self._tables_took)
        if (taken.records and not behind) or tables_waited > patience:
            began = time.perf_counter()
            if tables.follow():
                self._tables_took = time.perf_counter() - began
                self._exporter.set(DAYS_SECONDS, self._tables_took)
            self._tables_at = time.monotonic()
        if not behind:
            self._exporter.set_age(asked_at)
            self._alerts.keep_judging()
        return not waiting.records

    def _read_plan(self) -> ReadPlan:
        deployment = self._deployment
        plan = plan_read(
            deployment.settings, deployment.topics.raw, start="committed", drain=True, group=deployment.group
        )
        read_from = tuple(part.begin for part in plan.ranges)
        if not plan.records or read_from != self._read_from:
            self._watch.progress()
        self._read_from = read_from
        self._watch.waiting(plan.records)
        self._exporter.set(LAG, plan.records, deployment.topics.raw)
        return plan

    def _ingest(self, plan: ReadPlan) -> None:
        done = self._ingesting.run(plan)
        self._exporter.add(done.counts)
        self._outcomes.update(done.outcomes)
        self._size.learn(plan.records, done.seconds)

    def _tell(self) -> None:
        """One line of what was read since the last one."""
        read = self._outcomes.total()
        parts = ", ".join(f"{n:,} {name}" for name, n in sorted(self._outcomes.items()))
        _log.info("read %s%s", f"{read:,} report{'' if read == 1 else 's'}", f" = {parts}" if parts else "")
        self._outcomes.clear()
        self._told_at = time.monotonic()
