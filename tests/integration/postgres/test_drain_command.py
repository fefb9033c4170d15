"""``wirewatch drain --out --sink`` on a real broker and a real PostgreSQL: every sink holds what the folder holds."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from click.testing import CliRunner
from deployments import Deployment, Put, deployed

from connectors.duckdb import connect
from connectors.kafka.settings import KafkaSettings
from pipelines.cli.drain import command

pytestmark = pytest.mark.integration

POISON = [Put(value=b"{", key=f"poison-{n}".encode()) for n in range(3)]
TABLES = ("reports", "events", "mentions", "daily", "rejected")


@pytest.fixture
def deployment(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have two partitions."""
    with deployed(settings, tmp_path) as made:
        yield made


def test_drain_fills_the_folder_and_every_sink_alike(
    deployment: Deployment, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.deployments.broker.ingest_planned", coded_plainly())
    out = tmp_path / "out"
    argv = ["--servers", deployment.settings.servers, "--topic_prefix", deployment.topics.prefix, "--json"]
    argv += ["--group", deployment.group, "--out", str(out), "--sink", url]
    stream = corpus(40)
    for part in (stream[::2], [*stream[1::2], *POISON]):
        deployment.push(part)
        done = CliRunner().invoke(command, argv, catch_exceptions=False)
        assert (done.exit_code, json.loads(done.stdout)["read"]) == (0, len(part)), done.output
    with connect(out / "wirewatch.duckdb", read_only=True) as store:
        embedded = {name: store.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in TABLES}
        shown = store.execute(QUERY).fetchall()
        letters = store.execute(LETTERS).fetchall()
    with psycopg.connect(url, options="-c search_path=wirewatch") as connection:
        assert {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in TABLES
        } == embedded
        assert connection.execute(QUERY).fetchall() == shown
        assert connection.execute(LETTERS).fetchall() == letters
    assert len(shown) > 100
    assert letters == sorted((letter.rejected_id, letter.reason, letter.value) for letter in deployment.dead_letters())
    assert {letter[2] for letter in letters} >= {b"{"}


QUERY = (
    "SELECT day, series, source, target, place, type, quad_class, mentions, revision FROM daily"
    " ORDER BY day, series, source, target, place, type, quad_class"
)
LETTERS = "SELECT rejected_id, reason, value FROM rejected ORDER BY 1"


def coded_plainly() -> Callable[..., Any]:
    """Ingest with the coder of the artificial language."""
    from pipelines.deployments.broker import ingest_planned

    return lambda *args, **kwargs: ingest_planned(*args, **kwargs | {"make_coder": PlainCoder})
