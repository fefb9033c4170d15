"""Lines of CSV, JSON lines and GeoJSON. Text from outside stays on its line and is no formula to a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from connectors.plain import json_line, one_line
from pipelines.asking.store import Record
from pipelines.exporting.reading import What

COLUMNS: Final[Mapping[What, tuple[str, ...]]] = {
    "events": tuple(
        "event_id event_date date_precision date_basis type mode contexts quad_class score cameo_code goldstein"
        " sources source_names source_countries targets target_names target_countries reciprocal"
        " place_name place_country place_admin1 place_region place_precision lat lon geonames_id modality deed_modality"
        " killed injured arrested protesters troops sentence confidence coder coder_version coder_rank"
        " report_id url publisher language published_at story_id mentions mentions_counted publishers_counted"
        " first_fetched_at".split()
    ),
    "rows": tuple(
        "day series source target place type quad_class incidents stories mentions reports publishers score goldstein"
        " killed injured mentions_denied mentions_planned mentions_historical evidence read read_coded read_no_event"
        " read_duplicate read_unsupported_language min_confidence revision updated_at".split()
    ),
}
"""The columns of the flat forms; lists stand in them with semicolons between."""
_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_PARTIES: Final = {"source": "sources", "target": "targets"}


def csv_lines(records: Iterable[Record], what: What) -> Iterator[str]:
    """A header, then a line for each: text in quotation marks, numbers and days bare, nothing where there is none."""
    columns = COLUMNS[what]
    yield ",".join(columns)
    for record in records:
        flat = _flat(record)
        yield ",".join(_field(flat[name]) for name in columns)


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """An object for each, lists and actors as they are."""
    for record in records:
        yield json_line({name: _said(value) for name, value in record.items()})


def geojson_lines(events: Iterable[Record]) -> Iterator[str]:
    """One FeatureCollection, a feature a line; an event without a place has no geometry."""
    yield '{"type": "FeatureCollection", "features": ['
    before = ""
    for event in events:
        values = _flat(event)
        flat = {name: _said(values[name]) for name in COLUMNS["events"]}
        lat, lon = flat.pop("lat"), flat.pop("lon")
        nowhere = lat is None or lon is None
        feature = {
            "type": "Feature",
            "id": event["event_id"],
            "geometry": None if nowhere else {"type": "Point", "coordinates": [lon, lat]},
            "properties": flat,
        }
        yield before + json_line(feature)
        before = ","
    yield "]}"


def with_parties(record: Record) -> Record:
    """The record with each party's code, words and country in lists of texts, in the same order."""
    flat = dict(record)
    for one, many in _PARTIES.items():
        if isinstance(record.get(many), list):
            actors = record[many]
            flat[many] = [actor["code"] for actor in actors]
            flat[f"{one}_names"] = [actor["text"].replace(";", ",") for actor in actors]
            flat[f"{one}_countries"] = [actor["country"] for actor in actors]
    return flat


def _flat(record: Record) -> Record:
    """As ``with_parties``, without lists in it."""
    values = with_parties(record).items()
    return {name: ";".join(value) if isinstance(value, list) else value for name, value in values}


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _field(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            guarded = f"'{value}" if value.startswith(_FORMULA) else value
            return '"' + one_line(guarded).replace('"', '""') + '"'
    return str(_said(value))
