"""``wirewatch find``: events by words and by what they are."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from pipelines.cli import words as given_words
from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.countries import country_option
from pipelines.cli.languages import language_option
from pipelines.cli.showing import parties, print_json, table
from pipelines.cli.types import event_types
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from pipelines.asking.store import Store

_SHOWN: Final = 20
_VALUES_SHOWN: Final = 8
_NONE: Final = {"country": "no place", "language": "not told", "publisher": "not told"}


@click.command(epilog='Example: wirewatch find "protest* fuel" --country KAZ --from 2022-01-01 --to 2022-01-31')
@click.argument("words", nargs=-1)
@click.option("--type", "types", multiple=True, callback=event_types, help="Of this type (PROTEST); repeatable.")
@click.option("--actor", "actors", multiple=True, help="A code or its beginning, a sector, or words of a name.")
@country_option("An actor or the place is of it (KAZ).")
@click.option("--place", "places", multiple=True, help="The place's name, or the country that it is in.")
@click.option("--publisher", "publishers", multiple=True, help="Told by it.")
@language_option("Told in it (es, Spanish); repeatable.")
@click.option(
    "--modality",
    "modalities",
    multiple=True,
    type=click.Choice(["asserted", "denied", "planned", "historical"]),
    help="Told so.",
)
@click.option("--min_confidence", "--min-confidence", type=click.FloatRange(0, 1), help="At least so sure.")
@click.option("--counted/--uncounted", "counted", default=None, help="Only what daily rows count, or do not.")
@click.option("--from", "first", type=given_words.day, metavar="YYYY-MM-DD", help="From this day on.")
@click.option("--to", "last", type=given_words.day, metavar="YYYY-MM-DD", help="Up to this day.")
@click.option("--limit", type=click.IntRange(1, 100_000), help="Events shown: 20, with --json 1,000.")
@click.option("--after", default="", metavar="PLACE", help="The next page: what the last one ended with.")
@over_store
@JSON
def command(
    words: tuple[str, ...],
    types: tuple[str, ...],
    actors: tuple[str, ...],
    countries: frozenset[str],
    places: tuple[str, ...],
    publishers: tuple[str, ...],
    languages: tuple[str, ...],
    modalities: tuple[str, ...],
    min_confidence: float | None,
    counted: bool | None,
    first: date | None,
    last: date | None,
    limit: int | None,
    after: str,
    store: "Store",
    *,
    as_json: bool,
) -> None:
    """Find events, the latest first, and say how many there are of each type, country, publisher and so on.

    All words must stand in the event's sentence, in any case: whole ones, protest* for all that begin so, "two words"
    in quotation marks for words that follow each other. Options may be given several times: one of them must hold. What
    is said of publisher, language, modality and confidence must hold of one mention.
    """
    from pipelines.asking.finding import FACETS, PAGE, Search, SearchError, find

    search = Search(
        words=" ".join(f'"{word}"' if " " in word and len(words) > 1 else word for word in words),
        types=types,
        actors=actors,
        countries=tuple(sorted(countries)),
        places=places,
        publishers=publishers,
        languages=languages,
        modalities=modalities,
        min_confidence=min_confidence,
        counted=counted,
        first=first or date.min,
        last=last or date.max,
    )
    try:
        with asking(store) as asked:
            found = find(asked, search, limit=limit or (PAGE if as_json else _SHOWN), after=after)
    except SearchError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    if as_json:
        print_json(found)
        return
    if not found["many"]:
        raise click.ClickException(f"no event found in {store}")
    shown = [row | {"who": parties(row), "event_id": row["event_id"][:8]} for row in found["events"]]
    title = some(found["many"], "event") + (f", {len(shown):,} of them" if len(shown) < found["many"] else "")
    table(title, shown, ("event_date", "mentions", "type", "who", "place_name", "event_id", "sentence"))
    for facet in FACETS:
        values = found["facets"][facet]
        named = [f"{one['value'] or _NONE.get(facet, '-')} {one['events']:,}" for one in values[:_VALUES_SHOWN]]
        more = f", {len(values) - _VALUES_SHOWN:,} more" if len(values) > _VALUES_SHOWN else ""
        say(f"{facet:10} {', '.join(named)}{more}")
    if found["next"]:
        say(f"more       --after {found['next']}")
