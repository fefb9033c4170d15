"""Records that cannot be used, among those that can: invariants 5 and 6 on a broker."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from claims.generator import Fields, corpus
from claims.test_same_answer import assert_equal
from deployments import NOON, Deployment, Put, modelled
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

pytestmark = pytest.mark.integration

POISON = (
    Put(value=b"\xff\xfe\x00 no text", key=b"\x00\xff", headers=(("trace", b"\x01\x02"), ("none", b""))),
    Put(value=b'{"text": "Ruritania attacked', key=b"cut-off", headers=(("scraper", "ä".encode()),)),
    Put(value=b'{"text": "No date."}', key=None),
    Put(value=b"", key=b"empty"),
    Put(value=b"[" * 900_000, key=b"large"),
    Put(value=json.dumps({"text": "Rain.", "published_at": "0222-01-24"}).encode(), key=b"absurd", headers=()),
)


def test_poison_in_every_tenth_record(wide: Deployment) -> None:
    good = [d for d in corpus(60) if modelled([d]).daily]
    mixed: list[Fields | Put] = []
    for number, delivery in enumerate(good):
        mixed.append(delivery)
        if number % 9 == 8:
            mixed.append(POISON[number // 9 % len(POISON)])
    poison = [put for put in mixed if isinstance(put, Put)]
    assert len(mixed) > 90
    assert len(poison) == len(mixed) // 10
    assert {put.key for put in poison} == {put.key for put in POISON}
    wide.push(mixed)

    done = wide.drain()

    assert done.read == len(mixed)
    assert done.outcomes["rejected"] == len(poison)
    assert wide.outcomes() == dict.fromkeys(wide.origins(), 1)
    assert_equal(wide.tables(), modelled(good))
    letters = wide.dead_letters()
    assert Counter((x.value, x.key, *x.headers.items()) for x in letters) == Counter(
        (put.value, put.key, *put.headers) for put in poison
    )
    assert {(x.topic, x.step) for x in letters} == {(wide.topics.raw, "Decode reports")}
    assert all(x.reason and x.message for x in letters)


def test_dead_letter_names_where_the_record_stood_and_when_it_came(deployment: Deployment) -> None:
    began = datetime.now(UTC) - timedelta(seconds=1)
    deployment.push(POISON)
    origins = {(r.partition, r.offset): r for r in deployment.raw_records()}
    deployment.drain()
    letters = deployment.dead_letters()
    assert len(letters) == len(POISON)
    for letter in letters:
        original = origins[letter.partition, letter.offset]
        assert (letter.value, letter.key, letter.headers) == (original.value, original.key, original.headers)
        assert letter.timestamp == original.timestamp
        assert letter.timestamp is not None
        assert letter.timestamp > began


def test_record_time_in_another_unit_is_a_dead_letter_and_the_rest_goes_on(deployment: Deployment) -> None:
    with KafkaAdminClient(bootstrap_servers=deployment.settings.servers) as admin:
        sent = {"message.timestamp.type": "CreateTime", "message.timestamp.after.max.ms": str(2**63 - 1)}
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, deployment.topics.raw, sent)])
    good = [d for d in corpus(20) if modelled([d]).daily]
    seconds = int(NOON.timestamp())
    third = len(good) // 3
    deployment.push(good[:third], timestamp_ms=seconds)
    for wrong in (seconds * 10**6, seconds * 10**9):
        deployment.push([Put(value=b'{"text": "Rain.", "published_at": "2022-01-24"}', key=b"k")], timestamp_ms=wrong)
    deployment.push(good[third:], timestamp_ms=seconds * 1000)

    done = deployment.drain()

    assert done.outcomes["rejected"] == 2
    assert deployment.outcomes() == dict.fromkeys(deployment.origins(), 1)
    assert_equal(deployment.tables(), modelled(good))
    letters = deployment.dead_letters()
    assert [(x.reason, x.key, x.timestamp) for x in letters] == [("bad_record_time", b"k", None)] * 2
    assert {(x.partition, x.offset) for x in letters} <= deployment.origins()
    assert deployment.drain().read == 0, "committed"
