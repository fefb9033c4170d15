"""A dataflow of bytewax: ``python -m bytewax.run benchmarks.peers.bytewax_flow:flow -r FOLDER -s 1 -b 0``."""

from datetime import timedelta

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSinkMessage
from bytewax.connectors.kafka import operators as kop
from bytewax.dataflow import Dataflow
from confluent_kafka import OFFSET_BEGINNING

from benchmarks.peers.work import SERVERS, SOURCE, TARGET, work


def coded(batch):
    """A batch of messages as those that are written."""
    return [KafkaSinkMessage(key, value) for key, value in work([message.value for message in batch])]


flow = Dataflow("peer")
read = kop.input("read", flow, brokers=[SERVERS], topics=[SOURCE], starting_offset=OFFSET_BEGINNING, batch_size=64)
keyed = op.key_on("key", read.oks, lambda message: str(message.partition))
batches = op.collect("batch", keyed, timeout=timedelta(milliseconds=200), max_size=64)
written = op.flat_map("code", op.key_rm("unkey", batches), coded)
kop.output("write", written, brokers=[SERVERS], topic=TARGET)
