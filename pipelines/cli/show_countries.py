"""``wirewatch show country`` and ``show pair``: what happened in, by and to a country, and between two."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from pipelines.cli import words
from pipelines.cli.countries import known_countries, no_country
from pipelines.cli.showing import (
    JSON,
    OUT,
    ROWS_SHOWN,
    SUMMED,
    SUMS,
    days_there,
    first_of,
    print_json,
    print_told,
    query,
    table,
    told,
)

_NOBODY = "-"
_BUSIEST = 10
_OF_COUNTRY = (
    "e.place_country = $3 OR list_contains([actor.country FOR actor IN e.sources], $3)"
    " OR list_contains([actor.country FOR actor IN e.targets], $3)"
)
_OF_PAIR = (
    "e.event_id IN (SELECT event_id FROM event_pairs WHERE source = $3 AND target = $4 OR source = $4 AND target = $3)"
)


def _between(command: Callable[..., None]) -> Callable[..., None]:
    """The options for the days that are looked at."""
    command = click.option("--to", "last", type=words.day, metavar="YYYY-MM-DD", help="Up to this day.")(command)
    return click.option("--from", "first", type=words.day, metavar="YYYY-MM-DD", help="From this day on.")(command)


@click.command(
    epilog="Example: wirewatch show country KAZ --from 2022-01-01 --to 2022-01-31",
    short_help="A country: counts by type and direction, days, events.",
)
@click.argument("code", metavar="COUNTRY")
@_between
@OUT
@JSON
def country(code: str, first: date | None, last: date | None, out: Path, as_json: bool) -> None:
    """What was done by a country and to it, by type and direction, what happened in it, when most, and the events.

    Events are those that have an actor or the place of the country. "-" stands for nobody named as source or target.
    """
    code = code.upper()
    within = _days(first, last)
    found: dict[str, Any] = {
        "country": code,
        **_named(within),
        "pairs": _pairs(out, "source = $3 OR target = $3", *within, code),
        "place": query(
            out,
            f"SELECT type, count(*) FILTER (incidents > 0) AS days, {SUMS} FROM places_by_type"
            " WHERE place = $3 AND day BETWEEN $1 AND $2 GROUP BY type ORDER BY incidents DESC, mentions DESC, type",
            *within,
            code,
        ),
        **_events(out, _OF_COUNTRY, *within, code, whole=as_json),
    }
    if not found["events"] and not found["apart"]:
        _nothing(out, code, (code,), within)
    if as_json:
        print_json(found)
        return
    _print_pairs(found)
    table("In the country, by type", found["place"], ("type", "days", *SUMMED))
    _print_days(found)
    print_told(found)


@click.command(
    epilog="Example: wirewatch show pair RUS UKR --from 2022-01-01 --to 2022-01-31",
    short_help="Two countries: counts by type and direction, days, events.",
)
@click.argument("one", metavar="COUNTRY")
@click.argument("other", metavar="COUNTRY")
@_between
@OUT
@JSON
def pair(one: str, other: str, first: date | None, last: date | None, out: Path, as_json: bool) -> None:
    """What two countries did to each other, by type and direction, when most, and the events.

    "-" in the place of a country stands for nobody named as source or target, or somebody of no country.
    """
    codes = ("" if one == _NOBODY else one.upper(), "" if other == _NOBODY else other.upper())
    within = _days(first, last)
    found: dict[str, Any] = {
        "pair": list(codes),
        **_named(within),
        "pairs": _pairs(out, "source = $3 AND target = $4 OR source = $4 AND target = $3", *within, *codes),
        **_events(out, _OF_PAIR, *within, *codes, whole=as_json),
    }
    if not found["events"] and not found["apart"]:
        _nothing(out, " and ".join(code or "nobody" for code in codes), codes, within)
    if as_json:
        print_json(found)
        return
    _print_pairs(found)
    _print_days(found)
    print_told(found)


def _days(first: date | None, last: date | None) -> tuple[date, date]:
    within = (first or date.min, last or date.max)
    if within[0] > within[1]:
        raise click.UsageError(f"--from {first} is after --to {last}", click.get_current_context())
    return within


def _named(within: tuple[date, date]) -> dict[str, str | None]:
    first, last = within
    return {
        "from": None if first == date.min else first.isoformat(),
        "to": None if last == date.max else last.isoformat(),
    }


def _pairs(out: Path, chosen: str, *values: object) -> list[dict[str, Any]]:
    return query(
        out,
        f"SELECT source, target, type, count(*) FILTER (incidents > 0) AS days, {SUMS} FROM pairs_by_type"
        f" WHERE day BETWEEN $1 AND $2 AND ({chosen}) GROUP BY source, target, type"
        " ORDER BY incidents DESC, mentions DESC, source, target, type",
        *values,
    )


def _events(out: Path, chosen: str, *values: object, whole: bool) -> dict[str, Any]:
    within = f"m.event_date BETWEEN $1 AND $2 AND ({chosen})"
    # Counted from the events: pairs may not be added, for an event of several countries is in each of theirs.
    days = query(
        out,
        "SELECT m.event_date AS day, count(DISTINCT event_id) AS events, count(*) AS mentions"
        " FROM mentions m JOIN events e USING (event_id)"
        f" WHERE {within} AND m.uncounted IS NULL GROUP BY day ORDER BY events DESC, mentions DESC, day",
        *values,
    )
    return {"busiest_days": days, **told(out, within, *values, whole=whole)}


def _print_pairs(found: dict[str, Any]) -> None:
    rows = [row | {"direction": f"{row['source'] or _NOBODY} -> {row['target'] or _NOBODY}"} for row in found["pairs"]]
    title = first_of("By direction and type", len(rows))
    table(title, rows[:ROWS_SHOWN], ("direction", "type", "days", *SUMMED))


def _print_days(found: dict[str, Any]) -> None:
    days = found["busiest_days"]
    table("Busiest days", days[:_BUSIEST], ("day", "events", "mentions"))


def _nothing(out: Path, what: str, codes: tuple[str, ...], within: tuple[date, date]) -> None:
    for code in codes:
        if code and code not in known_countries():
            raise click.UsageError(no_country(code), click.get_current_context())
    named = _named(within)
    days = "".join(f" {word} {named[word]}" for word in ("from", "to") if named[word])
    raise click.ClickException(f"nothing told of {what}{days} in {out}{days_there(out)}")
