"""What the clients read: a folder made by ``run``, and topics made by ``drain``."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectors.kafka.settings import KafkaSettings
from deploy.kafka import LocalBroker
from pipelines.cli.drain import command as drain
from pipelines.cli.push import command as push
from pipelines.cli.run import command as run
from pipelines.cli.topics import command as topics
from pipelines.deployments.local import Folder

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
ASTRAL = {
    "text": "😀😀 The market in Kyiv opened late. Russian troops shelled Kharkiv on Monday, killing three people.",
    "date": "2022-01-24",
    "source": "arlen-post",
}


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The sample reports, one with characters that JavaScript counts twice, and one that is broken."""
    root = tmp_path_factory.mktemp("news")
    (root / "astral.json").write_text(json.dumps(ASTRAL))
    (root / "broken.json").write_text("{")
    return [str(SAMPLES), str(root / "astral.json"), str(root / "broken.json")]


@pytest.fixture(scope="session")
def folder(news: list[str], tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder with everything that leaves in files."""
    out = tmp_path_factory.mktemp("clients") / "out"
    done = CliRunner().invoke(run, [*news, "--out", str(out)])
    assert done.exit_code == 0, done.output
    return Folder(out)


@pytest.fixture(scope="session")
def settings(news: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaSettings]:
    """How to reach a broker whose topics hold what the folder holds."""
    with LocalBroker() as broker:
        out = tmp_path_factory.mktemp("drained") / "out"
        for command, argv in ((topics, ["create"]), (push, news), (drain, ["--out", str(out)])):
            done = CliRunner().invoke(command, [*argv, "--servers", broker.servers])
            assert done.exit_code in (0, 1), done.output
        yield KafkaSettings(servers=broker.servers)
