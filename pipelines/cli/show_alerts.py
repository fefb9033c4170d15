"""``wirewatch show alerts``: the alerts that were recorded, and what they rest on."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.countries import country_option
from pipelines.cli.show_countries import between, period_of
from pipelines.cli.showing import first_of, print_json, table
from pipelines.cli.words import say

if TYPE_CHECKING:
    from pipelines.asking.store import Store

_SHOWN: Final = 20


@click.command(
    epilog="Example: wirewatch show alerts --from 2022-02-01 --country UKR", short_help="Alerts, and what they rest on."
)
@between
@country_option("Source, target or place (KAZ).")
@click.option("--all", "everything", is_flag=True, help="Those taken back, too.")
@over_store
@JSON
def alerts(
    first: date | None,
    last: date | None,
    countries: frozenset[str],
    store: "Store",
    *,
    everything: bool,
    as_json: bool,
) -> None:
    """The alerts that fire, the latest first: the count, what the month before let expect, the limit and the evidence.

    A score of 1 is at the limit. `wirewatch alerts run` judges and records them.
    """
    from pipelines.asking.alerts import alerts as recorded

    when = period_of(first, last)
    with asking(store) as asked:
        found = recorded(asked, when, resolved=everything, countries=tuple(sorted(countries)))
    if as_json:
        print_json({"alerts": found})
        return
    if not found:
        say(f"no alert fires in {store}; `wirewatch alerts run` judges its days")
        return
    rows = [
        row
        | {name: f"{row[name]:g}" if name == "count" else f"{row[name]:.2f}" for name in ("count", "expected", "score")}
        | {"limit": f"{row['limit']:g}", "evidence": " ".join(event[:8] for event in row["evidence"])}
        for row in found
    ]
    columns = ("day", "named", "measure", "count", "expected", "limit", "score", "rule", "evidence")
    table(first_of("Alerts", len(rows)), rows[:_SHOWN], (*columns, *(("state",) if everything else ())))
    for row in found[:_SHOWN]:
        for event in row["evidence_events"][:1]:
            say(f"  {row['day']} {row['named']}: {event.get('sentence', '')}")
