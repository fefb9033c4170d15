"""A plain loop with confluent-kafka: read, code, write, flush, commit."""

from confluent_kafka import Consumer, Producer

from benchmarks.peers.work import GROUP, SERVERS, SOURCE, TARGET, work

consumer = Consumer(
    {
        "bootstrap.servers": SERVERS,
        "group.id": GROUP,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
)
consumer.subscribe([SOURCE])
producer = Producer({"bootstrap.servers": SERVERS, "acks": "all", "linger.ms": 5})
while True:
    polled = [message.value() for message in consumer.consume(64, timeout=0.5) if message.error() is None]
    for key, value in work(polled):
        producer.produce(TARGET, key=key, value=value)
    producer.flush()
    if polled:
        consumer.commit(asynchronous=False)
