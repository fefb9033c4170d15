"""The topics of wirewatch as they must be, and what differs on a broker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import UnknownTopicOrPartitionError, for_code

from connectors.kafka.clients import new_admin
from connectors.kafka.errors import TopicMissingError
from connectors.kafka.settings import KafkaSettings

_DAY_MS: Final = 86_400_000
_MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSpec:
    """A topic: name, partitions, cleanup, and the largest record batch in bytes.

    ``keep_days``: how long records stay in a topic that is cleaned by deletion, and tombstones in a compacted one.
    ``whole_days``: how long a compacted topic keeps records that a newer one of their key replaces.
    """

    name: str
    partitions: int
    cleanup: Literal["delete", "compact"]
    keep_days: int
    max_message_bytes: int
    whole_days: int = 0

    @property
    def configs(self) -> dict[str, str]:
        """The broker's settings of the topic. Append times, so that records of old reports are not removed at once."""
        kept = "retention.ms" if self.cleanup == "delete" else "delete.retention.ms"
        return {
            "cleanup.policy": self.cleanup,
            "message.timestamp.type": "LogAppendTime",
            "max.message.bytes": str(self.max_message_bytes),
            kept: str(self.keep_days * _DAY_MS),
            "min.compaction.lag.ms": str(self.whole_days * _DAY_MS),
        }


# Rejected records are the raw ones with headers added, so that topic takes more; a coded report holds the whole text
# and every sentence that tells an event a second time. An event holds one sentence, which may be the whole text.
# Revisions count the versions of coded records: none may go before the days that it touches are closed to a stream.
TOPICS: Final = (
    TopicSpec(name="reports.raw", partitions=8, cleanup="delete", keep_days=90, max_message_bytes=4 * _MIB),
    TopicSpec(name="reports.rejected", partitions=2, cleanup="delete", keep_days=90, max_message_bytes=5 * _MIB),
    TopicSpec(
        name="reports.coded",
        partitions=8,
        cleanup="compact",
        keep_days=7,
        max_message_bytes=8 * _MIB,
        whole_days=10,
    ),
    TopicSpec(name="events", partitions=8, cleanup="compact", keep_days=7, max_message_bytes=5 * _MIB),
    TopicSpec(name="aggregates.daily", partitions=4, cleanup="compact", keep_days=7, max_message_bytes=1 * _MIB),
    TopicSpec(name="alerts", partitions=1, cleanup="compact", keep_days=7, max_message_bytes=1 * _MIB),
)


@dataclass(frozen=True, slots=True)
class Topics:
    """The names of a deployment's topics: those of the design, behind a prefix where several share a cluster."""

    prefix: str = ""

    @property
    def raw(self) -> str:
        """Reports as scrapers push them."""
        return f"{self.prefix}reports.raw"

    @property
    def rejected(self) -> str:
        """Dead letters."""
        return f"{self.prefix}reports.rejected"

    @property
    def coded(self) -> str:
        """The log of coded records."""
        return f"{self.prefix}reports.coded"

    @property
    def events(self) -> str:
        """Events for consumers."""
        return f"{self.prefix}events"

    @property
    def daily(self) -> str:
        """Daily rows."""
        return f"{self.prefix}aggregates.daily"

    @property
    def alerts(self) -> str:
        """Alerts."""
        return f"{self.prefix}alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One setting of a topic that is not as it must be."""

    topic: str
    setting: str
    wanted: str
    found: str

    def __str__(self) -> str:
        return f"{self.topic}: {self.setting} is {self.found}, must be {self.wanted}"


def create_topics(
    settings: KafkaSettings, specs: Sequence[TopicSpec] = TOPICS, *, replication: int | None = None
) -> list[str]:
    """Make the topics that are missing and return their names; those that exist are left as they are.

    ``replication``: copies of each record; None leaves it to the broker. Raises KafkaError.
    """
    with new_admin(settings) as admin:
        there = _partitions(admin, [spec.name for spec in specs])
        missing = [spec for spec in specs if spec.name not in there]
        if missing:
            admin.create_topics(
                {
                    spec.name: {
                        "num_partitions": spec.partitions,
                        "replication_factor": -1 if replication is None else replication,
                        "configs": spec.configs,
                    }
                    for spec in missing
                },
                wait_for_metadata=True,
            )
    return [spec.name for spec in missing]


def check_topics(settings: KafkaSettings, specs: Sequence[TopicSpec] = TOPICS) -> list[Difference]:
    """What differs from ``specs`` on the broker; more partitions than wanted are no difference. Raises KafkaError."""
    differences = []
    with new_admin(settings) as admin:
        there = _partitions(admin, [spec.name for spec in specs])
        found = _configs(admin, there)
        for spec in specs:
            if spec.name not in there:
                differences.append(Difference(topic=spec.name, setting="topic", wanted="there", found="missing"))
                continue
            if there[spec.name] < spec.partitions:
                wanted, partitions = f"{spec.partitions} or more", str(there[spec.name])
                differences.append(Difference(topic=spec.name, setting="partitions", wanted=wanted, found=partitions))
            for name, value in spec.configs.items():
                is_now = found[spec.name].get(name, "not readable")
                if is_now != value:
                    differences.append(Difference(topic=spec.name, setting=name, wanted=value, found=is_now))
    return differences


def largest_batch(settings: KafkaSettings, topic: str) -> int | None:
    """``max.message.bytes`` of the topic, None when we may not read it; raises TopicMissingError."""
    with new_admin(settings) as admin:
        if topic not in _partitions(admin, [topic]):
            raise TopicMissingError(f"no topic {topic} on {settings.servers}: make it with `wirewatch topics create`")
        limit = _configs(admin, [topic])[topic].get("max.message.bytes")
        return None if limit is None else int(limit)


def _partitions(admin: KafkaAdminClient, names: Sequence[str]) -> dict[str, int]:
    """How many partitions each of those topics has that exist."""
    found = {}
    for topic in admin.describe_topics(list(names)):
        error = for_code(topic["error_code"])
        if topic["error_code"] == 0:
            found[topic["name"]] = len(topic["partitions"])
        elif error is not UnknownTopicOrPartitionError:
            raise error(topic["name"])
    return found


def _configs(admin: KafkaAdminClient, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """The settings of each topic; empty where we have no right to read them."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    if not resources:
        return {}
    told: Mapping[str, Mapping[str, Any]] = admin.describe_configs(resources, config_filter="all")["topic"]
    return {topic: {name: config["value"] for name, config in configs.items()} for topic, configs in told.items()}
