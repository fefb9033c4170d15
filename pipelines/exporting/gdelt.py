"""The layout of GDELT 2.0 event files: 61 columns, tabs between, no header, nothing quoted.

It knows one actor a side, asserted events and no other: an event is a row for each source with each target, and one
that no daily row counts is none. What each column holds is in docs/export.md.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from typing import Any, Final

from connectors.plain import one_line
from pipelines.asking.store import Record
from pipelines.exporting.layouts import country_name, number_of, pairs, plain_number, plain_text, second_column

_ACTOR: Final = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: Final = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{side}{part}" for side in (1, 2) for part in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
_EMPTY: Final = dict.fromkeys(COLUMNS, "")
_TYPES: Final = {"country": "1", "city": "4", "region": "5"}
_TYPES_USA: Final = {"country": "1", "city": "3", "region": "2"}
_OTHER_REGIONS: Final = frozenset({"BEL", "CHE", "GBR", "GRC", "MNE"})
"""Countries whose first-level regions GeoNames counts by other codes than FIPS."""
_ESCAPED: Final = str.maketrans({'"': "%22", "\\": "%5C", " ": "%20"})


def gdelt_lines(events: Iterable[Record]) -> Iterator[str]:
    """The rows of the events that daily rows count."""
    for event in events:
        if event["mentions_counted"]:
            common = _EMPTY | _when(event) | _what(event) | _where(event)
            number = number_of(event["event_id"])
            for pair, (source, target) in enumerate(pairs(event)):
                row = common | {"GLOBALEVENTID": number + pair} | _who(1, source) | _who(2, target)
                yield "\t".join(map(str, row.values()))


def _when(event: Record) -> dict[str, object]:
    day: date = event["event_date"]
    added = event["first_fetched_at"] or event["published_at"]
    return {
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}",
        "FractionDate": f"{day.year + ((day.month - 1) * 30 + min(day.day, 30)) / 365:.4f}",
        "DATEADDED": f"{added.astimezone(UTC):%Y%m%d%H%M%S}",
    }


def _what(event: Record) -> dict[str, object]:
    code = event["cameo_code"]
    return {
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": event["quad_class"],
        "GoldsteinScale": plain_number(event["goldstein"]),
        "NumMentions": event["mentions_counted"],
        "NumSources": event["publishers_counted"],
        "NumArticles": event["mentions_counted"],
        "SOURCEURL": one_line(event["url"] or "").translate(_ESCAPED),
    }


def _who(side: int, actor: Any) -> dict[str, object]:
    if actor is None:
        return {}
    sectors = actor["sectors"]
    group = sectors[1] if sectors[:1] == ["IGO"] and len(sectors) > 1 else ""
    types = [sector for sector in sectors if sector != group][:3]
    return {
        f"Actor{side}Code": actor["code"],
        f"Actor{side}Name": plain_text(actor["text"]),
        f"Actor{side}CountryCode": actor["country"],
        f"Actor{side}KnownGroupCode": group,
        **{f"Actor{side}Type{n}Code": sector for n, sector in enumerate(types, 1)},
    }


def _where(event: Record) -> dict[str, object]:
    if event["place_name"] is None:
        return {}
    country, kind, region = event["place_country"] or "", event["place_precision"], event["place_admin1"]
    fips = second_column("exporting/fips.tsv", 2).get(country, "")
    name = country_name(country)
    adm1 = fips if kind == "country" else ""
    if fips and region and kind != "country" and country not in _OTHER_REGIONS:
        adm1 = fips + region
    place = {
        "Type": (_TYPES_USA if country == "USA" else _TYPES)[kind],
        "FullName": full_name(event, name),
        "CountryCode": fips,
        "ADM1Code": adm1,
        "Lat": plain_number(event["lat"]),
        "Long": plain_number(event["lon"]),
        "FeatureID": "" if kind == "city" else adm1,
    }
    return {f"ActionGeo_{part}": value for part, value in place.items()}


def full_name(event: Record, country: str) -> str:
    """``Aktau, Mangystau, Kazakhstan``; no name twice in a row, as of cities that are a region."""
    parts = [event["place_name"]]
    if event["place_precision"] == "city":
        parts.append(event["place_region"])
    if event["place_precision"] != "country":
        parts.append(country)
    said = [plain_text(part) for part in parts if part]
    return ", ".join(part for part, before in zip(said, ["", *said], strict=False) if part != before)
