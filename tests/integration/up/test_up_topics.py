"""Topics that are made anew, or get partitions, under a deployment: never a wrong table without a word (D18)."""

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from claims.generator import corpus
from claims.test_same_answer import assert_equal
from deployments import Deployment, modelled
from kafka import KafkaAdminClient
from removing import remove_topics
from running import running

from connectors.kafka.errors import MisplacedKeysError, NewPartitionsError
from connectors.kafka.topics import TOPICS, create_topics
from pipelines.cli import main

pytestmark = pytest.mark.integration

STREAM = corpus(30)
NAMES = [spec.name for spec in TOPICS]


def make_anew(deployment: Deployment, names: Sequence[str] = NAMES) -> None:
    """Delete the topics and make them again, empty."""
    prefix = deployment.topics.prefix
    specs = [replace(spec, name=prefix + spec.name, partitions=2) for spec in TOPICS if spec.name in names]
    remove_topics(deployment.settings.servers, [spec.name for spec in specs])
    create_topics(deployment.settings, specs, replication=1)


def add_partitions(deployment: Deployment, *names: str) -> list[str]:
    """Give the topics three partitions; their full names."""
    full = [deployment.topics.prefix + name for name in names]
    with KafkaAdminClient(bootstrap_servers=deployment.settings.servers) as admin:
        admin.create_partitions(dict.fromkeys(full, 3))
        give_up = time.monotonic() + 20
        while any(len(topic["partitions"]) < 3 for topic in admin.describe_topics(full)):
            assert time.monotonic() < give_up
    return full


def test_topics_made_anew_and_filled_beyond_the_old_ones(deployment: Deployment) -> None:
    old, new = STREAM[:8], STREAM[8:]
    deployment.push(old)
    with running(deployment) as up:
        up.until_read(len(old))
    make_anew(deployment)
    deployment.push(new)
    deployment.drain()
    with running(deployment) as up:
        up.until_read(0)
        assert_equal(deployment.tables(), modelled(new))

        make_anew(deployment, ["events", "aggregates.daily"])
        deployment.push(old)
        up.until_read(len(old))
    assert_equal(deployment.tables(), modelled(STREAM))


def test_partitions_added_to_compacted_topics_are_refused_and_mended(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    half = len(STREAM) // 2
    deployment.push(STREAM[:half])
    with running(deployment) as up:
        up.until_read(half)
        names = add_partitions(deployment, "reports.coded", "events")
        ends = deployment.ends()
        deployment.push(STREAM[half:])
        up.until(lambda: up.error is not None)
        assert isinstance(up.error, MisplacedKeysError | NewPartitionsError)
        up.error = None
    with pytest.raises(MisplacedKeysError, match="topics mend") as refused:
        deployment.drain()
    assert deployment.ends() == ends, "nothing was written"
    assert names[0] in str(refused.value)

    with pytest.raises(SystemExit) as done:
        main(["topics", "mend", *names, "--servers", deployment.settings.servers])
    assert done.value.code == 0
    assert capsys.readouterr().out.count(": mended, ") == 2
    with running(deployment) as up:
        up.until_read(len(STREAM) - half)
    assert_equal(deployment.tables(), modelled(STREAM))
