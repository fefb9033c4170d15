"""Events made up for tests, and a topic that tells and withdraws them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.values import encode_value
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from schemas import Actor, Coder, Counts, Event, Place

_SENTENCE = "Korvian troops shelled a Belmark outpost near Arlen on Tuesday."
SHELLING = Event(
    event_id="a" * 32,
    event_date=date(2022, 3, 1),
    date_precision="day",
    date_basis="explicit",
    type="ASSAULT",
    mode="heavy-weapons",
    quad_class=4,
    score=-10.0,
    cameo_code="194",
    goldstein=-10.0,
    sources=(Actor(text="Korvian troops", code="XKOMIL", country="XKO", sectors=("MIL",)),),
    targets=(Actor(text="Belmark outpost", code="XBE", country="XBE"),),
    place=Place(name="Arlen", country="XBE", precision="city"),
    modality="asserted",
    counts=Counts(),
    sentence=_SENTENCE,
    sentence_start=0,
    sentence_end=len(_SENTENCE),
    trigger_start=15,
    trigger_end=22,
    coder=Coder(name="by hand", version="1", rank=1),
    confidence=0.9,
    report_id="1" * 32,
    publisher="Arlen Post",
    published_at=datetime(2022, 3, 1, 12, tzinfo=UTC),
    story_id="1" * 32,
)
TALKS = replace(SHELLING, event_id="b" * 32, type="CONSULT", mode=None, quad_class=1, score=2.0, place=None)


@contextmanager
def telling(settings: KafkaSettings, topic: str) -> Iterator["Teller"]:
    """Something that tells events on the topic."""
    writer = RecordWriter(settings, topic)
    try:
        yield Teller(settings, topic, writer)
    finally:
        writer.close()


class Teller:
    """Tells and withdraws, confirmed by the broker on return."""

    def __init__(self, settings: KafkaSettings, topic: str, writer: RecordWriter) -> None:
        self._settings, self._topic, self._writer = settings, topic, writer

    def tell(self, *events: Event) -> None:
        """Send the events."""
        for event in events:
            value = encode_value(self._settings, self._topic, event)
            assert self._writer.write(OutRecord(key=event.event_id.encode(), value=value)) is None
        self._writer.flush()

    def withdraw(self, event_id: str) -> None:
        """Send a tombstone."""
        self.put(OutRecord(key=event_id.encode(), value=None))

    def put(self, record: OutRecord) -> None:
        """Send any record."""
        assert self._writer.write(record) is None
        self._writer.flush()
