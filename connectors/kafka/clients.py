"""kafka-python's clients, made from settings."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.cluster import ClusterMetadata
from kafka.errors import KafkaError, UnknownTopicOrPartitionError
from kafka.net.compat import KafkaNetClient

from connectors.kafka.settings import KafkaSettings

# A client asks about topics a tenth of a second after it last did so at the earliest, and none of its settings reaches
# that wait, which every new client meets twice: most of what a drain of little took was this.
ClusterMetadata.DEFAULT_CONFIG["retry_backoff_ms"] = 20

T = TypeVar("T")
PATIENCE_SECONDS: Final = 30.0
"""How long is waited for what heals by itself."""
_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 2.0
_END_SECONDS: Final = 5.0


def new_admin(settings: KafkaSettings) -> KafkaAdminClient:
    """A client for topics, groups and their settings, asking ``patiently``; raises KafkaError when no broker answers.

    Consumers and producers do so by themselves.
    """
    admin = _connected(KafkaAdminClient, **settings.for_client("admin"))
    ask = admin._manager.run
    admin._manager.run = lambda *given: patiently(lambda: ask(*given))
    return admin


def patiently(
    ask: Callable[[], T],
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """What ``ask`` gives; asked again after .1, .2, .4, ... 2 s for PATIENCE_SECONDS, while what it raises can heal.

    That is every error that Kafka calls retriable (a coordinator that moves, a leader that is not elected yet, a
    connection that broke), but for a topic that is not there.
    """
    give_up, pause = clock() + PATIENCE_SECONDS, _FIRST_PAUSE
    while True:
        try:
            return ask()
        except KafkaError as error:
            if not error.retriable or isinstance(error, UnknownTopicOrPartitionError) or clock() + pause > give_up:
                raise
        sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def new_consumer(settings: KafkaSettings, group: str | None = None) -> KafkaConsumer:
    """A consumer that reads committed records, commits nothing by itself and never jumps to another offset.

    It takes no part in the group's balancing: ``group`` is whose offsets it can look up and commit.
    """
    return _connected(KafkaConsumer, group_id=group, **settings.for_client("consumer"))


def new_producer(settings: KafkaSettings, largest_batch: int | None = None) -> KafkaProducer:
    """An idempotent producer that waits for all replicas; raises KafkaError when no broker answers.

    ``largest_batch``: bytes that the topic takes at once; batches are made no larger.
    """
    options = settings.for_client("producer")
    if largest_batch is not None:
        options["batch_size"] = min(options["batch_size"], largest_batch)
    return _connected(KafkaProducer, **options)


def end_producer(producer: KafkaProducer) -> None:
    """Let the broker go without waiting for what is not confirmed; never raises.

    ``close`` alone gives up, and leaves its thread sending, where anything is not confirmed yet.
    """
    with suppress(KafkaError):
        producer._sender.force_close()
        producer._sender.join(_END_SECONDS)
        producer.close(timeout=0)


def _connected(make: Callable[..., T], **options: Any) -> T:
    """The client; where it does not come about its thread ends too, which else goes on and holds on to all it saw."""
    made: list[KafkaNetClient] = []

    def remembered(**config: Any) -> KafkaNetClient:
        made.append(KafkaNetClient(**config))
        return made[-1]

    try:
        return make(kafka_client=remembered, **options)
    except BaseException:
        for client in made:
            with suppress(KafkaError, OSError):
                client.close()
        raise
