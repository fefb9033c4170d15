"""``wirewatch rejected``: listing, showing and replaying dead letters on a broker."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import click
import pytest
from deployments import Deployment, Put

from connectors.kafka.dead_letters import to_record
from connectors.kafka.writer import RecordWriter
from pipelines.cli.rejected import command
from pipelines.decoding import Decoder
from schemas import Rejected as Letter

pytestmark = pytest.mark.integration

LONG = json.dumps(
    {"text": "Ruritania attacked Graustark. " * 20, "language": "en", "published_at": "2022-01-20T12:00:00Z"}
).encode()
GOOD = Put(value=LONG, key=b"too-long", headers=(("trace", b"\x01\xff"),))
BROKEN = Put(value=b'{"text": "\x1b[31mRain', key=b"broken", headers=(("scraper", b"seven"),))
DATELESS = Put(value=b'{"text": "No date."}', key=None)


class Rejected:
    """The command on a deployment's dead letters."""

    def __init__(self, deployment: Deployment, told: pytest.CaptureFixture[str]) -> None:
        self._deployment, self._told = deployment, told
        self.code = 0

    def __call__(self, *arguments: str) -> str:
        """What the command prints; its exit code is kept in ``code``."""
        where = ("--servers", self._deployment.settings.servers, "--topic", self._deployment.topics.rejected)
        self.code = command.main([*arguments, *where], standalone_mode=False) or 0
        return self._told.readouterr().out

    def listed(self, *filters: str) -> list[dict[str, Any]]:
        """The dead letters that the filters leave."""
        return [json.loads(line) for line in self("list", "--json", *filters).splitlines()]


@pytest.fixture
def rejected(deployment: Deployment, capsys: pytest.CaptureFixture[str]) -> Rejected:
    return Rejected(deployment, capsys)


def shorten(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """Let texts be no longer than ``limit`` characters: a rule that changes between two drains."""
    monkeypatch.setattr("pipelines.deployments.broker.Decoder", lambda **settings: Decoder(**settings, max_text=limit))


def test_list_and_show(deployment: Deployment, rejected: Rejected, monkeypatch: pytest.MonkeyPatch) -> None:
    shorten(monkeypatch, 100)
    deployment.push([GOOD, BROKEN, DATELESS])
    deployment.drain()

    letters = {letter["key"]: letter for letter in rejected.listed()}
    assert letters.keys() == {"too-long", "broken", None}
    broken = letters["broken"]
    assert broken["origin"].startswith(f"{deployment.topics.raw}[")
    assert broken["replayed_from"] is None

    reason = letters["too-long"]["reason"]
    assert len({letter["reason"] for letter in letters.values()}) == 3
    assert [letter["key"] for letter in rejected.listed("--reason", reason)] == ["too-long"]
    assert len(rejected.listed("--reason", reason, "--reason", broken["reason"])) == 2
    assert len(rejected.listed("--step", "Decode reports")) == 3
    assert rejected.listed("--step", "Write coded") == []
    now = datetime.now(UTC)
    assert len(rejected.listed("--since", (now - timedelta(minutes=5)).isoformat())) == 3
    assert rejected.listed("--since", (now + timedelta(minutes=5)).isoformat()) == []
    with pytest.raises(click.BadParameter, match="not a day or a time"):
        rejected("list", "--since", "yesterday")
    *lines, total = rejected("list").splitlines()
    assert len(lines) == 3
    assert total.startswith("3 dead letters: 1 ")

    shown = rejected("show", broken["origin"])
    for part in (broken["origin"], broken["place"], broken["reason"], broken["message"], "header scraper: seven"):
        assert part in shown
    assert '{"text": "\\x1b[31mRain' in shown, "what steers a terminal is written out"
    whole = json.loads(rejected("show", broken["place"], "--json"))
    assert base64.b64decode(whole["value"]) == BROKEN.value
    with pytest.raises(click.ClickException, match=r"no dead letter of reports\.raw\[0\]@99"):
        rejected("show", "reports.raw[0]@99")


def test_replay(deployment: Deployment, rejected: Rejected, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be used by now is coded; what fails again is a dead letter again that says so, and listed once."""
    with monkeypatch.context() as before:
        shorten(before, 100)
        deployment.push([GOOD, BROKEN, DATELESS])
        deployment.drain()
    first = {letter["key"]: letter for letter in rejected.listed()}

    told = json.loads(rejected("replay", "--json", "--reason", first["broken"]["reason"]))
    assert (told, rejected.code) == ({"replayed": {deployment.topics.raw: 1}, "failed": 0}, 0)
    assert deployment.drain().outcomes == {"rejected": 1}
    again = {letter["key"]: letter for letter in rejected.listed()}
    assert again.keys() == first.keys()
    assert again["broken"]["replayed_from"] == first["broken"]["origin"] != again["broken"]["origin"]
    assert f"(replay of {first['broken']['origin']})" in rejected("list")

    assert "3 records to" in rejected("replay")
    both = (r for r in deployment.raw_records() if r.key == GOOD.key)
    replayed = sorted(both, key=lambda r: len(r.headers))
    assert [r.value for r in replayed] == [GOOD.value] * 2
    marked = {"wirewatch.replayed_from": first["too-long"]["origin"].encode()}
    assert [r.headers for r in replayed] == [dict(GOOD.headers), {**dict(GOOD.headers), **marked}]
    assert deployment.drain().outcomes == {"coded": 1, "rejected": 2}
    assert len(rejected.listed()) == 3, "those that failed, and the one that went well: nothing tells that it did"


def test_replay_of_nothing(deployment: Deployment, rejected: Rejected) -> None:
    assert rejected("list") == "0 dead letters\n"
    assert rejected("replay") == "nothing to replay\n"
    assert rejected.code == 0


def test_record_that_wirewatch_made_is_not_replayed(deployment: Deployment, rejected: Rejected) -> None:
    letter = Letter(
        topic=deployment.topics.coded, offset=-1, step="Write coded", reason="too_large", message="", value=b"begins"
    )
    writer = RecordWriter(deployment.settings, deployment.topics.rejected)
    writer.write(to_record(letter))
    writer.flush()
    writer.close()
    assert json.loads(rejected("replay", "--json")) == {"replayed": {}, "failed": 1}
    assert rejected.code == 1
