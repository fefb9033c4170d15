"""``wirewatch rejected``: what was rejected on Kafka, why, and once more."""

import base64
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from connectors.plain import json_line
from pipelines.cli.kafka import broker, broker_options
from pipelines.cli.logs import note
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from connectors.kafka.dead_letters import DeadLetter
    from connectors.kafka.settings import KafkaSettings

_SHOWN_BYTES = 600


@click.group(epilog="Example: wirewatch rejected list --reason bad_date --servers broker:9092")
def command() -> None:
    """List, show and replay the dead letters on Kafka."""


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a day or a time as 2026-01-31T12:00") from error
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


_topic = click.option("--topic", default="reports.rejected", show_default=True, help="Where the dead letters are.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose dead letters, passed on as ``reasons``, ``steps`` and ``since``."""
    for option in (
        click.option("--since", type=_time, metavar="TIME", help="Rejected on or after this day or time (UTC)."),
        click.option("--step", "steps", multiple=True, help="Rejected by this step; repeatable."),
        click.option("--reason", "reasons", multiple=True, help="Rejected for this reason; repeatable."),
    ):
        command = option(command)
    return command


@command.command("list", epilog="Example: wirewatch rejected list --since 2026-01-31 --json")
@broker_options
@_filters
@_topic
@_json
def list_(
    servers: str,
    kafka_config: tuple[str, ...],
    reasons: tuple[str, ...],
    steps: tuple[str, ...],
    since: datetime | None,
    topic: str,
    *,
    as_json: bool,
) -> None:
    """List dead letters, oldest first in each partition, and count them by reason.

    One that was replayed and failed again is listed once, by where it failed last.
    """
    counts = Counter[str]()
    with broker(servers, kafka_config) as settings:
        for found in _chosen(settings, topic, reasons, steps, since):
            counts[found.letter.reason] += 1
            say(json_line(_as_json(found)) if as_json else _line(found))
    if not as_json:
        by_reason = ", ".join(f"{times:,} {reason}" for reason, times in counts.most_common())
        say(f"{some(counts.total(), 'dead letter')}{': ' + by_reason if by_reason else ''}")


@command.command("show", epilog="Example: wirewatch rejected show 'reports.raw[3]@1042'")
@click.argument("where", metavar="TOPIC[PARTITION]@OFFSET")
@broker_options
@_topic
@_json
def show(where: str, servers: str, kafka_config: tuple[str, ...], topic: str, *, as_json: bool) -> None:
    """Show a dead letter, named by where the original stood or by where it stands itself.

    With --json the value is there whole, in base64.
    """
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.dead_letters import read_dead_letters

        shown = 0
        for found in read_dead_letters(settings, topic):
            if where in (found.origin, found.place):
                value = {"value": base64.b64encode(found.letter.value).decode()}
                for line in [json_line(_as_json(found) | value)] if as_json else _described(found):
                    say(line)
                shown += 1
    if not shown:
        raise click.ClickException(f"no dead letter of {where} in {topic}: see `wirewatch rejected list`")


@command.command("replay", epilog="Example: wirewatch rejected replay --reason bad_date --since 2026-01-31")
@broker_options
@_filters
@_topic
@_json
def replay(
    servers: str,
    kafka_config: tuple[str, ...],
    reasons: tuple[str, ...],
    steps: tuple[str, ...],
    since: datetime | None,
    topic: str,
    *,
    as_json: bool,
) -> int:
    """Push the originals of dead letters to their topics again, to be read by the next drain.

    Bytes, key and headers are those of the original, and a header wirewatch.replayed_from names where it stood. What
    fails again is a dead letter again that says so. A record that cannot be replayed is named, the rest goes on, and
    the exit code is 1.
    """
    with broker(servers, kafka_config) as settings:
        sent, failed = _replay(settings, _chosen(settings, topic, reasons, steps, since))
    if as_json:
        click.echo(json.dumps({"replayed": dict(sent), "failed": failed}))
    else:
        for name, number in sent.items():
            say(f"{some(number, 'record')} to {name}")
        if not sent:
            click.echo("nothing to replay")
    return 1 if failed else 0


def _replay(settings: "KafkaSettings", letters: Iterator["DeadLetter"]) -> tuple[Counter[str], int]:
    """How many records went to each topic, and how many could not."""
    from connectors.kafka.dead_letters import to_replay
    from connectors.kafka.writer import RecordWriter

    sent, failed = Counter[str](), 0
    writers: dict[str, RecordWriter] = {}
    try:
        for found in letters:
            if not found.has_original:
                failed += 1
                note(f"{found.place}: not an input record: {found.letter.message}")
                continue
            name = found.letter.topic
            if name not in writers:
                writers[name] = RecordWriter(settings, name)
            refused = writers[name].write(to_replay(found))
            if refused is None:
                sent[name] += 1
            else:
                failed += 1
                note(f"{found.place}: {refused.reason}: {refused.message}")
        for writer in writers.values():
            writer.flush()
    finally:
        for writer in writers.values():
            writer.close()
    return sent, failed


def _chosen(
    settings: "KafkaSettings",
    topic: str,
    reasons: tuple[str, ...],
    steps: tuple[str, ...],
    since: datetime | None,
) -> Iterator["DeadLetter"]:
    from connectors.kafka.dead_letters import standing

    for found in standing(settings, topic, "earliest" if since is None else since):
        if (not reasons or found.letter.reason in reasons) and (not steps or found.letter.step in steps):
            yield found


def _as_json(found: "DeadLetter") -> dict[str, Any]:
    letter = found.letter
    return {
        "origin": found.origin,
        "timestamp": None if letter.timestamp is None else letter.timestamp.isoformat(),
        "place": found.place,
        "rejected_at": found.rejected_at.isoformat(),
        "step": letter.step,
        "reason": letter.reason,
        "message": letter.message,
        "replayed_from": found.replayed_from,
        "key": None if letter.key is None else _text(letter.key),
        "headers": {name: _text(value) for name, value in letter.headers.items()},
        "bytes": len(letter.value),
    }


def _line(found: "DeadLetter") -> str:
    letter, again = found.letter, f" (replay of {found.replayed_from})" if found.replayed_from else ""
    where = f"{found.rejected_at:%Y-%m-%d %H:%M:%S}  {found.origin}{again}"
    return f"{where}  {letter.step}  {letter.reason}  {letter.message}"


def _described(found: "DeadLetter") -> list[str]:
    letter = found.letter
    facts = {
        "origin": found.origin,
        "appended": letter.timestamp,
        "replay of": found.replayed_from,
        "rejected": f"{found.rejected_at}, {found.place}",
        "step": letter.step,
        "reason": letter.reason,
        "message": letter.message,
        "key": None if letter.key is None else _text(letter.key),
        **{f"header {name}": _text(value) for name, value in letter.headers.items()},
        "bytes": f"{len(letter.value):,}",
    }
    lines = [f"{name}: {value}" for name, value in facts.items() if value is not None]
    return [*lines, "", _text(letter.value[:_SHOWN_BYTES]), ""]


def _text(value: bytes) -> str:
    return value.decode("utf-8", "backslashreplace")
