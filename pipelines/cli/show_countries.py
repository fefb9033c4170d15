"""``wirewatch show country`` and ``show pair``: what happened in, by and to a country, and between two."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli import words
from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.countries import known_countries, no_country
from pipelines.cli.languages import language_option
from pipelines.cli.showing import (
    BUSIEST,
    ROWS_SHOWN,
    days_there,
    first_of,
    known,
    of_languages,
    print_json,
    print_told,
    table,
)

if TYPE_CHECKING:
    from pipelines.asking.countries import OfCountry
    from pipelines.asking.store import Asked, Store
    from pipelines.deployments.period import Period

_NOBODY = "-"


def between(command: Callable[..., None]) -> Callable[..., None]:
    """The options for the days that are looked at."""
    command = click.option("--to", "last", type=words.day, metavar="YYYY-MM-DD", help="Up to this day.")(command)
    return click.option("--from", "first", type=words.day, metavar="YYYY-MM-DD", help="From this day on.")(command)


@click.command(
    epilog="Example: wirewatch show country KAZ --from 2022-01-01 --to 2022-01-31",
    short_help="A country: counts by type and direction, days, events.",
)
@click.argument("code", metavar="COUNTRY")
@between
@language_option("Only what reports in it tell (es); repeatable.")
@over_store
@JSON
def country(
    code: str,
    first: date | None,
    last: date | None,
    languages: tuple[str, ...],
    store: "Store",
    *,
    as_json: bool,
) -> None:
    """What was done by a country and to it, by type and direction, what happened in it, when most, and the events.

    Events are those that have an actor or the place of the country. "-" stands for nobody named as source or target.
    """
    from pipelines.asking.countries import of_country
    from pipelines.asking.days import SUMMED

    code = code.upper()
    within = period_of(first, last)
    with asking(store) as asked:
        found = of_country(asked, code, within, limit=None if as_json else ROWS_SHOWN, languages=languages)
        if not found["events"] and not found["apart"]:
            _nothing(asked, store, code, (code,), within, languages)
    if as_json:
        print_json({"country": code, **_named(within), **of_languages(languages), **found})
        return
    _print_pairs(found, languages)
    table("In the country, by type", found["place"], ("type", "days", *known(SUMMED, languages)))
    _print_days(found)
    print_told(found)


@click.command(
    epilog="Example: wirewatch show pair RUS UKR --from 2022-01-01 --to 2022-01-31",
    short_help="Two countries: counts by type and direction, days, events.",
)
@click.argument("one", metavar="COUNTRY")
@click.argument("other", metavar="COUNTRY")
@between
@language_option("Only what reports in it tell (es); repeatable.")
@over_store
@JSON
def pair(
    one: str,
    other: str,
    first: date | None,
    last: date | None,
    languages: tuple[str, ...],
    store: "Store",
    *,
    as_json: bool,
) -> None:
    """What two countries did to each other, by type and direction, when most, and the events.

    "-" in the place of a country stands for nobody named as source or target, or somebody of no country.
    """
    from pipelines.asking.countries import of_pair

    codes = ("" if one == _NOBODY else one.upper(), "" if other == _NOBODY else other.upper())
    within = period_of(first, last)
    with asking(store) as asked:
        found = of_pair(asked, *codes, within, limit=None if as_json else ROWS_SHOWN, languages=languages)
        if not found["events"] and not found["apart"]:
            _nothing(asked, store, " and ".join(code or "nobody" for code in codes), codes, within, languages)
    if as_json:
        whole: dict[str, Any] = {name: value for name, value in found.items() if name != "place"}
        print_json({"pair": list(codes), **_named(within), **of_languages(languages), **whole})
        return
    _print_pairs(found, languages)
    _print_days(found)
    print_told(found)


def period_of(first: date | None, last: date | None) -> "Period":
    """The days from ``--from`` to ``--to``; raises click.UsageError where they are the wrong way round."""
    from pipelines.deployments.period import Period

    within = Period(first or date.min, last or date.max)
    if within.first > within.last:
        raise click.UsageError(f"--from {first} is after --to {last}", click.get_current_context())
    return within


def _named(within: "Period") -> dict[str, str | None]:
    return {
        "from": None if within.first == date.min else within.first.isoformat(),
        "to": None if within.last == date.max else within.last.isoformat(),
    }


def _print_pairs(found: "OfCountry", languages: tuple[str, ...]) -> None:
    from pipelines.asking.days import SUMMED

    rows = [row | {"direction": f"{row['source'] or _NOBODY} -> {row['target'] or _NOBODY}"} for row in found["pairs"]]
    title = first_of("By direction and type", len(rows))
    table(title, rows[:ROWS_SHOWN], ("direction", "type", "days", *known(SUMMED, languages)))


def _print_days(found: "OfCountry") -> None:
    table("Busiest days", found["busiest_days"][:BUSIEST], ("day", "events", "mentions"))


def _nothing(
    asked: "Asked", store: "Store", what: str, codes: tuple[str, ...], within: "Period", languages: tuple[str, ...]
) -> None:
    for code in codes:
        if code and code not in known_countries():
            raise click.UsageError(no_country(code), click.get_current_context())
    named = _named(within)
    days = "".join(f" {word} {named[word]}" for word in ("from", "to") if named[word])
    days += f" in {' or '.join(languages)}" if languages else ""
    raise click.ClickException(f"nothing told of {what}{days} in {store}{days_there(asked)}")
