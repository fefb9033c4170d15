"""A plain loop with kafka-python: read, code, write, flush, commit."""

from kafka import KafkaConsumer, KafkaProducer

from benchmarks.peers.work import GROUP, SERVERS, SOURCE, TARGET, work

consumer = KafkaConsumer(
    SOURCE,
    bootstrap_servers=SERVERS,
    group_id=GROUP,
    auto_offset_reset="earliest",
    enable_auto_commit=False,
    max_poll_records=64,
)
producer = KafkaProducer(bootstrap_servers=SERVERS, acks="all")
while True:
    polled = [record.value for records in consumer.poll(500).values() for record in records]
    for key, value in work(polled):
        producer.send(TARGET, key=key, value=value)
    producer.flush()
    if polled:
        consumer.commit()
