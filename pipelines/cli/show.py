"""``wirewatch show``: look at what a folder holds, down to the sentence."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import click

from pipelines.cli.show_countries import country, pair
from pipelines.cli.show_days import day
from pipelines.cli.showing import JSON, OUT, Rows, print_json, query, table
from pipelines.cli.words import say, some


@click.group(epilog="Example: wirewatch show day 2022-01-24 --out out")
def command() -> None:
    """Show days, a country, a pair, an event, a report, a story or what was rejected."""


for _one_of_them in (day, country, pair):
    command.add_command(_one_of_them)


@command.command(epilog="Example: wirewatch show event 0a1b2c3d", short_help="One event: its sentence and who told it.")
@click.argument("event_id")
@OUT
@JSON
def event(event_id: str, out: Path, as_json: bool) -> None:
    """One event, by its id or the beginning of it: sentence, offsets, and every report that tells it."""
    rows = query(out, "SELECT * FROM events WHERE starts_with(event_id, ?)", event_id)
    found = _one(rows, "event", event_id, out)
    found["mentions"] = query(
        out,
        "SELECT report_id, publisher, agency, url, published_at, modality, uncounted, late, confidence,"
        " story_id, sentence_start, sentence_end, trigger_start, trigger_end FROM mentions"
        " WHERE event_id = ? ORDER BY published_at, report_id",
        found["event_id"],
    )
    if as_json:
        print_json(found)
        return
    say(f"{found['type']}{'/' + found['mode'] if found['mode'] else ''}  {found['event_date']}  {found['event_id']}")
    say(f"  {_marked(found)}")
    for side in ("sources", "targets"):
        say(f"  {side:9} " + ("; ".join(map(_actor, found[side])) or "-"))
    place = f"{found['place_name']} ({found['place_country']})" if found["place_name"] else "not told"
    say(f"  place     {place}")
    say(f"  coded as  CAMEO {found['cameo_code']}, score {found['score']}, Goldstein {found['goldstein']}")
    say(f"  modality  {found['modality']}, deed {found['deed_modality'] or 'done'}")
    say(f"  date      {found['date_basis']}, to the {found['date_precision']}")
    say(f"  counted   {_counted(found['mentions'])}")
    say(f"  coder     {found['coder']} {found['coder_version']}, confidence {found['confidence']:.2f}")
    table(
        "Told by",
        found["mentions"],
        ("published_at", "publisher", "modality", "uncounted", "report_id", "sentence_start", "url"),
    )


@command.command(
    epilog="Example: wirewatch show report https://herald.example/a", short_help="One report, sentence by sentence."
)
@click.argument("report", metavar="ID|URL")
@OUT
@JSON
def report(report: str, out: Path, as_json: bool) -> None:
    """One report, by id, the beginning of it, or url: its outcome, its sentences, why one gave no event."""
    rows = query(out, "SELECT * FROM reports WHERE url = ? OR starts_with(report_id, ?)", report, report)
    found = _one(rows, "report", report, out)
    told = query(
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
        print_json(found)
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
@OUT
@JSON
def story(story_id: str, out: Path, as_json: bool) -> None:
    """One story, by its id or the beginning of it: the reports linked to it on arrival, and what they tell."""
    leaders = query(out, "SELECT report_id AS story_id FROM reports WHERE starts_with(report_id, ?)", story_id)
    leader = _one(leaders, "story", story_id, out)
    found = {
        "story_id": leader["story_id"],
        "reports": query(
            out,
            "SELECT published_at, publisher, agency, outcome, report_id, url, title FROM reports WHERE story_id = ?"
            " ORDER BY published_at, report_id",
            leader["story_id"],
        ),
        "events": query(
            out,
            "SELECT e.type, e.event_date, e.event_id, count(*) AS mentions, e.sentence FROM mentions m"
            " JOIN events e USING (event_id) WHERE m.story_id = ? GROUP BY ALL ORDER BY mentions DESC, e.event_id",
            leader["story_id"],
        ),
    }
    if as_json:
        print_json(found)
        return
    if not found["reports"]:
        raise click.ClickException(
            f"report {story_id!r} leads no story: `wirewatch show report` tells which it belongs to"
        )
    table("Reports", found["reports"], ("published_at", "publisher", "agency", "outcome", "report_id", "title"))
    table("Events", found["events"], ("type", "event_date", "mentions", "event_id", "sentence"))


@command.command(
    epilog="Example: wirewatch show rejected --out out --json", short_help="What was rejected, where and why."
)
@OUT
@JSON
def rejected(out: Path, as_json: bool) -> None:
    """Every dead letter: where it stood, what was wrong; the original bytes are in rejected/*.avro."""
    rows = query(
        out,
        'SELECT rejected_id, topic, "partition", "offset", step, reason, message, octet_length(value) AS bytes'
        ' FROM rejected ORDER BY topic, "partition", "offset"',
    )
    if as_json:
        print_json({"rejected": rows})
        return
    for row in rows:
        say(f"{row['reason']:16} {row['message']}  ({some(row['bytes'], 'byte')})")
    say(f"{len(rows):,} rejected")


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
