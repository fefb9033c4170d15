"""Push and drain against a bare kafka-python loop with the same settings, in the same run, on a broker of its own.

    python -m benchmarks.kafka_throughput [--records 50000] [--rounds 3] [--memory-records 200000]

Prints the memory of this process while it drains ``--memory-records``, after the first tenth and at its highest; then
records a second, medians over the rounds, and ours as a ratio to the bare loop. Records are JSON of 2 KB, and no
coder stands behind the drain: a pipeline that counts.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import apache_beam as beam
from apache_beam.metrics import Metrics
from kafka import KafkaAdminClient
from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer, new_producer
from connectors.kafka.plan import plan_read
from connectors.kafka.push import push
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.source import ReadFromKafka
from connectors.kafka.writer import RecordWriter
from connectors.records import RawRecord
from deploy.kafka import LocalBroker

PARTITIONS = 4
WORDS = "envoys met in the capital as troops left border towns and ministers signed an accord on grain".split()


def values(count: int) -> Iterator[bytes]:
    """JSON reports of 2 KB; text that compresses about as news does."""
    rng = random.Random(5)
    texts = [" ".join(rng.choices(WORDS, k=400))[:1900] for _ in range(500)]
    for number in range(count):
        yield json.dumps({"url": f"http://news.example/{number:09d}", "text": texts[number % 500]}).encode()


def new_topic(settings: KafkaSettings, name: str) -> str:
    """Make a topic and return its name."""
    with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
        options = {"num_partitions": PARTITIONS, "replication_factor": 1}
        admin.create_topics(
            {name: {**options, "configs": {"message.timestamp.type": "LogAppendTime"}}}, wait_for_metadata=True
        )
    return name


def push_bare(settings: KafkaSettings, topic: str, records: list[bytes]) -> None:
    """kafka-python alone: send and flush."""
    producer = new_producer(settings)
    for number, value in enumerate(records):
        producer.send(topic, value, key=b"%d" % number)
    producer.flush()
    producer.close()


def push_ours(settings: KafkaSettings, topic: str, records: list[bytes]) -> None:
    """What ``wirewatch push`` does with records in memory."""
    writer = RecordWriter(settings, topic)
    raw = (RawRecord(topic="memory", offset=number, value=value) for number, value in enumerate(records))
    pushed = push(raw, writer, lambda record, why: sys.exit(f"{record.where}: {why}"))
    writer.close()
    if pushed.sent != len(records):
        sys.exit(f"pushed {pushed.sent} of {len(records)}")


def drain_bare(settings: KafkaSettings, topic: str, count: int) -> None:
    """kafka-python alone: poll until all are there."""
    consumer = new_consumer(settings)
    parts = [TopicPartition(topic, number) for number in range(PARTITIONS)]
    consumer.assign(parts)
    consumer.seek_to_beginning(*parts)
    left = count
    while left:
        left -= sum(len(records) for records in consumer.poll(timeout_ms=200).values())
    consumer.close()


class CountRecords(beam.DoFn):  # type: ignore[misc]
    """The lightest step there is: counts, and tells at the end of a bundle."""

    def start_bundle(self) -> None:
        self.seen = 0

    def process(self, _record: RawRecord) -> None:
        self.seen += 1

    def finish_bundle(self) -> None:
        Metrics.counter("benchmark", "seen").inc(self.seen)


def drain_ours(settings: KafkaSettings, topic: str, count: int) -> None:
    """The connector in a pipeline on the local runner."""
    plan = plan_read(settings, topic, start="earliest", drain=True)
    pipeline = beam.Pipeline(runner="FnApiRunner")
    pipeline | ReadFromKafka(settings, plan) | beam.ParDo(CountRecords())
    result = pipeline.run()
    result.wait_until_finish()
    seen = sum(counter.committed for counter in result.metrics().query()["counters"])
    if seen != count:
        sys.exit(f"drained {seen} of {count}")


def memory_during(work: Callable[[], None]) -> list[float]:
    """Resident MiB of this process, ten times a second while it works."""
    samples: list[float] = []
    over = threading.Event()

    def sample() -> None:
        while not over.wait(0.1):
            samples.append(resident_mib())

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        work()
    finally:
        over.set()
        thread.join()
    return samples


def resident_mib() -> float:
    """Resident memory of this process now where the system tells, else its highest so far."""
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize() / 2**20
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def rate(count: int, work: Callable[[], None]) -> float:
    """Records a second."""
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def push_all(settings: KafkaSettings, topic: str, count: int) -> None:
    """Fill a topic from a generator."""
    writer = RecordWriter(settings, topic)
    raw = (RawRecord(topic="memory", offset=number, value=value) for number, value in enumerate(values(count)))
    push(raw, writer, lambda record, why: sys.exit(f"{record.where}: {why}"))
    writer.close()


def compare(settings: KafkaSettings, count: int, rounds: int) -> None:
    """Print the rates of push and drain, medians over the rounds."""
    records = list(values(count))
    rates: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds):
        bare, ours = new_topic(settings, f"bare-{number}"), new_topic(settings, f"ours-{number}")
        rates["push bare"].append(rate(count, partial(push_bare, settings, bare, records)))
        rates["push ours"].append(rate(count, partial(push_ours, settings, ours, records)))
        rates["drain bare"].append(rate(count, partial(drain_bare, settings, bare, count)))
        rates["drain ours"].append(rate(count, partial(drain_ours, settings, bare, count)))
    for what in ("push", "drain"):
        bare_rate, our_rate = (statistics.median(rates[f"{what} {whose}"]) for whose in ("bare", "ours"))
        print(f"{what}: {our_rate:,.0f}/s, bare loop {bare_rate:,.0f}/s, ratio {our_rate / bare_rate:.2f}")


def measure_memory(settings: KafkaSettings, count: int) -> None:
    """Print the memory over one long drain."""
    topic = new_topic(settings, "large")
    push_all(settings, topic, count)
    samples = memory_during(partial(drain_ours, settings, topic, count))
    early, late = samples[len(samples) // 10], max(samples[len(samples) // 10 :])
    print(f"memory over {count:,} records: {early:.0f} MiB after a tenth of the time, {late:.0f} MiB at most after it")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-records", type=int, default=200_000)
    given = parser.parse_args()
    with LocalBroker() as broker:
        settings = KafkaSettings(servers=broker.servers)
        measure_memory(settings, given.memory_records)
        compare(settings, given.records, given.rounds)


if __name__ == "__main__":
    main()
