"""The topics of wirewatch as they must be, and what differs on a broker."""

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaTimeoutError, TopicAuthorizationFailedError, UnknownTopicOrPartitionError, for_code

from connectors.kafka.clients import new_admin
from connectors.kafka.errors import MisplacedKeysError, NotCompactedError, TopicMissingError
from connectors.kafka.placing import misplaced_key
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId

_DAY_MS: Final = 86_400_000
_MIB: Final = 1 << 20
_OWN: Final = "DYNAMIC_TOPIC_CONFIG"
_GONE_SECONDS: Final = 60.0


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
        there = found_topics(admin, [spec.name for spec in specs])
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
        there = found_topics(admin, [spec.name for spec in specs])
        found = _configs(admin, there)
        for spec in specs:
            if spec.name not in there:
                differences.append(Difference(topic=spec.name, setting="topic", wanted="there", found="missing"))
                continue
            partitions = there[spec.name].partitions
            if partitions < spec.partitions:
                wanted = f"{spec.partitions} or more"
                differences.append(
                    Difference(topic=spec.name, setting="partitions", wanted=wanted, found=str(partitions))
                )
            if spec.cleanup == "compact" and misplaced_key(settings, spec.name, partitions) is not None:
                found_keys = f"not, as after partitions were added: `wirewatch topics mend {spec.name}`"
                wanted = "each in the partition of its hash"
                differences.append(Difference(topic=spec.name, setting="keys", wanted=wanted, found=found_keys))
            for name, value in spec.configs.items():
                is_now = found[spec.name].get(name, "not readable")
                if is_now != value:
                    differences.append(Difference(topic=spec.name, setting=name, wanted=value, found=is_now))
    return differences


def look_up(settings: KafkaSettings, topic: str, *, to_keep_keys: bool = False) -> tuple[TopicId, int | None]:
    """The topic, and its ``max.message.bytes`` or None when we may not read it.

    Raises TopicMissingError, TopicAuthorizationFailedError where we have no right to see it and, ``to_keep_keys``,
    MisplacedKeysError for a topic that is half mended.
    """
    with new_admin(settings) as admin:
        there = found_topics(admin, [topic], perhaps=[aside(topic)] if to_keep_keys else [])
        if aside(topic) in there:
            raise MisplacedKeysError(f"{topic} is not mended yet: run `wirewatch topics mend {topic}` to its end")
        if topic not in there:
            raise TopicMissingError(f"no topic {topic} on {settings.servers}: make it with `wirewatch topics create`")
        limit = _configs(admin, [topic])[topic].get("max.message.bytes")
        return there[topic], None if limit is None else int(limit)


def topics_now(settings: KafkaSettings, *topics: str) -> dict[str, TopicId]:
    """The topics of these names; raises as ``look_up``."""
    return {topic: look_up(settings, topic)[0] for topic in topics}


def aside(topic: str) -> str:
    """Where the records of a topic are while it is mended."""
    return f"{topic}.mending"


def like(admin: KafkaAdminClient, old: str, new: str) -> None:
    """Make a topic with partitions, replicas and settings of another one; raises KafkaError."""
    (there,) = admin.describe_topics([old])
    told = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, old)], config_filter="all")["topic"][old]
    own = {name: config["value"] for name, config in told.items() if config["config_source"] == _OWN}
    replicas = len(there["partitions"][0]["replica_nodes"])
    made = {"num_partitions": len(there["partitions"]), "replication_factor": replicas, "configs": own}
    admin.create_topics({new: made}, wait_for_metadata=True)


def refuse_not_compacted(admin: KafkaAdminClient, topic: str) -> None:
    """Raise NotCompactedError for a topic that keeps all its records, and where we may not read whether it does."""
    cleanup = _configs(admin, [topic])[topic].get("cleanup.policy")
    if cleanup is None:
        raise NotCompactedError(f"no right to read the settings of {topic}: give DescribeConfigs on it")
    if "compact" not in cleanup.split(","):
        raise NotCompactedError(
            f"{topic} is not compacted (cleanup.policy={cleanup}): it takes new partitions as it is, nothing is to be "
            "mended"
        )


def remove_topic(admin: KafkaAdminClient, topic: str) -> None:
    """Delete the topic and wait until it is gone; it may be gone already. Raises KafkaError, without the right to."""
    with suppress(UnknownTopicOrPartitionError):
        admin.delete_topics([topic])
    give_up = time.monotonic() + _GONE_SECONDS
    while topic in found_topics(admin, [topic]):
        if time.monotonic() > give_up:
            raise KafkaTimeoutError(f"topic {topic} is still there {_GONE_SECONDS:.0f} s after it was deleted")
        time.sleep(0.1)


def found_topics(admin: KafkaAdminClient, names: Sequence[str], *, perhaps: Sequence[str] = ()) -> dict[str, TopicId]:
    """Those of the topics that exist; ``perhaps``: such as we need not have the right to see."""
    found = {}
    for topic in admin.describe_topics([*names, *perhaps]):
        error = for_code(topic["error_code"])
        if topic["error_code"] == 0:
            found[topic["name"]] = TopicId(id=str(topic.get("topic_id") or ""), partitions=len(topic["partitions"]))
        elif topic["name"] in perhaps:
            continue
        elif issubclass(error, TopicAuthorizationFailedError):
            raise error(f"no right to see topic {topic['name']}: give Describe on it")
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
