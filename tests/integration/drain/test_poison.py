"""Records that cannot be used, among those that can: invariants 5 and 6 on a broker."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from claims.generator import Fields, corpus
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put, modelled

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
