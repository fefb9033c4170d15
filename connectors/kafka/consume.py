"""The public way to follow a topic from Python: decoded records one by one, resumed by consumer group.

with RecordConsumer(KafkaSettings(servers="broker:9092"), "events", Event, group="crisis-desk") as changes:
    for change in changes:
        if change.record is None:
            desk.remove(change.key)
        else:
            desk.put(change.key, change.record)
"""

import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Final, Generic, Self

from kafka.consumer.fetcher import ConsumerRecord

from connectors.kafka.follow import TopicFollower, appended_at
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.values import decode_value
from schemas import SchemaError
from schemas.codec import R

_COMMIT_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[R]):
    """What a topic says of a key from now on: its record, or None where it was withdrawn; and where that stands."""

    key: str
    record: R | None
    partition: int
    offset: int
    appended_at: datetime


class RecordConsumer(Generic[R]):
    """Iterates over the changes of a topic, for as long as a ``with`` block lasts; at least once.

    It begins where ``group`` stands, a new group at the earliest record, and reads all partitions: one consumer to a
    group. A change counts as handled when the next one is asked for, or on ``commit()``; what was handled is committed
    every second and at the end of the block, also when the block ends with an error. Changes that were not handled come
    again, and so do up to a second's worth of handled ones after a crash: handle by key. ``until_end``: stop after what
    the topic holds at the start; else wait for more, without end.

    Raises TopicMissingError, OffsetsGoneError and KafkaError at the start; in the loop OffsetsGoneError,
    NewPartitionsError (begin again, the group goes on), RegistryError (ask again), and SchemaError for a value that is
    no ``cls``, which is passed over if the next one is asked for all the same, and else comes again.
    """

    def __init__(
        self, settings: KafkaSettings, topic: str, cls: type[R], *, group: str, until_end: bool = False
    ) -> None:
        self._settings, self._topic, self._until_end = settings, topic, until_end
        self._cls: type[R] = cls
        self._follower = TopicFollower(settings, topic, "committed", group)
        self._waiting: deque[ConsumerRecord] = deque()
        self._given: ConsumerRecord | None = None
        self._handled: dict[int, int] = {}
        self._committed_at = time.monotonic()

    def __iter__(self) -> Self:
        """The consumer itself: a second loop goes on where the first one was left."""
        return self

    def __next__(self) -> Change[R]:
        """The next change, those of one key in their order; the one before it is handled."""
        self._note_handled()
        while not self._waiting:
            self._commit_now_and_then()
            if self._until_end and self._follower.read_up:
                raise StopIteration
            self._waiting.extend(self._follower.poll())
        self._commit_now_and_then()
        try:
            change = self._change(self._waiting[0])
        except SchemaError:
            self._waiting.popleft()
            raise
        self._given = self._waiting.popleft()
        return change

    def commit(self) -> None:
        """Commit everything handed over so far, the present change too; raises KafkaError, TopicReplacedError."""
        self._note_handled()
        self._commit_handled()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._commit_handled()
        finally:
            self._follower.close()

    def _change(self, record: ConsumerRecord) -> Change[R]:
        try:
            decoded = None if record.value is None else decode_value(self._settings, self._cls, record.value)
        except SchemaError as error:
            raise SchemaError(f"{self._topic}[{record.partition}]@{record.offset}: {error}") from error
        return Change(
            key=(record.key or b"").decode("utf-8", "replace"),
            record=decoded,
            partition=record.partition,
            offset=record.offset,
            appended_at=appended_at(record),
        )

    def _note_handled(self) -> None:
        if self._given is not None:
            self._handled[self._given.partition] = self._given.offset + 1
            self._given = None

    def _commit_now_and_then(self) -> None:
        if time.monotonic() - self._committed_at > _COMMIT_SECONDS:
            self._commit_handled()

    def _commit_handled(self) -> None:
        if self._handled:
            self._follower.commit(self._handled)
            self._handled = {}
        self._committed_at = time.monotonic()
