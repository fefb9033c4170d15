"""``wirewatch compare``: what changed from one period to another, or two countries or pairs in one period."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

import click

from pipelines.cli import words
from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.countries import known_countries, no_country
from pipelines.cli.languages import language_option
from pipelines.cli.showing import of_languages, print_json, table
from pipelines.cli.types import event_type
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from pipelines.asking.comparing import Change, Ratio
    from pipelines.asking.series import Series
    from pipelines.asking.store import Store
    from pipelines.deployments.period import Period

_SHOWN: Final = 20
_ONE: Final = {"events": "event", "incidents": "incident", "stories": "story", "mentions": "mention"}


@click.command(epilog="Example: wirewatch compare 2022-01 2022-02 --country KAZ")
@click.argument("before", type=words.period, metavar="PERIOD")
@click.argument("after", type=words.period, metavar="[PERIOD]", required=False)
@click.option("--countries", metavar="KAZ,UZB", help="Of one period: the second country against the first.")
@click.option("--pairs", metavar="RUS:UKR,UKR:RUS", help="Of one period: what is done in the second against the first.")
@click.option("--country", default="", help="Only cells of this country, as either side or as the place.")
@click.option("--pair", nargs=2, metavar="COUNTRY COUNTRY", help="Only this pair, in both directions.")
@click.option("--type", "kind", callback=event_type, help="Only this type.")
@language_option("Only what reports in it tell (es), for as many of these read; repeatable.")
@over_store
@JSON
def command(
    before: "Period",
    after: "Period | None",
    countries: str | None,
    pairs: str | None,
    country: str,
    pair: tuple[str, str] | None,
    kind: str,
    languages: tuple[str, ...],
    store: "Store",
    *,
    as_json: bool,
) -> None:
    """How often things happened for as many reports read, in the second period against the first, with 95% intervals.

    Cells are totals, country pairs by direction, and places, by type and together. A change is clear where its interval
    does not hold 1; those come first. Of many cells that stay as they are a few seem to change by chance. The periods
    may differ in length. A period is 2022-01, 2022-W03 or 2022-01-03..2022-01-09.

    With --countries or --pairs and one period: how often as many times the second as the first.
    """
    from pipelines.asking.comparing import PeriodError, compare

    if after is None or countries or pairs:
        if after or country or pair or bool(countries) == bool(pairs):
            raise click.UsageError("give two periods, or one with --countries A,B or --pairs A:B,C:D")
        _compare_two(store, before, countries, pairs, kind, languages, as_json=as_json)
        return
    chosen = [code.upper() for code in (country, *(pair or ())) if code not in ("", "-")]
    for code in chosen:
        if code not in known_countries():
            raise click.UsageError(no_country(code), click.get_current_context())
    codes = tuple("" if code == "-" else code.upper() for code in pair) if pair else None
    try:
        with asking(store) as asked:
            found = compare(
                asked,
                before,
                after,
                country=country.upper(),
                pair=(codes[0], codes[1]) if codes else None,
                type=kind,
                languages=languages,
            )
    except PeriodError as e:
        raise click.ClickException(f"{e} in {store}") from e
    if as_json:
        print_json({**found, **of_languages(languages)})
        return
    for period, read, days in zip((before, after), found["read"], found["days"], strict=True):
        say(f"{period}   {some(read, 'report')} read on {some(days, 'day')}")
    clear = [change for change in found["changes"] if change["clear"]]
    say(f"{some(len(clear), 'clear change')} of {some(len(found['changes']), 'cell')} with 5 incidents or more")
    for title, more in (("More often", True), ("Less often", False)):
        rows = [change for change in clear if (change["low"] > 1) == more]
        of = f", the first {_SHOWN} of {len(rows):,}" if len(rows) > _SHOWN else ""
        table(f"{title}{of}", [_shown(row) for row in rows[:_SHOWN]], _COLUMNS)
    if not clear:
        table("Nearest to a change", [_shown(row) for row in found["changes"][:5]], _COLUMNS)


def _compare_two(
    store: "Store",
    when: "Period",
    countries: str | None,
    pairs: str | None,
    kind: str,
    languages: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    from pipelines.asking.comparing import PeriodError, compare_series

    one, other = (replace(side, languages=languages) for side in _two(countries, pairs, kind))
    try:
        with asking(store) as asked:
            found = compare_series(asked, (one, when), (other, when))
    except PeriodError as e:
        raise click.ClickException(f"{e} in {store}") from e
    if as_json:
        print_json({"one": asdict(one), "other": asdict(other), "measure": one.measure, **found})
        return
    names = [_named(series) for series in (one, other)]
    for name, count in zip(names, (found["before"], found["after"]), strict=True):
        say(f"{name:12} {some(round(count), _ONE[one.measure], one.measure)} in {when}")
    if found["ratio"] is None and not found["after"]:
        say("nothing to compare")
        return
    times = "any number of" if found["ratio"] is None else f"{found['ratio']:.2f}"
    said = "clear" if found["clear"] else "may be chance"
    say(f"{names[1]} {times} times as often as {names[0]} (95%: {_interval(found)}): {said}")


def _two(countries: str | None, pairs: str | None, kind: str) -> "tuple[Series, Series]":
    """What is compared; raises click.UsageError."""
    from pipelines.asking.series import Series

    given = (countries or pairs or "").upper().split(",")
    sides = [tuple("" if code == "-" else code for code in one.strip().split(":")) for one in given]
    if len(sides) != 2 or any(len(side) != (1 if countries else 2) for side in sides):
        raise click.UsageError("two are compared: --countries KAZ,UZB, or --pairs RUS:UKR,UKR:RUS (- is nobody named)")
    for code in (code for side in sides for code in side if code or countries):
        if code not in known_countries():
            raise click.UsageError(no_country(code), click.get_current_context())
    one, other = (
        Series(kind="country", one=side[0], type=kind)
        if countries
        else Series(kind="pair", one=side[0], other=side[1], type=kind)
        for side in sides
    )
    return one, other


def _named(series: "Series") -> str:
    return series.one if series.kind == "country" else f"{series.one or '-'} -> {series.other or '-'}"


def _interval(found: "Ratio") -> str:
    return f"{found['low']:.2f} to {'any' if found['high'] is None else format(found['high'], '.2f')}"


_COLUMNS: Final = ("what", "type", "before", "after", "times", "interval")


def _shown(change: "Change") -> dict[str, Any]:
    where = {
        "totals": "everywhere",
        "pairs": f"{change['source'] or '-'} -> {change['target'] or '-'}",
        "places": f"in {change['place'] or 'no place told'}",
    }[change["kind"]]
    return {
        "what": where,
        "type": change["type"] or "all",
        "before": f"{change['before']:,.0f}",
        "after": f"{change['after']:,.0f}",
        "times": "new" if change["ratio"] is None else f"{change['ratio']:.2f}",
        "interval": _interval(change),
    }
