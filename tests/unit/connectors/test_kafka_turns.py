"""Readers of one process share their time among partitions."""

import threading

import pytest
from kafka.structs import TopicPartition

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.turns import ROUND_SECONDS, Turns, turns_of

PARTS = [TopicPartition("t", number) for number in range(8)]


def test_a_lone_partition_may_wait_all_the_time() -> None:
    turns = Turns()
    for _ in range(3):
        with turns.turn(PARTS[0]) as seconds:
            assert seconds == ROUND_SECONDS


def test_one_thread_shares_its_time() -> None:
    turns = Turns()
    for part in PARTS:
        with turns.turn(part):
            pass
    told = []
    for part in PARTS:
        with turns.turn(part) as seconds:
            told.append(seconds)
    assert sum(told) == pytest.approx(ROUND_SECONDS)


def test_two_threads_wait_twice_as_long() -> None:
    turns = Turns()
    for part in PARTS:
        with turns.turn(part):
            pass
    with turns.turn(PARTS[0]), turns.turn(PARTS[1]) as seconds:
        assert seconds == pytest.approx(ROUND_SECONDS / 4)


def test_a_turn_that_fails_is_over() -> None:
    turns = Turns()
    with pytest.raises(OSError, match="gone"), turns.turn(PARTS[0]):
        raise OSError("gone")
    with turns.turn(PARTS[1]) as seconds:
        assert seconds == pytest.approx(ROUND_SECONDS / 2)


def test_one_for_each_topic_in_a_process() -> None:
    found = []
    thread = threading.Thread(target=lambda: found.append(turns_of(KafkaSettings(servers="a:1"), "t")))
    thread.start()
    thread.join()
    assert found == [turns_of(KafkaSettings(servers="a:1"), "t")]
    assert turns_of(KafkaSettings(servers="a:1"), "u") is not found[0]
