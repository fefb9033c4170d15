"""The limit of invariant 6 on a broker, and records that are too large for the topics that they lead to."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from claims.generator import corpus
from claims.test_same_answer import assert_equal
from deployments import ZONE, Deployment, Put, deployed, modelled

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import TOPICS
from pipelines.deployments.broker import drain_ingest
from pipelines.steps.limit_rejected import TooManyRejectedError

pytestmark = pytest.mark.integration


def test_broken_feed_stops_the_drain_and_commits_nothing(deployment: Deployment) -> None:
    """A thousand records of which every one is rejected, and the same with the limit off."""
    deployment.push(Put(value=b"{", key=str(number).encode()) for number in range(1_000))
    for _ in range(2):
        with pytest.raises(TooManyRejectedError, match="mend the feed and start again"):
            deployment.drain()
    done = drain_ingest(deployment.settings, deployment.topics, zone=ZONE, group=deployment.group, limit_rejected=False)
    assert done.outcomes == {"rejected": 1_000}
    assert len({letter.rejected_id for letter in deployment.dead_letters()}) == 1_000
    assert deployment.drain().read == 0


def test_half_of_a_feed_may_be_rejected(deployment: Deployment) -> None:
    good = [d for d in corpus(40) if modelled([d]).daily]
    deployment.push([*good, *(Put(value=b"{", key=str(number).encode()) for number in range(999 - len(good)))])
    assert deployment.drain().outcomes["rejected"] == 999 - len(good)
    assert_equal(deployment.tables(), modelled(good))


@pytest.fixture
def narrow(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics take 80 KB, but for reports.raw."""
    specs = [s if s.name == "reports.raw" else dataclasses.replace(s, max_message_bytes=80_000) for s in TOPICS]
    with deployed(settings, tmp_path, specs=specs) as made:
        yield made


def test_coded_record_that_its_topic_does_not_take_is_a_dead_letter_that_says_so(narrow: Deployment) -> None:
    """Such a record is too large for the dead letters' topic too: the letter names it and holds its beginning."""
    stream = corpus(15)
    large = stream[0] | {"report_id": "too-large", "text": "The harvest was good. " * 5_000}
    narrow.push([*stream, large])
    narrow.drain()
    assert_equal(narrow.tables(), modelled(stream))
    (letter,) = [letter for letter in narrow.dead_letters() if letter.reason == "too_large"]
    assert (letter.topic, letter.step, len(letter.value)) == (narrow.topics.coded, "Write coded", 1_000)
    assert "max.message.bytes" in letter.message
    assert large["url"] in letter.message
