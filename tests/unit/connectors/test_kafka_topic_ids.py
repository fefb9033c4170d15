"""Whether a topic is still the one that is known."""

import uuid

import pytest
from kafka.structs import OffsetAndMetadata

from connectors.kafka.errors import NewPartitionsError, OffsetsGoneError, TopicReplacedError
from connectors.kafka.placing import partition_of
from connectors.kafka.topic_ids import TopicId, committed_in_another

FIRST, SECOND = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def test_same_topic_passes() -> None:
    TopicId(id=FIRST, partitions=3).check("t", TopicId(id=FIRST, partitions=3))


def test_topic_made_anew_is_named_by_its_ids() -> None:
    with pytest.raises(TopicReplacedError, match=f"t was made anew .*{FIRST}.*{SECOND}") as told:
        TopicId(id=SECOND, partitions=3).check("t", TopicId(id=FIRST, partitions=1))
    assert isinstance(told.value, OffsetsGoneError), "whoever can do without offsets that are gone can without these"


@pytest.mark.parametrize("partitions", [1, 4])
def test_other_number_of_partitions_is_named(partitions: int) -> None:
    with pytest.raises(NewPartitionsError, match=f"t has {partitions} partitions"):
        TopicId(id=FIRST, partitions=partitions).check("t", TopicId(id=FIRST, partitions=3))


def test_topic_that_is_away_is_waited_for() -> None:
    TopicId(partitions=0).check("t", TopicId(id=FIRST, partitions=3))


def test_broker_without_ids_is_judged_by_partitions_alone() -> None:
    TopicId(partitions=3).check("t", TopicId(id=FIRST, partitions=3))


@pytest.mark.parametrize(
    ("metadata", "another"), [(FIRST, False), (SECOND, True), ("", False), ("some other program's", False)]
)
def test_offset_is_known_by_the_topic_id_beside_it(metadata: str, another: bool) -> None:
    committed = OffsetAndMetadata(7, metadata, -1)
    assert committed_in_another(committed, TopicId(id=FIRST, partitions=1)) is another


JAVA = {b"21": -973932308, b"foobar": -790332482, b"abc": 479470107, b"a-little-bit-long-string": -985981536}


@pytest.mark.parametrize(("key", "java"), JAVA.items())
def test_keys_go_where_they_go_on_every_client(key: bytes, java: int) -> None:
    """The hashes are those of the tests of Java's client."""
    assert partition_of(key, 7) == (java & 0x7FFFFFFF) % 7
