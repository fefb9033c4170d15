"""The layout of ICEWS event files: 20 columns with a header, tabs between, nothing quoted.

It knows one actor a side and asserted events: an event is a row for each source with each target, and one that no daily
row counts is none. What each column holds is in docs/export.md.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pipelines.asking.store import Record
from pipelines.exporting.layouts import country_name, pairs, plain_number, plain_text

COLUMNS: Final = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
_ID_DIGITS: Final = 7
_PAIRS: Final = 8
"""The scripts of the field read ids into R's integers of 32 bits, where a larger one is none."""


def icews_lines(events: Iterable[Record]) -> Iterator[str]:
    """A header, and the rows of the events that daily rows count."""
    yield "\t".join(COLUMNS)
    for event in events:
        if event["mentions_counted"]:
            number = int(event["event_id"][:_ID_DIGITS], 16) * _PAIRS
            for pair, (source, target) in enumerate(pairs(event)):
                row = dict.fromkeys(COLUMNS, "") | _what(event) | _where(event)
                row |= {"Event ID": str(number + pair % _PAIRS)} | _who("Source", source) | _who("Target", target)
                yield "\t".join(row.values())


def _what(event: Record) -> dict[str, str]:
    return {
        "Event Date": event["event_date"].isoformat(),
        "Event Text": f"{event['type']}{'/' + event['mode'] if event['mode'] else ''}",
        "CAMEO Code": event["cameo_code"],
        "Intensity": plain_number(event["goldstein"]),
        "Story ID": str(int(event["story_id"][:_ID_DIGITS], 16)),
        "Publisher": plain_text(event["publisher"]),
    }


def _who(side: str, actor: Any) -> dict[str, str]:
    if actor is None:
        return {}
    return {
        f"{side} Name": plain_text(actor["text"]),
        f"{side} Sectors": ",".join(actor["sectors"]),
        f"{side} Country": country_name(actor["country"]),
    }


def _where(event: Record) -> dict[str, str]:
    name = plain_text(event["place_name"])
    return {
        "City": name if event["place_precision"] == "city" else "",
        "Province": name if event["place_precision"] == "region" else plain_text(event["place_region"]),
        "Country": country_name(event["place_country"]),
        "Latitude": plain_number(event["lat"]),
        "Longitude": plain_number(event["lon"]),
    }
