"""An application of quixstreams, with its settings as they come."""

import json

from quixstreams import Application

from benchmarks.peers.work import GROUP, SERVERS, SOURCE, TARGET, work


def coded(value: bytes) -> bytes:
    """What is written for a record."""
    ((_, out),) = work([value])
    return out


def key_of(value: bytes) -> bytes:
    """Its key."""
    key: str = json.loads(value)["id"]
    return key.encode()


app = Application(broker_address=SERVERS, consumer_group=GROUP, auto_offset_reset="earliest", loglevel="ERROR")
source = app.topic(SOURCE, value_deserializer="bytes")
target = app.topic(TARGET, value_serializer="bytes", key_serializer="bytes")
app.dataframe(source).apply(coded).to_topic(target, key=key_of)
app.run()
