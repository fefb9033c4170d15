"""The behaviour suites over the topics ``aggregates.daily`` and ``events`` on a real broker."""

import pickle
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
from change_sink_behaviour import ChangeSinkBehaviour, NewStore, Store, day_of, event, gone, row
from day_sink_behaviour import MONDAY, TUESDAY, DaySinkBehaviour, broken, tables

from connectors.kafka import days
from connectors.kafka.days import KafkaDaySink
from connectors.kafka.errors import DeliveryError
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_table
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from connectors.tables import Changes, DayTables
from schemas import DailyRow, Event, decode

pytestmark = pytest.mark.integration
NewTopic = Callable[..., str]


class Topics:
    """Two topics of a test's own, written by one sink after the other."""

    def __init__(self, settings: KafkaSettings, new_topic: NewTopic) -> None:
        self._settings = settings
        self.daily, self.events = (new_topic(2, **{"cleanup.policy": "compact"}) for _ in range(2))

    def new_sink(self) -> KafkaDaySink:
        """A sink that knows nothing yet."""
        return KafkaDaySink(self._settings, daily=self.daily, events=self.events)

    def held(self) -> dict[str, list[Any]]:
        """All that the topics hold."""
        rows = [asdict(decode(DailyRow, value)) for value in read_table(self._settings, self.daily).values()]
        events = [asdict(decode(Event, value)) for value in read_table(self._settings, self.events).values()]
        return {name: sorted(found, key=repr) for name, found in {"daily": rows, "events": events}.items() if found}

    def told(self) -> set[str]:
        """The events that are held."""
        return {event["event_id"] for event in self.held().get("events", [])}

    def ends(self) -> list[int]:
        """How many records the topics have taken."""
        plans = (plan_read(self._settings, t, start="earliest", drain=True) for t in (self.daily, self.events))
        return [sum(end or 0 for end in plan.ends.values()) for plan in plans]

    def store(self) -> Store:
        """The store of the suites."""
        return Store(sink=self.new_sink(), held=self.held, marks=self.ends, refusal=(TypeError, ValueError))


@pytest.fixture
def topics(settings: KafkaSettings, new_topic: NewTopic) -> Topics:
    return Topics(settings, new_topic)


@pytest.fixture
def new_store(settings: KafkaSettings, new_topic: NewTopic) -> NewStore:
    return lambda: Topics(settings, new_topic).store()


class TestKafkaDays(DaySinkBehaviour):
    """Whole days."""

    def test_a_write_that_fails_leaves_the_old_state_and_the_next_repairs(
        self, store: Any, fresh: Callable[..., dict[str, Any]]
    ) -> None:
        """There are no transactions: what was sent before stays until the next write."""
        store.sink.replace_days([tables(MONDAY, "a")])
        for day in (MONDAY, TUESDAY):
            with pytest.raises(store.refusal):
                store.sink.replace_days([broken(day)])
        store.sink.replace_days([tables(MONDAY, "b"), DayTables(day=TUESDAY)])
        assert store.held() == fresh(tables(MONDAY, "b"))


class TestKafkaChanges(ChangeSinkBehaviour):
    """Changes of single keys."""


FIRST = Changes(rows=(row("a", 1), row("b", 1)), events=(event("a"), event("b")))
SECOND = Changes(rows=(row("c", 2),), vanished_rows=(gone("a", 2),), vanished_events=("e-a",))


def test_a_new_sink_knows_what_the_topics_hold_and_what_vanished(topics: Topics) -> None:
    topics.new_sink().apply(FIRST)
    topics.new_sink().apply(SECOND)
    held, ends = topics.held(), topics.ends()
    again = topics.new_sink()
    again.apply(SECOND)
    again.apply(Changes(rows=FIRST.rows))
    assert (topics.held(), topics.ends()) == (held, ends)


def test_copies_of_a_sink_share_what_they_know(topics: Topics) -> None:
    """Beam copies it: what one copy wrote the other must not take for its own old state."""
    sink = topics.new_sink()
    copies = [pickle.loads(pickle.dumps(sink)) for _ in range(2)]
    copies[0].apply(Changes(rows=(row("a", 1),)))
    copies[1].apply(Changes(rows=(row("a", 3),)))
    held, ends = topics.held(), topics.ends()
    copies[0].apply(Changes(rows=(row("a", 2),)))
    copies[0].apply(Changes(rows=(row("a", 3),)))
    assert (topics.held(), topics.ends()) == (held, ends)


def test_events_that_a_sink_forgot_are_still_taken_back(topics: Topics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "MOST_EVENTS", 2)
    sink = topics.new_sink()
    sink.apply(Changes(events=tuple(map(event, "abcd"))))
    sink.apply(Changes(events=(event("e"),), vanished_events=("e-a",)))
    assert topics.told() == {"e-b", "e-c", "e-d", "e-e"}
    sink.replace_days([day_of(events=[event("d")])])
    assert topics.told() == {"e-d"}


@pytest.mark.parametrize("count", [1, 2, 4])
def test_write_cut_off_is_made_good_by_the_next(
    topics: Topics, settings: KafkaSettings, new_topic: NewTopic, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    news = replace(SECOND, rows=(row("b", 2), row("c", 2)), events=(event("c"),))
    sink = topics.new_sink()
    sink.apply(FIRST)
    with monkeypatch.context() as patched:
        patched.setattr(RecordWriter, "write", cut_off_after(count))
        with pytest.raises(DeliveryError, match="gone"):
            sink.apply(news)
    sink.apply(news)
    topics.new_sink().apply(news)
    other = Topics(settings, new_topic)
    other.new_sink().replace_days([day_of(rows=news.rows, events=[event("b"), event("c")])])
    assert topics.held() == other.held()


def cut_off_after(count: int) -> Callable[[RecordWriter, OutRecord], Any]:
    """A writer whose broker is gone after so many records."""
    write, left = RecordWriter.write, count

    def failing(self: RecordWriter, record: OutRecord) -> Any:
        nonlocal left
        if left == 0:
            raise DeliveryError("gone")
        left -= 1
        done = write(self, record)
        self.flush()
        return done

    return failing
