"""A compacted topic to which partitions were added: who notices, and how it is mended, also after it was cut off."""

import time
from contextlib import closing
from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka_helpers import NewTopic, consume

from connectors.kafka import mending
from connectors.kafka.clients import new_admin
from connectors.kafka.errors import MisplacedKeysError, NotCompactedError
from connectors.kafka.mending import mend
from connectors.kafka.placing import misplaced_key, partition_of
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_table
from connectors.kafka.topics import aside, found_topics
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord

pytestmark = pytest.mark.integration

KEYS = [b"key-%d" % n for n in range(40)]


def write(settings: KafkaSettings, topic: str, value: bytes | None, keys: list[bytes] = KEYS) -> None:
    """Put a value to each key, as another program does that does not look where they stand."""
    with closing(RecordWriter(settings, topic)) as writer:
        for key in keys:
            writer.write(OutRecord(key=key, value=value, headers={"wirewatch.revision": b"7"}))
        writer.flush()


def grow(settings: KafkaSettings, topic: str, partitions: int) -> None:
    """Add partitions, and wait until the broker says so."""
    with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
        admin.create_partitions({topic: partitions})
        give_up = time.monotonic() + 20
        while found_topics(admin, [topic])[topic].partitions < partitions:
            assert time.monotonic() < give_up


def made_as(settings: KafkaSettings, topic: str) -> tuple[dict[str, str], list[int]]:
    """The topic's own settings, and the number of replicas of each of its partitions."""
    with new_admin(settings) as admin:
        told = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)], config_filter="all")
        (described,) = admin.describe_topics([topic])
    own = {name: c["value"] for name, c in told["topic"][topic].items() if c["config_source"] == "DYNAMIC_TOPIC_CONFIG"}
    return own, [len(part["replica_nodes"]) for part in described["partitions"]]


def test_last_value_of_a_key_wins_wherever_the_old_one_stood(settings: KafkaSettings, new_topic: NewTopic) -> None:
    own = {"cleanup.policy": "compact", "delete.retention.ms": "77777", "max.message.bytes": "123456"}
    topic = new_topic(1, **own)
    write(settings, topic, b"first")
    grow(settings, topic, 2)
    write(settings, topic, b"second", KEYS[:30])
    grow(settings, topic, 5)
    write(settings, topic, None, KEYS[:10])
    with pytest.raises(MisplacedKeysError, match=f"topics mend {topic}"):
        RecordWriter(settings, topic, compacted=True)

    before = made_as(settings, topic)

    assert mend(settings, topic) == 80

    assert made_as(settings, topic) == before == (own | {"message.timestamp.type": "LogAppendTime"}, [1] * 5)
    assert read_table(settings, topic) == dict.fromkeys(KEYS[10:30], b"second") | dict.fromkeys(KEYS[30:], b"first")
    found = consume(settings, topic)
    assert all(record.partition == partition_of(record.key, 5) for record in found)
    assert {tuple(record.headers) for record in found} == {(("wirewatch.revision", b"7"),)}
    with new_admin(settings) as admin:
        assert aside(topic) not in found_topics(admin, [topic], perhaps=[aside(topic)])
    assert mend(settings, topic) is None
    RecordWriter(settings, topic, compacted=True).close()


def test_topic_that_is_not_compacted_is_left_as_it_is(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(1)
    write(settings, topic, b"first")
    grow(settings, topic, 3)
    with pytest.raises(NotCompactedError, match=f"{topic} is not compacted"):
        mend(settings, topic)
    assert [record.offset for record in consume(settings, topic)] == list(range(len(KEYS)))


@pytest.mark.parametrize("last", ["_copy", "remove_topic", "like"])
def test_mending_that_was_cut_off_goes_on(
    last: str, settings: KafkaSettings, new_topic: NewTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off after the topic was copied aside, after it was deleted, and after it was made anew."""
    topic = new_topic(1, **{"cleanup.policy": "compact"})
    write(settings, topic, b"value")
    grow(settings, topic, 3)
    before = made_as(settings, topic)
    step, times = getattr(mending, last), {"_copy": 1, "remove_topic": 2, "like": 2}[last]

    def cut(*given: Any) -> Any:
        nonlocal times
        times -= 1
        done = step(*given)
        if times == 0:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(mending, last, cut)
    with pytest.raises(KeyboardInterrupt):
        mend(settings, topic)
    monkeypatch.undo()
    with pytest.raises(MisplacedKeysError, match="to its end"):
        RecordWriter(settings, topic, compacted=True)

    assert mend(settings, topic) == len(KEYS)
    assert made_as(settings, topic) == before
    assert misplaced_key(settings, topic, 3) is None
    assert read_table(settings, topic) == dict.fromkeys(KEYS, b"value")
