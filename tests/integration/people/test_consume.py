import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from kafka import KafkaAdminClient
from told import SHELLING, TALKS, telling
from unit.consume.registry_stub import RegistryStub

from connectors.kafka.consume import Change, RecordConsumer
from connectors.kafka.errors import NewPartitionsError, TopicMissingError
from connectors.kafka.lag import read_lag
from connectors.kafka.settings import KafkaSettings
from connectors.records import OutRecord
from connectors.registry import RegistryError, SchemaRegistry
from schemas import Event, SchemaError

pytestmark = pytest.mark.integration

NewTopic = Callable[..., str]
MANY = [replace(SHELLING, event_id=f"{n:032x}") for n in range(20)]


def consumer(settings: KafkaSettings, topic: str, group: str = "desk") -> RecordConsumer[Event]:
    """A consumer that ends with the topic, in a group of this topic's own."""
    return RecordConsumer(settings, topic, Event, group=f"{topic}-{group}", until_end=True)


def ids(changes: list[Change[Event]]) -> list[str]:
    return [change.key for change in changes]


def test_events_and_withdrawals_come_decoded(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(SHELLING, TALKS)
        teller.withdraw(SHELLING.event_id)
    with consumer(settings, topic) as changes:
        found = list(changes)
    assert [(c.key, c.record, c.partition, c.offset) for c in found] == [
        (SHELLING.event_id, SHELLING, 0, 0),
        (TALKS.event_id, TALKS, 0, 1),
        (SHELLING.event_id, None, 0, 2),
    ]
    assert abs((datetime.now(UTC) - found[0].appended_at).total_seconds()) < 60


def test_a_group_goes_on_where_it_stopped(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=3)
    with telling(settings, topic) as teller:
        teller.tell(*MANY[:10])
        with consumer(settings, topic) as changes:
            first = list(changes)
        teller.tell(*MANY[10:])
    with consumer(settings, topic) as changes:
        second = list(changes)
    with consumer(settings, topic) as changes:
        third = list(changes)
    with consumer(settings, topic, "another") as changes:
        others = list(changes)
    assert sorted(ids(first)) == [event.event_id for event in MANY[:10]]
    assert sorted(ids(second)) == [event.event_id for event in MANY[10:]]
    assert third == []
    assert len(others) == 20


def test_what_failed_to_be_handled_comes_again(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(*MANY)
    handled: list[str] = []

    def handle_five() -> None:
        with consumer(settings, topic) as changes:
            for change in changes:
                if len(handled) == 5:
                    raise RuntimeError("the desk is closed")
                handled.append(change.key)

    with pytest.raises(RuntimeError):
        handle_five()
    with consumer(settings, topic) as changes:
        handled += [change.key for change in changes]
    assert handled == [event.event_id for event in MANY]


def test_leaving_early_repeats_one_unless_it_is_committed(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(*MANY)

    def next_one(*, commit: bool) -> str:
        with consumer(settings, topic) as changes:
            change = next(iter(changes))
            if commit:
                changes.commit()
            return change.key

    found = [next_one(commit=commit) for commit in (False, True, True, False)]
    expected = [MANY[n].event_id for n in (0, 0, 1, 2)]
    assert found == expected


def test_a_value_that_is_no_event_is_named_and_not_passed_over(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(SHELLING)
        teller.put(OutRecord(key=b"x", value=b"not an event"))
        teller.tell(TALKS)
    for expected in ([SHELLING.event_id], []):
        found: list[str] = []
        with consumer(settings, topic) as changes, pytest.raises(SchemaError) as error:
            found += (change.key for change in changes)
        assert found == expected
        assert str(error.value).startswith(f"{topic}[0]@1: ")
    with consumer(settings, topic) as changes:
        with pytest.raises(SchemaError):
            next(changes)
        assert ids(list(changes)) == [TALKS.event_id]
    with consumer(settings, topic) as changes:
        assert list(changes) == []


def test_both_framings_in_one_topic(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with RegistryStub() as stub:
        with_registry = replace(settings, registry=SchemaRegistry(stub.url))
        for how, event in ((settings, SHELLING), (with_registry, TALKS)):
            with telling(how, topic) as teller:
                teller.tell(event)
        with consumer(with_registry, topic) as changes:
            assert [change.record for change in changes] == [SHELLING, TALKS]
    with consumer(settings, topic, "unregistered") as changes, pytest.raises(SchemaError, match="--schema_registry"):
        list(changes)


def test_new_partitions_end_it_and_are_read_after_that(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    quick = replace(settings, options={"metadata_max_age_ms": "200"})
    with RecordConsumer(quick, topic, Event, group=f"{topic}-desk") as changes:
        with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
            admin.create_partitions({topic: 4})
        with pytest.raises(NewPartitionsError):
            next(iter(changes))
    with telling(settings, topic) as teller:
        teller.tell(*MANY)
    with consumer(settings, topic) as changes:
        assert {change.partition for change in changes} == {0, 1, 2, 3}


def test_missing_topic_is_said_at_the_start(settings: KafkaSettings) -> None:
    with pytest.raises(TopicMissingError, match="wirewatch topics create"):
        RecordConsumer(settings, "nowhere", Event, group="desk")


def test_a_second_loop_goes_on_where_the_first_was_left(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(*MANY)
    found: list[str] = []
    with consumer(settings, topic) as changes:
        for change in changes:
            found.append(change.key)
            if len(found) == 7:
                break
        found += [change.key for change in changes]
    assert found == [event.event_id for event in MANY]


def test_what_was_handled_is_committed_while_it_waits(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(*MANY[:3])
        with RecordConsumer(settings, topic, Event, group=f"{topic}-desk") as changes:
            seen = [next(changes).key for _ in range(3)]
            waiter = threading.Thread(target=lambda: seen.append(next(changes).key))
            waiter.start()
            end = time.monotonic() + 20
            while read_lag(settings, [f"{topic}-desk"], [topic])[0].committed != 3:
                assert time.monotonic() < end, "nothing was committed"
            teller.tell(MANY[3])
            waiter.join(20)
    assert seen == [event.event_id for event in MANY[:4]]


def test_a_registry_that_is_away_makes_nothing_be_passed_over(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    registry = RegistryStub(auth="desk:s3cret")
    with registry, pytest.MonkeyPatch.context() as environment:
        environment.setenv("WIREWATCH_REGISTRY_AUTH", "desk:s3cret")
        registered = replace(settings, registry=SchemaRegistry(registry.url))
        with telling(registered, topic) as teller:
            teller.tell(SHELLING, TALKS)
        with consumer(registered, topic) as changes:
            environment.setenv("WIREWATCH_REGISTRY_AUTH", "desk:old")
            with pytest.raises(RegistryError, match="401"):
                next(changes)
            environment.setenv("WIREWATCH_REGISTRY_AUTH", "desk:s3cret")
            assert [change.record for change in changes] == [SHELLING, TALKS]
