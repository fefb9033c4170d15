"""``wirewatch show``: look at what a folder holds, down to the sentence."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from connectors.plain import one_line
from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.show_alerts import alerts
from pipelines.cli.show_countries import country, pair
from pipelines.cli.show_days import day
from pipelines.cli.showing import Rows, marked, print_json, table
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from pipelines.asking.incidents import Incident
    from pipelines.asking.store import Store


@click.group(epilog="Example: wirewatch show day 2022-01-24 --out out")
def command() -> None:
    """Show days, a country, a pair, an event, a report, a story or what was rejected."""


for _one_of_them in (day, country, pair, alerts):
    command.add_command(_one_of_them)


@command.command(epilog="Example: wirewatch show event 0a1b2c3d", short_help="One event: its sentence and who told it.")
@click.argument("event_id")
@over_store
@JSON
def event(event_id: str, store: "Store", *, as_json: bool) -> None:
    """One event, by its id or the beginning of it: sentence, offsets, and every report that tells it.

    Its incident is what daily rows count as one: all events of the day, type, parties' countries and place.
    """
    from pipelines.asking.evidence import events_named, mentions_of
    from pipelines.asking.incidents import incident_of

    with asking(store) as asked:
        found = _one(events_named(asked, event_id), "event", event_id, store)
        found["mentions"] = mentions_of(asked, found["event_id"])
        found["incident"] = incident = incident_of(asked, found)
    if as_json:
        print_json(found)
        return
    say(f"{found['type']}{'/' + found['mode'] if found['mode'] else ''}  {found['event_date']}  {found['event_id']}")
    say(f"  {marked(found)}")
    for side in ("sources", "targets"):
        say(f"  {side:9} " + ("; ".join(map(_actor, found[side])) or "-"))
    place = f"{found['place_name']} ({found['place_country']})" if found["place_name"] else "not told"
    say(f"  place     {place}")
    say(f"  coded as  CAMEO {found['cameo_code']}, score {found['score']}, Goldstein {found['goldstein']}")
    say(f"  modality  {found['modality']}, deed {found['deed_modality'] or 'done'}")
    say(f"  date      {found['date_basis']}, to the {found['date_precision']}")
    say(f"  counted   {_counted(found['mentions'])}")
    if incident:
        say(f"  incident  {_incident(incident)}")
    say(f"  coder     {found['coder']} {found['coder_version']}, confidence {found['confidence']:.2f}")
    table(
        "Told by",
        [row | {"report_id": row["report_id"][:12]} for row in found["mentions"]],
        ("published_at", "publisher", "language", "modality", "uncounted", "report_id", "sentence_start", "url"),
    )
    if incident:
        others = [
            row | {"languages": " ".join(one or "-" for one in row["languages"]), "event_id": row["event_id"][:8]}
            for row in incident["others"]
        ]
        table("The same incident in other words", others, ("mentions", "languages", "event_id", "sentence"))


@command.command(
    epilog="Example: wirewatch show report https://herald.example/a", short_help="One report, sentence by sentence."
)
@click.argument("report", metavar="ID|URL")
@over_store
@JSON
def report(report: str, store: "Store", *, as_json: bool) -> None:
    """One report, by id, the beginning of it, or url: its outcome, its sentences, why one gave no event.

    A url that several reports have lists them all: go on with the id of one.
    """
    from pipelines.asking.evidence import reports_named, with_sentences

    with asking(store) as asked:
        named = reports_named(asked, report)
        if len(named) > 1 and all(one["url"] == report for one in named):
            _several(report, [with_sentences(asked, one) for one in named], as_json=as_json)
            return
        found = with_sentences(asked, _one(named, "report", report, store))
    if as_json:
        print_json(found)
        return
    say(f"{found['publisher'] or found['source']}  {found['published_at']}  {found['report_id']}")
    say(f"  {found['title'] or ''} {found['url'] or ''}".rstrip())
    copy = f" of {found['duplicate_of']}" if found["duplicate_of"] else ""
    say(f"  language  {found['language'] or 'not told'}")
    say(f"  outcome   {found['outcome']}{copy} ({found['reason']}), story {found['story_id']}")
    for sentence in found["sentences"]:
        events = ", ".join(f"{e['type']} {e['event_date']} {e['event_id'][:8]}" for e in sentence["events"])
        say(f"  {sentence['start']:>6}  {events or 'no event: ' + str(sentence['reason'])}")
        say(f"          {' '.join(sentence['text'].split())}")


@command.command(epilog="Example: wirewatch show story 0a1b2c3d", short_help="One story: its reports and events.")
@click.argument("story_id")
@over_store
@JSON
def story(story_id: str, store: "Store", *, as_json: bool) -> None:
    """One story, by its id or the beginning of it: the reports linked to it on arrival, and what they tell."""
    from pipelines.asking.evidence import events_of_story, reports_of_story, stories_named

    with asking(store) as asked:
        leader: str = _one(stories_named(asked, story_id), "story", story_id, store)["story_id"]
        found: dict[str, Any] = {
            "story_id": leader,
            "reports": reports_of_story(asked, leader),
            "events": events_of_story(asked, leader),
        }
    if as_json:
        print_json(found)
        return
    if not found["reports"]:
        raise click.ClickException(
            f"report {story_id!r} leads no story: `wirewatch show report` tells which it belongs to"
        )
    table(
        "Reports",
        found["reports"],
        ("published_at", "publisher", "agency", "language", "outcome", "report_id", "title"),
    )
    table("Events", found["events"], ("type", "event_date", "mentions", "event_id", "sentence"))


@command.command(
    epilog="Example: wirewatch show rejected --out out --json", short_help="What was rejected, where and why."
)
@over_store
@JSON
def rejected(store: "Store", *, as_json: bool) -> None:
    """Every dead letter: where it stood, what was wrong; the original bytes are in rejected/*.avro."""
    from pipelines.asking.evidence import rejected as letters

    with asking(store) as asked:
        rows = letters(asked)
    if as_json:
        print_json({"rejected": rows})
        return
    for row in rows:
        say(f"{row['reason']:16} {row['message']}  ({some(row['bytes'], 'byte')})")
    say(f"{len(rows):,} rejected")


def _one(rows: Rows, what: str, given: str, store: "Store") -> dict[str, Any]:
    if not rows:
        raise click.ClickException(f"no {what} {given!r} in {store}")
    if len(rows) > 1:
        raise click.ClickException(
            f"{what} {given!r} may be any of {len(rows)}: give more of its id, as {rows[0][what + '_id']}"
        )
    return rows[0]


def _several(url: str, reports: Rows, *, as_json: bool) -> None:
    if as_json:
        print_json({"reports": reports})
        return
    shown = [
        row | {"events": sum(len(sentence["events"]) for sentence in row["sentences"]), "report_id": row["report_id"]}
        for row in reports
    ]
    table(
        f"{some(len(reports), 'report')} of {one_line(url)}: `wirewatch show report ID` shows one",
        shown,
        ("published_at", "publisher", "outcome", "events", "report_id", "title"),
    )


def _actor(actor: dict[str, Any]) -> str:
    by_place = " (country of the place)" if actor.get("country_basis") == "place" else ""
    return f"{actor['text']} = {actor['code'] or '?'}{by_place}"


def _incident(incident: "Incident") -> str:
    """How often what happened is told, and in which languages."""
    told = f"{some(incident['events'], 'event')}, {some(incident['mentions'], 'mention')}"
    languages = (f"{one['language'] or 'no language told'} {one['mentions']:,}" for one in incident["languages"])
    return f"{told}: {', '.join(languages)}"


def _counted(mentions: Rows) -> str:
    """Whether daily rows count an event, and of the mentions that they do not, why."""
    reasons = Counter(mention["uncounted"] for mention in mentions if mention["uncounted"])
    apart = ", ".join(f"{why} ({some(number, 'mention')})" for why, number in sorted(reasons.items()))
    counted = len(mentions) - reasons.total()
    return f"{some(counted, 'mention')}{'; not: ' + apart if apart else ''}" if counted else f"no: {apart}"
