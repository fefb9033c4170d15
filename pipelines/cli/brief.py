"""``wirewatch brief``: a day or a week as one page and as Markdown."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from connectors.extras import how_to_add
from pipelines.cli import words
from pipelines.cli.asking import asking, over_store
from pipelines.cli.countries import country_option

if TYPE_CHECKING:
    from pipelines.asking.store import Store
    from pipelines.deployments.period import Period


@click.command(epilog="Example: wirewatch brief 2022-W01 --out out --country KAZ")
@click.argument("when", type=words.period, metavar="DAY|PERIOD")
@country_option("Only of this country (KAZ).")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to; else DIR/briefings."
)
@over_store
def command(when: "Period", countries: frozenset[str], into: Path | None, store: "Store") -> None:
    """Write a briefing: alerts, what stands out, a chart, the sentences that carry it, with links, and a map.

    One HTML page that needs nothing else, and the same as Markdown. What stands out of a day is what the month before
    did not let expect; a longer period is compared with the four weeks before it. A period is 2022-W03, 2022-01,
    yesterday or 2022-01-03..2022-01-09.
    """
    if len(countries) > 1:
        raise click.UsageError("a briefing is of one country: give --country once", click.get_current_context())
    folder = into or (store.folder / "briefings" if store.folder else None)
    if folder is None:
        raise click.UsageError("a database has no folder: say where to write by --into DIR")
    try:
        from pipelines.briefing.content import NothingToTellError, brief
        from pipelines.briefing.markdown import markdown
        from pipelines.briefing.page import page
    except ModuleNotFoundError as e:
        raise click.ClickException(f"briefings need an extra ({e.name}): {how_to_add('desk')}") from e
    from pipelines.asking.verdicts import FILE, read_verdicts

    country = next(iter(countries), "")
    verdicts = read_verdicts(store.folder / FILE).verdicts if store.folder else []
    try:
        with asking(store) as asked:
            found = brief(asked, when, country, verdicts)
    except NothingToTellError as e:
        raise click.ClickException(f"{e} in {store}") from e
    name = str(when.first) if when.first == when.last else f"{when.first}_{when.last}"
    name += f"_{country}" if country else ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, text in (("html", page(found)), ("md", markdown(found))):
            path = folder / f"{name}.{ending}"
            path.write_text(text, encoding="utf-8")
            click.echo(f"written    {path}")
    except OSError as e:
        raise click.ClickException(f"{e.filename or folder}: {e.strerror or e}") from e
