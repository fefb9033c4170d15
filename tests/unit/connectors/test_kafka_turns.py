"""Readers of one process share their time among partitions, however a runner spreads those over threads."""

import threading

import pytest
from kafka.structs import TopicPartition

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.turns import LEAST_SECONDS, ROUND_SECONDS, Turns, turns_of

PARTS = [TopicPartition("t", number) for number in range(8)]


class Thread:
    """Takes turns at its partitions, one after the other, and waits as long as it may."""

    def __init__(self, parts: list[TopicPartition]) -> None:
        self.parts, self.now = parts, 0.0
        self.turns = Turns(lambda: self.now)

    def round(self, work: float = 0.0) -> float:
        """How long it took until each had its turn; ``work`` for each."""
        began = self.now
        for part in self.parts:
            self.now += max(self.turns.begin(part), work)
        return self.now - began


@pytest.mark.parametrize("number", [1, 3, 5, 8])
def test_every_partition_has_its_turn_in_about_a_second(number: int) -> None:
    thread = Thread(PARTS[:number])
    for _ in range(4):
        thread.round()
    for _ in range(10):
        assert thread.round() == pytest.approx(ROUND_SECONDS, rel=0.2)


def test_many_partitions_wait_the_least() -> None:
    thread = Thread([TopicPartition("t", number) for number in range(100)])
    for _ in range(6):
        thread.round()
    assert thread.round() == pytest.approx(100 * LEAST_SECONDS, rel=0.2)


def test_after_much_work_it_waits_again() -> None:
    thread = Thread(PARTS[:4])
    for _ in range(5):
        thread.round(work=0.5)
    for _ in range(12):
        last = thread.round()
    assert last == pytest.approx(ROUND_SECONDS, rel=0.3)


def test_one_for_each_topic_in_a_process() -> None:
    found = []
    thread = threading.Thread(target=lambda: found.append(turns_of(KafkaSettings(servers="a:1"), "t")))
    thread.start()
    thread.join()
    assert found == [turns_of(KafkaSettings(servers="a:1"), "t")]
    assert turns_of(KafkaSettings(servers="a:1"), "u") is not found[0]
