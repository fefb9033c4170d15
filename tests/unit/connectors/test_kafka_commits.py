import random

import pytest
from kafka.structs import TopicPartition

from connectors.kafka.commits import LOST_SECONDS, WaveCommitter

PART, OTHER = TopicPartition("t", 0), TopicPartition("t", 1)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Log:
    """What was committed, in order; fails when told to."""

    def __init__(self) -> None:
        self.commits: list[tuple[TopicPartition, int]] = []
        self.broken = False

    def __call__(self, part: TopicPartition, offset: int) -> None:
        if self.broken:
            raise ConnectionError("no broker")
        self.commits.append((part, offset))


def test_a_wave_commits_what_the_one_before_finalised() -> None:
    clock, log = Clock(), Log()
    waves = WaveCommitter(log, clock)
    for offset in (30, 10, 20):
        waves.finalised(PART, offset)
    assert log.commits == [], "the first wave may hold bundles after the barrier"
    clock.now = 5.0
    for offset in (60, 40, 50):
        waves.finalised(PART, offset)
    assert log.commits == [(PART, 30)]
    clock.now = 10.0
    waves.finalised(PART, 70)
    assert log.commits == [(PART, 30), (PART, 60)]


def test_partitions_are_counted_apart() -> None:
    clock, log = Clock(), Log()
    waves = WaveCommitter(log, clock)
    waves.finalised(PART, 5)
    waves.finalised(OTHER, 900)
    clock.now = 5.0
    waves.finalised(OTHER, 901)
    waves.finalised(PART, 6)
    assert log.commits == [(OTHER, 900), (PART, 5)]


def test_commits_ascend_whatever_the_order() -> None:
    clock, log, rng = Clock(), Log(), random.Random(7)
    waves = WaveCommitter(log, clock)
    for wave in range(50):
        clock.now = wave * 5.0
        offsets = [wave * 100 + step for step in range(0, 100, 10)]
        rng.shuffle(offsets)
        for offset in offsets:
            clock.now += 0.01
            waves.finalised(PART, offset)
    committed = [offset for _, offset in log.commits]
    assert committed == [wave * 100 + 90 for wave in range(49)]


def test_an_idle_partition_is_committed_once() -> None:
    clock, log = Clock(), Log()
    waves = WaveCommitter(log, clock)
    for wave in range(10):
        clock.now = wave * 5.0
        waves.finalised(PART, 42)
    assert log.commits == [(PART, 42)]


def test_one_bundle_of_a_partition_waits_at_a_time() -> None:
    clock, log = Clock(), Log()
    waves = WaveCommitter(log, clock)
    assert waves.wants(PART, 10)
    assert not waves.wants(PART, 20), "a worker keeps every bundle that waits"
    assert waves.wants(OTHER, 20)
    waves.finalised(PART, 10)
    assert waves.wants(PART, 20)
    clock.now = 5.0
    waves.finalised(PART, 20)
    assert log.commits == [(PART, 10)]
    assert waves.wants(PART, 20), "the tail is committed by one bundle more"
    clock.now = 10.0
    waves.finalised(PART, 20)
    assert log.commits == [(PART, 10), (PART, 20)]
    assert not waves.wants(PART, 20), "an idle partition asks for nothing"
    assert waves.wants(PART, 21)


def test_a_bundle_that_was_never_finalised_is_given_up() -> None:
    clock = Clock()
    waves = WaveCommitter(Log(), clock)
    assert waves.wants(PART, 10)
    clock.now = LOST_SECONDS - 1
    assert not waves.wants(PART, 20)
    clock.now = LOST_SECONDS
    assert waves.wants(PART, 20)


def test_a_failed_commit_is_tried_again_in_the_next_wave() -> None:
    clock, log = Clock(), Log()
    waves = WaveCommitter(log, clock)
    waves.finalised(PART, 1)
    log.broken, clock.now = True, 5.0
    with pytest.raises(ConnectionError):
        waves.finalised(PART, 2)
    log.broken, clock.now = False, 10.0
    waves.finalised(PART, 3)
    assert log.commits == [(PART, 2)]
