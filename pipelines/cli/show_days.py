"""``wirewatch show day``: a day, or several."""

from typing import TYPE_CHECKING, Any

import click

from pipelines.cli import words
from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.languages import language_option
from pipelines.cli.logs import note
from pipelines.cli.older import what_to_do
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
from pipelines.cli.words import some

if TYPE_CHECKING:
    from pipelines.asking.store import Store
    from pipelines.deployments.period import Period


@click.command(epilog="Example: wirewatch show day 2022-01-03..2022-01-09", short_help="Days: counts and events.")
@click.argument("when", type=words.period, metavar="DAY|PERIOD")
@language_option("Only what reports in it tell (es); repeatable.")
@over_store
@JSON
def day(when: "Period", languages: tuple[str, ...], store: "Store", *, as_json: bool) -> None:
    """The rows of a day, its events, and those that are late or outside the counts, and why.

    A period is 2022-01, 2022-W03, 2022-01-03..2022-01-09, yesterday or today (by this machine's zone). Over several
    days only what may be added is: an incident and a mention are of one day, a story or a publisher may be of many.

    denied, planned, historical: by its modality. coarse: dated coarser than to a day. open: nothing says when. ahead:
    its day is later than its report's. unsure: its confidence is below the deployment's --min_confidence.

    With --language rows count the reports in it alone; stories, killed and injured are not told then.
    """
    from pipelines.asking.days import CELLS, FIGURES, SUMMED, one_day, several_days
    from pipelines.asking.evidence import coded_by_older
    from pipelines.asking.languages import told_in
    from pipelines.asking.telling import told
    from pipelines.coding.version import IDENTITY

    one = when.first == when.last
    name = str(when.first) if one else str(when)
    with asking(store) as asked:
        rows: dict[str, Any] = dict(
            one_day(asked, when.first, languages) if one else several_days(asked, when, languages)
        )
        limit = None if as_json else ROWS_SHOWN
        chosen = f"m.event_date BETWEEN $first AND $last{told_in(languages)}"
        events = told(asked, chosen, limit=limit, first=when.first, last=when.last, languages=list(languages))
        there = "" if rows["totals"] else days_there(asked)
        older = coded_by_older(asked, IDENTITY)
    if as_json:
        named = {"day": name} if one else {"from": str(when.first), "to": str(when.last)}
        print_json(named | of_languages(languages) | rows | events)
        return
    if not rows["totals"]:
        which = f" in {' or '.join(languages)}" if languages else ""
        raise click.ClickException(f"{name}: nothing was read{which} and nothing told of it in {store}{there}")
    for read in rows["read"]:
        in_them = f" in {', '.join(languages)}" if languages else ""
        table(f"{name}: reports read{in_them}", [read], known(read, languages))
    figures = known(FIGURES if one else ("days", *SUMMED), languages)
    table("By type", [row | {"type": row["type"] or "all"} for row in rows["totals"]], ("type", *figures))
    for title, kind in (("Country pairs", "pairs"), ("Places", "places")):
        held = rows[kind]
        shown = (title, held) if one else (first_of(title, len(held)), held[:ROWS_SHOWN])
        table(*shown, (*CELLS[kind][1], *figures))
    if not one:
        days = rows["days"]
        busiest = sorted(days, key=lambda row: (-row["mentions"], row["day"]))[:BUSIEST]
        table(f"Busiest of {some(len(days), 'day')}", busiest, ("day", *known(FIGURES, languages)))
    print_told(events)
    if older.reports:
        note(what_to_do(older, store.folder))
