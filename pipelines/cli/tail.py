"""``wirewatch tail``: events as they come."""

import re
import signal
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from connectors.plain import json_line, one_line
from pipelines.cli.countries import country_option
from pipelines.cli.kafka import broker, broker_options, registry_option
from pipelines.cli.logs import note
from pipelines.cli.types import event_types

if TYPE_CHECKING:
    from kafka.consumer.fetcher import ConsumerRecord

    from connectors.kafka.follow import TopicFollower
    from connectors.kafka.settings import KafkaSettings
    from schemas import Event

_REMEMBERED = 100_000
"""Events that can be told again as withdrawn, and are not told twice: the last so many that were shown."""
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@click.group(epilog="Example: wirewatch tail events --type ASSAULT --country UKR --since 2h")
def command() -> None:
    """Follow the events as they come, until Ctrl-C."""


def _since(text: str) -> datetime:
    span = re.fullmatch(r"(\d{1,6})([smhd])", text)
    try:
        if span:
            return datetime.now(UTC) - timedelta(**{_UNITS[span[2]]: int(span[1])})
        time = datetime.fromisoformat(text)
    except (OverflowError, ValueError) as error:
        raise click.BadParameter(f"{text!r} is not as 90s, 30m, 2h, 7d, 2026-01-31 or 2026-01-31T12:00") from error
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


@command.command("events", epilog="Example: wirewatch tail events --type ASSAULT --country UKR --since 2h")
@broker_options
@registry_option
@click.option("--type", "types", multiple=True, callback=event_types, help="Of this type; repeatable.")
@country_option("An actor or the place is of it (UKR); repeatable.")
@click.option("--since", type=_since, metavar="2h|TIME", help="Told since then (UTC); else from now on.")
@click.option("--topic", default="events", show_default=True, help="Where the events are.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
def events(
    servers: str,
    kafka_config: tuple[str, ...],
    types: tuple[str, ...],
    countries: frozenset[str],
    since: datetime | None,
    topic: str,
    *,
    as_json: bool,
) -> None:
    """Show each event once as it is told, and say when it is withdrawn because no report tells it any more.

    With --since those of the past come first, each with its last value, in the order in which they were told. A later
    report of the same event is not shown. Ctrl-C ends it.
    """
    chosen = _Chosen(frozenset(types), countries)
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.follow import TopicFollower

        with closing(TopicFollower(settings, topic, since or "latest")) as follower:
            # A flag, as an exception in the midst of the client's work could be swallowed there.
            stop = threading.Event()
            signal.signal(signal.SIGINT, lambda *_: stop.set())
            for news in _once(_all_news(settings, follower, stop), chosen):
                click.echo(json_line(_as_json(news)) if as_json else _line(news))
    click.echo(err=True)


@dataclass(frozen=True, slots=True)
class _News:
    """What a record says of an event: its value or, when it is withdrawn, the last one that we know, if any."""

    event_id: str
    event: "Event | None"
    withdrawn: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The types and countries to show; empty is all."""

    types: frozenset[str]
    countries: frozenset[str]

    def __call__(self, event: "Event | None") -> bool:
        """Whether to show it; of an event that we do not know we only know that it is one of all."""
        if event is None:
            return not self.types and not self.countries
        found = {actor.country for actor in (*event.sources, *event.targets)}
        if event.place is not None:
            found.add(event.place.country)
        return (not self.types or event.type in self.types) and (not self.countries or bool(self.countries & found))


def _all_news(settings: "KafkaSettings", follower: "TopicFollower", stop: threading.Event) -> Iterator[_News]:
    """First what there is, the last of each event, by time; then what comes, until ``stop`` is set."""
    backlog: dict[str, _News] = {}
    while not follower.read_up and not stop.is_set():
        for news in _decoded(settings, follower.poll()):
            before = backlog.get(news.event_id)
            backlog[news.event_id] = replace(news, event=before.event) if before and news.withdrawn else news
    yield from sorted(backlog.values(), key=lambda news: news.at)
    while not stop.is_set():
        yield from _decoded(settings, follower.poll())


def _decoded(settings: "KafkaSettings", records: list["ConsumerRecord"]) -> Iterator[_News]:
    """The records as news; one that is no event is named, and the rest goes on."""
    from connectors.kafka.follow import appended_at
    from connectors.kafka.values import decode_value
    from schemas import Event, SchemaError

    for record in records:
        event_id, withdrawn = (record.key or b"").decode("utf-8", "replace"), record.value is None
        try:
            event = None if withdrawn else decode_value(settings, Event, record.value)
        except SchemaError as error:
            note(f"{record.topic}[{record.partition}]@{record.offset}: {error}")
            continue
        yield _News(event_id, event, withdrawn, appended_at(record))


def _once(all_news: Iterator[_News], chosen: _Chosen) -> Iterator[_News]:
    """The news to show: each event once, its withdrawal once."""
    shown: OrderedDict[str, Event | None] = OrderedDict()
    for news in all_news:
        if news.withdrawn:
            known = shown.pop(news.event_id, news.event)
            if chosen(known):
                yield replace(news, event=known)
        elif news.event_id not in shown and chosen(news.event):
            shown[news.event_id] = news.event
            if len(shown) > _REMEMBERED:
                shown.popitem(last=False)
            yield news


def _as_json(news: _News) -> dict[str, Any]:
    import msgspec

    event: dict[str, Any] = {"event_id": news.event_id} if news.event is None else msgspec.to_builtins(news.event)
    return {"told_at": news.at.isoformat(), "withdrawn": news.withdrawn, **event}


def _line(news: _News) -> str:
    event, gone = news.event, click.style("withdrawn ", fg="yellow") if news.withdrawn else ""
    if event is None:
        return f"{news.at:%Y-%m-%d %H:%M}  {gone}{one_line(news.event_id[:8])}"
    kind = click.style(one_line(event.type if event.mode is None else f"{event.type}/{event.mode}"), bold=True)
    kind += "" if event.modality == "asserted" else f" ({one_line(event.modality)})"
    kind += " (day open)" if event.date_basis == "open" else ""
    parties = " - " if event.reciprocal else ", "
    sources = parties.join(actor.code or actor.text for actor in event.sources) or "?"
    targets = ", ".join(actor.code or actor.text for actor in event.targets)
    place = f"  in {event.place.name} ({event.place.country})" if event.place else ""
    told_by = f"  {event.publisher}" if event.publisher else ""
    actors = f"{sources} -> {targets}" if targets else sources
    sentence = " ".join(event.sentence.split())
    line = f"{event.event_date}  {gone}{kind}  {one_line(f'{actors}{place}  {sentence}{told_by}')}"
    return f"{line}  {click.style(one_line(event.event_id[:8]), dim=True)}"
