"""What ``wirewatch up`` keeps running."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from pathlib import Path

import pyarrow as pa

from connectors.duckdb import DuckdbSink
from connectors.kafka.days import KafkaDaySink
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId
from connectors.kafka.topics import Topics, topics_now
from connectors.parquet import ParquetSink
from connectors.receivers import Receiver
from connectors.sinks import AlertSink
from pipelines.alerting.rules import DEFAULT_RULES, AlertRules
from pipelines.coding.document import EventCoder
from pipelines.coding.pool import load_coder
from pipelines.deployments.broker import GROUP
from pipelines.deployments.local import Folder
from pipelines.deployments.pruning import Store, kept_from, open_store
from pipelines.options import MIN_CONFIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Topics, a folder with the tables, more sinks of days and of alerts, the rules of alerts and who is told."""

    settings: KafkaSettings
    topics: Topics
    folder: Folder
    zone: tzinfo
    group: str = GROUP
    more: Sequence[Store] = ()
    more_files: Sequence[ParquetSink] = ()
    alert_sinks: Sequence[AlertSink] = ()
    rules: AlertRules = DEFAULT_RULES
    receivers: Mapping[str, Receiver] = field(default_factory=dict)
    limit_rejected: bool = True
    min_confidence: float = MIN_CONFIDENCE
    make_coder: Callable[[], EventCoder] = load_coder

    @property
    def snapshot(self) -> Path:
        """Where the snapshot lies; it may be deleted while nothing runs."""
        return self.folder.root / "snapshot.sqlite"

    def written_topics(self) -> dict[str, TopicId]:
        """The topics of rows and events that there are now; raises TopicMissingError, KafkaError."""
        return topics_now(self.settings, self.topics.daily, self.topics.events)

    def sinks(self, of: Mapping[str, TopicId]) -> list[Store]:
        """The sinks that take changes, new: they read the topics again, which must be those of ``of``."""
        topics = KafkaDaySink(self.settings, daily=self.topics.daily, events=self.topics.events, of=of)
        return [topics, open_store(self.folder.store), *self.more]

    def files(self) -> list[ParquetSink]:
        """The sinks that take whole days."""
        return [ParquetSink(self.folder.root / "daily"), *self.more_files]

    def stored_rows(self, day: date) -> pa.Table | None:
        """The day's rows as the folder's store holds them; None for a day that was pruned from it."""
        first = kept_from(self.folder.store)
        return DuckdbSink(self.folder.store).rows_of(day) if first is None or day >= first else None
