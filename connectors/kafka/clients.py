"""kafka-python's clients, made from settings."""

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer

from connectors.kafka.settings import KafkaSettings


def new_admin(settings: KafkaSettings) -> KafkaAdminClient:
    """A client for topics, groups and their settings; raises KafkaError when no broker answers."""
    return KafkaAdminClient(**settings.for_client("admin"))


def new_consumer(settings: KafkaSettings, group: str | None = None) -> KafkaConsumer:
    """A consumer that reads committed records, commits nothing by itself and never jumps to another offset.

    It takes no part in the group's balancing: ``group`` is whose offsets it can look up and commit.
    """
    return KafkaConsumer(group_id=group, **settings.for_client("consumer"))


def new_producer(settings: KafkaSettings, largest_batch: int | None = None) -> KafkaProducer:
    """An idempotent producer that waits for all replicas; raises KafkaError when no broker answers.

    ``largest_batch``: bytes that the topic takes at once; batches are made no larger.
    """
    options = settings.for_client("producer")
    if largest_batch is not None:
        options["batch_size"] = min(options["batch_size"], largest_batch)
    return KafkaProducer(**options)
