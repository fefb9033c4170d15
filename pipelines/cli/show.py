"""``wirewatch show``: look at what a folder holds, down to the sentence."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from connectors.plain import json_line
from pipelines.cli import words
from pipelines.cli.logs import note
from pipelines.cli.older import coded_by_older, what_to_do
from pipelines.cli.words import say, some

_OUT = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Folder of the deployment."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
Rows = list[dict[str, Any]]
_EVENTS_SHOWN = 20
_DAYS_SHOWN = 5


@click.group(epilog="Example: wirewatch show day 2022-01-24 --out out")
def command() -> None:
    """Show a day, an event, a report, a story or what was rejected."""


@command.command(epilog="Example: wirewatch show day 2022-01-24", short_help="One day: its counts and events.")
@click.argument("when", type=words.day, metavar="YYYY-MM-DD")
@_OUT
@_JSON
def day(when: date, out: Path, as_json: bool) -> None:
    """The rows of one day, its events, and those that are late or outside the counts, and why.

    denied, planned, historical: by its modality. coarse: dated coarser than to a day. open: nothing says when. ahead:
    its day is later than its report's. unsure: its confidence is below the deployment's --min_confidence.
    """
    found: dict[str, Any] = {
        "day": when.isoformat(),
        "read": _query(out, "SELECT * EXCLUDE (day) FROM reports_read WHERE day = ?", when),
        "totals": _query(out, "SELECT * EXCLUDE (day) FROM totals WHERE day = ? ORDER BY stories DESC, type", when),
        "pairs": _query(
            out,
            "SELECT * EXCLUDE (day) FROM pairs_by_type WHERE day = ? ORDER BY stories DESC, source, target, type",
            when,
        ),
        "places": _query(
            out, "SELECT * EXCLUDE (day) FROM places_by_type WHERE day = ? ORDER BY stories DESC, place, type", when
        ),
        "events": _query(
            out,
            "SELECT e.type, e.sources, e.targets, count(*) AS mentions, e.event_id, e.sentence FROM mentions m"
            " JOIN events e USING (event_id)"
            " WHERE m.event_date = ? AND NOT m.late AND m.uncounted IS NULL"
            " GROUP BY ALL ORDER BY mentions DESC, e.type, e.event_id",
            when,
        ),
        "apart": _query(
            out,
            "SELECT m.uncounted, m.late, m.modality, e.date_basis, e.date_precision, m.confidence, e.type, e.event_id,"
            " e.sentence FROM mentions m JOIN events e USING (event_id)"
            " WHERE m.event_date = ? AND (m.late OR m.uncounted IS NOT NULL)"
            " ORDER BY ALL",
            when,
        ),
    }
    if as_json:
        _print_json(found)
        return
    from connectors.duckdb import STORE_FILE

    if not found["totals"]:
        raise click.ClickException(f"{when}: nothing was read and nothing told of it in {out}{_days_there(out)}")
    for read in found["read"]:
        _table(f"{when}: reports read", [read], tuple(read))
    figures = ("incidents", "stories", "mentions", "reports", "publishers", "score", "goldstein", "killed", "injured")
    _table("By type", [row | {"type": row["type"] or "all"} for row in found["totals"]], ("type", *figures))
    _table("Country pairs", found["pairs"], ("source", "target", "type", *figures))
    _table("Places", found["places"], ("place", "type", *figures))
    events = [row | {"who": _who(row), "event_id": row["event_id"][:8]} for row in found["events"]]
    shown = f"Events, the first {_EVENTS_SHOWN} of {len(events):,}" if len(events) > _EVENTS_SHOWN else "Events"
    _table(shown, events[:_EVENTS_SHOWN], ("type", "who", "mentions", "event_id", "sentence"))
    _table(
        "Outside the counts, or late",
        [row | {"why": row["uncounted"] or "late", "confidence": f"{row['confidence']:.2f}"} for row in found["apart"]],
        ("why", "late", "confidence", "type", "event_id", "sentence"),
    )
    if older := coded_by_older(out / STORE_FILE):
        note(what_to_do(older, out))


@command.command(epilog="Example: wirewatch show event 0a1b2c3d", short_help="One event: its sentence and who told it.")
@click.argument("event_id")
@_OUT
@_JSON
def event(event_id: str, out: Path, as_json: bool) -> None:
    """One event, by its id or the beginning of it: sentence, offsets, and every report that tells it."""
    rows = _query(out, "SELECT * FROM events WHERE starts_with(event_id, ?)", event_id)
    found = _one(rows, "event", event_id, out)
    found["mentions"] = _query(
        out,
        "SELECT report_id, publisher, agency, url, published_at, modality, uncounted, late, confidence,"
        " story_id, sentence_start, sentence_end, trigger_start, trigger_end FROM mentions"
        " WHERE event_id = ? ORDER BY published_at, report_id",
        found["event_id"],
    )
    if as_json:
        _print_json(found)
        return
    say(f"{found['type']}{'/' + found['mode'] if found['mode'] else ''}  {found['event_date']}  {found['event_id']}")
    say(f"  {_marked(found)}")
    for side in ("sources", "targets"):
        say(f"  {side:9} " + "; ".join(map(_actor, found[side])))
    place = f"{found['place_name']} ({found['place_country']})" if found["place_name"] else "not told"
    say(f"  place     {place}")
    say(f"  coded as  CAMEO {found['cameo_code']}, score {found['score']}, Goldstein {found['goldstein']}")
    say(f"  modality  {found['modality']}, deed {found['deed_modality'] or 'done'}")
    say(f"  date      {found['date_basis']}, to the {found['date_precision']}")
    say(f"  counted   {_counted(found['mentions'])}")
    say(f"  coder     {found['coder']} {found['coder_version']}, confidence {found['confidence']:.2f}")
    _table(
        "Told by",
        found["mentions"],
        ("published_at", "publisher", "modality", "uncounted", "report_id", "sentence_start", "url"),
    )


@command.command(
    epilog="Example: wirewatch show report https://herald.example/a", short_help="One report, sentence by sentence."
)
@click.argument("report", metavar="ID|URL")
@_OUT
@_JSON
def report(report: str, out: Path, as_json: bool) -> None:
    """One report, by id, the beginning of it, or url: its outcome, its sentences, why one gave no event."""
    rows = _query(out, "SELECT * FROM reports WHERE url = ? OR starts_with(report_id, ?)", report, report)
    found = _one(rows, "report", report, out)
    told = _query(
        out,
        "SELECT m.sentence_start, e.type, e.mode, e.event_date, e.event_id, m.modality FROM mentions m"
        " JOIN events e USING (event_id) WHERE m.report_id = ? ORDER BY m.sentence_start, m.trigger_start",
        found["report_id"],
    )
    text = found.pop("text")
    told_at = defaultdict[int, Rows](list)
    for one in told:
        told_at[one["sentence_start"]].append(one)
    found["sentences"] = [
        sentence | {"text": text[sentence["start"] : sentence["end"]]} | {"events": told_at.get(sentence["start"], [])}
        for sentence in found["sentences"]
    ]
    if as_json:
        _print_json(found)
        return
    say(f"{found['publisher'] or found['source']}  {found['published_at']}  {found['report_id']}")
    say(f"  {found['title'] or ''} {found['url'] or ''}".rstrip())
    copy = f" of {found['duplicate_of']}" if found["duplicate_of"] else ""
    say(f"  outcome   {found['outcome']}{copy} ({found['reason']}), story {found['story_id']}")
    for sentence in found["sentences"]:
        events = ", ".join(f"{e['type']} {e['event_date']} {e['event_id'][:8]}" for e in sentence["events"])
        say(f"  {sentence['start']:>6}  {events or 'no event: ' + str(sentence['reason'])}")
        say(f"          {' '.join(sentence['text'].split())}")


@command.command(epilog="Example: wirewatch show story 0a1b2c3d", short_help="One story: its reports and events.")
@click.argument("story_id")
@_OUT
@_JSON
def story(story_id: str, out: Path, as_json: bool) -> None:
    """One story, by its id or the beginning of it: the reports linked to it on arrival, and what they tell."""
    leaders = _query(out, "SELECT report_id AS story_id FROM reports WHERE starts_with(report_id, ?)", story_id)
    leader = _one(leaders, "story", story_id, out)
    found = {
        "story_id": leader["story_id"],
        "reports": _query(
            out,
            "SELECT published_at, publisher, agency, outcome, report_id, url, title FROM reports WHERE story_id = ?"
            " ORDER BY published_at, report_id",
            leader["story_id"],
        ),
        "events": _query(
            out,
            "SELECT e.type, e.event_date, e.event_id, count(*) AS mentions, e.sentence FROM mentions m"
            " JOIN events e USING (event_id) WHERE m.story_id = ? GROUP BY ALL ORDER BY mentions DESC, e.event_id",
            leader["story_id"],
        ),
    }
    if as_json:
        _print_json(found)
        return
    if not found["reports"]:
        raise click.ClickException(
            f"report {story_id!r} leads no story: `wirewatch show report` tells which it belongs to"
        )
    _table("Reports", found["reports"], ("published_at", "publisher", "agency", "outcome", "report_id", "title"))
    _table("Events", found["events"], ("type", "event_date", "mentions", "event_id", "sentence"))


@command.command(
    epilog="Example: wirewatch show rejected --out out --json", short_help="What was rejected, where and why."
)
@_OUT
@_JSON
def rejected(out: Path, as_json: bool) -> None:
    """Every dead letter: where it stood, what was wrong; the original bytes are in rejected/*.avro."""
    rows = _query(
        out,
        'SELECT rejected_id, topic, "partition", "offset", step, reason, message, octet_length(value) AS bytes'
        ' FROM rejected ORDER BY topic, "partition", "offset"',
    )
    if as_json:
        _print_json({"rejected": rows})
        return
    for row in rows:
        say(f"{row['reason']:16} {row['message']}  ({some(row['bytes'], 'byte')})")
    say(f"{len(rows):,} rejected")


def _query(out: Path, sql: str, *values: object) -> Rows:
    from connectors.duckdb import STORE_FILE, StoreError, connect

    try:
        with connect(out / STORE_FILE, read_only=True) as store:
            found: Rows = store.sql(sql, params=list(values)).to_arrow_table().to_pylist()
            return found
    except StoreError as e:
        raise click.ClickException(str(e)) from e


def _days_there(out: Path) -> str:
    """The last days that there are, to go on with."""
    days = _query(out, "SELECT DISTINCT day FROM daily ORDER BY day DESC")
    if not days:
        return ""
    last = ", ".join(str(row["day"]) for row in days[:_DAYS_SHOWN])
    return f"; of its {len(days):,} days the last are {last}" if len(days) > _DAYS_SHOWN else f"; it has {last}"


def _who(event: dict[str, Any]) -> str:
    """The event's parties by their codes, as ``RUSMIL -> UKR``."""
    sides = (", ".join(actor["code"] or actor["text"] for actor in event[side]) for side in ("sources", "targets"))
    return " -> ".join(filter(None, sides))


def _one(rows: Rows, what: str, given: str, out: Path) -> dict[str, Any]:
    if not rows:
        raise click.ClickException(f"no {what} {given!r} in {out}")
    if len(rows) > 1:
        raise click.ClickException(
            f"{what} {given!r} may be any of {len(rows)}: give more of its id, as {rows[0][what + '_id']}"
        )
    return rows[0]


def _actor(actor: dict[str, Any]) -> str:
    by_place = " (country of the place)" if actor["country_basis"] == "place" else ""
    return f"{actor['text']} = {actor['code'] or '?'}{by_place}"


def _counted(mentions: Rows) -> str:
    """Whether daily rows count an event, and of the mentions that they do not, why."""
    reasons = Counter(mention["uncounted"] for mention in mentions if mention["uncounted"])
    apart = ", ".join(f"{why} ({some(number, 'mention')})" for why, number in sorted(reasons.items()))
    counted = len(mentions) - reasons.total()
    return f"{some(counted, 'mention')}{'; not: ' + apart if apart else ''}" if counted else f"no: {apart}"


def _marked(event: dict[str, Any]) -> str:
    """The sentence with its trigger in brackets."""
    start = event["trigger_start"] - event["sentence_start"]
    end = event["trigger_end"] - event["sentence_start"]
    text = event["sentence"]
    return " ".join(f"{text[:start]}[{text[start:end]}]{text[end:]}".split())


def _print_json(found: dict[str, Any]) -> None:
    click.echo(json_line(found))


def _table(title: str, rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    if not rows:
        return
    from rich.table import Table

    from pipelines.cli.tables import cell, print_table

    table = Table(title=title, title_justify="left", box=None, header_style="bold")
    for name in columns:
        numeric = isinstance(rows[0][name], int | float) and not isinstance(rows[0][name], bool)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell(_shown(row[name])) for name in columns))
    print_table(table)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return "" if value is None else str(value) or "-"
