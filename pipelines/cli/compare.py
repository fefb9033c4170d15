"""``wirewatch compare``: what changed from one period to another."""

from typing import TYPE_CHECKING, Any, Final

import click

from pipelines.cli import words
from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.countries import known_countries, no_country
from pipelines.cli.showing import print_json, table
from pipelines.cli.types import event_type
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from pipelines.asking.comparing import Change
    from pipelines.asking.store import Store
    from pipelines.deployments.period import Period

_SHOWN: Final = 20


@click.command(epilog="Example: wirewatch compare 2022-01 2022-02 --country KAZ")
@click.argument("before", type=words.period, metavar="PERIOD")
@click.argument("after", type=words.period, metavar="PERIOD")
@click.option("--country", default="", help="Only cells of this country, as either side or as the place.")
@click.option("--pair", nargs=2, metavar="COUNTRY COUNTRY", help="Only this pair, in both directions.")
@click.option("--type", "kind", callback=event_type, help="Only this type.")
@over_store
@JSON
def command(
    before: "Period",
    after: "Period",
    country: str,
    pair: tuple[str, str] | None,
    kind: str,
    store: "Store",
    *,
    as_json: bool,
) -> None:
    """How often things happened for as many reports read, in the second period against the first, with 95% intervals.

    Cells are totals, country pairs by direction, and places, by type and together. A change is clear where its interval
    does not hold 1; those come first. Of many cells that stay as they are a few seem to change by chance. The periods
    may differ in length. A period is 2022-01, 2022-W03 or 2022-01-03..2022-01-09.
    """
    from pipelines.asking.comparing import PeriodError, compare

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
            )
    except PeriodError as e:
        raise click.ClickException(f"{e} in {store}") from e
    if as_json:
        print_json(found)
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


_COLUMNS: Final = ("what", "type", "before", "after", "times", "interval")


def _shown(change: "Change") -> dict[str, Any]:
    where = {
        "totals": "everywhere",
        "pairs": f"{change['source'] or '-'} -> {change['target'] or '-'}",
        "places": f"in {change['place'] or 'no place told'}",
    }[change["kind"]]
    high = "" if change["high"] is None else f"{change['high']:.2f}"
    return {
        "what": where,
        "type": change["type"] or "all",
        "before": f"{change['before']:,.0f}",
        "after": f"{change['after']:,.0f}",
        "times": "new" if change["ratio"] is None else f"{change['ratio']:.2f}",
        "interval": f"{change['low']:.2f} to {high or 'any'}",
    }
