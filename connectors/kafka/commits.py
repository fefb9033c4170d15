"""Commit what is durable, and only that; an offset is always that of the next record to read.

On the local runner a drain is durable when the pipeline is done: ``commit_drained``. On a runner with checkpoints a
bundle is finalised when a checkpoint is complete, but bundles after the checkpoint's barrier may be finalised with
it, in any order: ``WaveCommitter`` therefore commits what the wave before finalised, which this checkpoint holds.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kafka import KafkaConsumer
from kafka.structs import OffsetAndMetadata, TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.plan import ReadPlan
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId, committed, committed_in_another, topic_id_of

WAVE_SECONDS = 1.0
"""Finalisations closer together than this are one wave; checkpoints must be further apart."""
LOST_SECONDS = 300.0
"""A bundle that was not finalised for so long never will be: its job was started again."""


def commit_drained(settings: KafkaSettings, group: str, plan: ReadPlan) -> None:
    """Commit the ends of a drain; call it when the pipeline is done and its sinks hold the results.

    A partition whose committed offset is already at or past the end is left as it is. Raises ValueError for a plan
    without ends, TopicReplacedError when the topic was made anew since, KafkaError when the broker refuses or does not
    answer: the drain is then read again, which is safe.
    """
    if not plan.drains:
        raise ValueError(f"the read of {plan.topic} has no end: only a drain can be committed as a whole")
    consumer = new_consumer(settings, group)
    try:
        commit_forward(consumer, plan.topic, plan.of, plan.ends)
    finally:
        consumer.close()


def commit_forward(consumer: KafkaConsumer, topic: str, of: TopicId, offsets: Mapping[int, int]) -> None:
    """Commit those of ``offsets``, by partition, that are ahead of what the consumer's group has committed.

    ``of``: the topic that they were read from. Its id stands beside the offset (as the commit's metadata), so that it
    is never taken for another topic's. Raises TopicReplacedError, and commits nothing, where the topic was made anew.
    """
    topic_id_of(consumer, topic).check_id(topic, of)
    ahead = {}
    for number, offset in offsets.items():
        part = TopicPartition(topic, number)
        before = committed(consumer, part)
        if before is None or before.offset < offset or committed_in_another(before, of):
            ahead[part] = OffsetAndMetadata(offset, of.id, -1)
    if ahead:
        consumer.commit(ahead)


@dataclass(slots=True)
class _Progress:
    """One partition: since when a bundle waits to be finalised, the wave's start, offsets finalised and committed."""

    waiting_since: float | None = None
    wave_began: float | None = None
    finalised: int = -1
    committed: int = -1


class WaveCommitter:
    """Commits, once a wave, the largest offset that earlier waves finalised; never backwards.

    ``commit`` is called with one partition and an offset; when it raises, the offset is tried again in the next wave.
    """

    def __init__(
        self, commit: Callable[[TopicPartition, int], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._commit, self._clock = commit, clock
        self._lock = threading.Lock()
        self._parts: dict[TopicPartition, _Progress] = {}

    def wants(self, part: TopicPartition, offset: int) -> bool:
        """Whether a bundle that ends before ``offset`` should ask to be finalised; the caller then makes it ask.

        One bundle of a partition at a time: the worker keeps every bundle that waits, with all its DoFn instances,
        until the next checkpoint, and makes new ones meanwhile.
        """
        with self._lock:
            now, progress = self._clock(), self._parts.setdefault(part, _Progress())
            waits = progress.waiting_since is not None and now - progress.waiting_since < LOST_SECONDS
            if waits or offset <= progress.committed:
                return False
            progress.waiting_since = now
            return True

    def finalised(self, part: TopicPartition, offset: int) -> None:
        """Take note that all records before ``offset`` are in a checkpoint or will be in the next one."""
        with self._lock:
            now, progress = self._clock(), self._parts.setdefault(part, _Progress())
            progress.waiting_since = None
            before, progress.finalised = progress.finalised, max(progress.finalised, offset)
            if progress.wave_began is None:
                progress.wave_began = now
            elif now - progress.wave_began > WAVE_SECONDS:
                progress.wave_began = now
                if before > progress.committed:
                    self._commit(part, before)
                    progress.committed = before


_committers: dict[tuple[object, str, TopicId], WaveCommitter] = {}
_committers_lock = threading.Lock()


def committer_for(settings: KafkaSettings, group: str, of: TopicId) -> WaveCommitter:
    """This process's committer for the group and the topic that is read; it connects at its first commit."""
    with _committers_lock:
        known = (settings.identity, group, of)
        return _committers.setdefault(known, WaveCommitter(_group_commit(settings, group, of)))


def _group_commit(settings: KafkaSettings, group: str, of: TopicId) -> Callable[[TopicPartition, int], None]:
    consumers: list[KafkaConsumer] = []

    def commit(part: TopicPartition, offset: int) -> None:
        if not consumers:
            consumers.append(new_consumer(settings, group))
        commit_forward(consumers[0], part.topic, of, {part.partition: offset})

    return commit
