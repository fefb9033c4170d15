"""The layout of POLECAT's weekly files: 40 columns with a header, tabs between, nothing quoted.

An event is a row; several actors stand in one field with "; " between, and "None" stands for what is not told, as in
the files themselves. It has asserted events only: one that no daily row counts is none. What each column holds is in
docs/export.md.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pipelines.asking.store import Record
from pipelines.exporting.layouts import country_name, plain_number, plain_text

_PARTY: Final = ("Name", "Country", "COW")
_MORE: Final = ("Title", "Name Raw")
COLUMNS: Final = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(
        column
        for side in ("Actor", "Recipient")
        for column in (
            *(f"{side} {name}" for name in _PARTY),
            f"Primary {side} Sector",
            f"{side} Sectors",
            *(f"{side} {name}" for name in _MORE),
            f"Wikipedia {side} ID",
        )
    ),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"),
    *("Language", "Version"),
)
EMPTY: Final = (
    *(f"{side} {name}" for side in ("Actor", "Recipient") for name in ("COW", "Title")),
    *("Wikipedia Actor ID", "Wikipedia Recipient ID", "District", "Feature Type"),
    *("Story People", "Story Organizations", "Story Locations", "Language"),
)
"""The columns that we cannot fill."""
_NONE: Final = "None"
_QUADS: Final = ("", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


def polecat_lines(events: Iterable[Record]) -> Iterator[str]:
    """A header, and the events that daily rows count."""
    yield "\t".join(COLUMNS)
    for event in events:
        if event["mentions_counted"]:
            sources, targets = event["sources"], event["targets"]
            if event["reciprocal"] and len(sources) > 1:
                targets = sources
            row = _what(event) | _where(event) | _who("Actor", sources) | _who("Recipient", targets)
            yield "\t".join("" if name in EMPTY else row[name] or _NONE for name in COLUMNS)


def _what(event: Record) -> dict[str, str]:
    return {
        "Event ID": event["event_id"],
        "Event Date": event["event_date"].isoformat(),
        "Event Type": event["type"],
        "Event Mode": event["mode"] or "",
        "Intensity": plain_number(event["score"]),
        "Quad Code": _QUADS[event["quad_class"]],
        "Contexts": "; ".join(event["contexts"]),
        "Source": plain_text(event["publisher"]),
        "Publication Date": event["published_at"].date().isoformat(),
        "Version": event["coder_version"],
    }


def _who(side: str, parties: list[Any]) -> dict[str, str]:
    names = "; ".join(plain_text(party["text"]).replace(";", ",") for party in parties)
    sectors = dict.fromkeys(sector for party in parties for sector in party["sectors"])
    return {
        f"{side} Name": names,
        f"{side} Country": "; ".join(dict.fromkeys(party["country"] for party in parties if party["country"])),
        f"Primary {side} Sector": next(iter(sectors), ""),
        f"{side} Sectors": "; ".join(sectors),
        f"{side} Name Raw": names,
    }


def _where(event: Record) -> dict[str, str]:
    name = plain_text(event["place_name"])
    return {
        "Placename": name,
        "City": name if event["place_precision"] == "city" else "",
        "Province": name if event["place_precision"] == "region" else plain_text(event["place_region"]),
        "Country": country_name(event["place_country"]),
        "Latitude": plain_number(event["lat"]),
        "Longitude": plain_number(event["lon"]),
        "GeoNames ID": plain_number(event["geonames_id"]),
        "Raw Placename": name,
    }
