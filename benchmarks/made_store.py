"""A store of made-up days for whoever looks at it: rows made by SQL, as a pipeline would have left them, no coding.

    python -m benchmarks.made_store FOLDER [DAYS] [REPORTS_A_DAY]

Reports of invented publishers tell invented events between real countries in real cities; some are copies, some tell
nothing, some are denied or planned. One pair and one place have a surge at the end, so that alerts fire. The same
numbers give the same store.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from connectors.duckdb import STORE_FILE, DuckdbSink, connect
from pipelines.asking.store import folder_store
from pipelines.coding.datafiles import DATA, read_rows
from pipelines.desk.outstanding import Standing, outstanding
from schemas import Alert, Evidence

LAST: Final = date(2022, 3, 31)
COUNTRIES: Final = (
    "EST FIN PER BOL TUR GRC UGA KEN KAZ KGZ LVA NOR CHL ARG GEO ARM MAR DZA GHA TGO NPL BTN FJI TON".split()
)
SURGE: Final = ("NPL", "BTN")
_TYPES: Final = (  # type, quad class, score, CAMEO, Goldstein, source, words, trigger, target
    ("CONSULT", 1, 2.5, "040", 1.0, "officials", "met", "officials", "GOV", "GOV"),
    ("AGREE", 1, 2.5, "030", 4.0, "ministers", "agreed on a timetable with", "negotiators", "GOV", "GOV"),
    ("AID", 2, 10.0, "070", 7.0, "rescuers", "delivered tents and water to", "villagers", "GOV", "CVL"),
    ("COOPERATE", 2, 9.5, "060", 6.0, "engineers", "opened a railway with", "officials", "BUS", "GOV"),
    ("ACCUSE", 3, -3.0, "112", -2.0, "ministers", "accused", "officials", "GOV", "GOV"),
    ("REJECT", 3, -2.0, "120", -4.0, "negotiators", "rejected the offer of", "ministers", "GOV", "GOV"),
    ("PROTEST", 4, -5.0, "141", -6.5, "farmers", "marched against", "officials", "LAB", "GOV"),
    ("COERCE", 4, -7.0, "173", -5.0, "police", "arrested three", "fishermen", "COP", "CVL"),
)
_PUBLISHERS: Final = (
    *("Meridian Wire", "The Harbour Post", "Savanna Gazette", "Northern Courier", "Lake Herald", "Evening Compass"),
    *("Highland Record", "The Ferry Times", "Steppe Observer", "Coast Bulletin", "Old Town Ledger", "Morning Beacon"),
)


def make_store(folder: Path, days: int = 365, reports: int = 2_000, last: date = LAST) -> Path:
    """Fill ``folder`` with so many days up to ``last``; gives the path of the store, which must not exist yet."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / STORE_FILE
    if path.exists():
        raise FileExistsError(f"{path} exists: give another folder")
    with connect(path) as store:
        store.execute("SET TimeZone = 'UTC'")
        store.register("kinds", _kinds())
        store.register("cities", _cities())
        store.register("people", _people())
        store.register("papers", pa.table({"n": range(len(_PUBLISHERS)), "publisher": _PUBLISHERS}))
        numbers = {"days": days, "reports": reports, "last": last, "events": max(1, reports * 2 // 5)}
        values = numbers | {"one": COUNTRIES.index(SURGE[0]), "other": COUNTRIES.index(SURGE[1])}
        for steps in (_HAPPENED, _REPORTED, _EVENTS, _REPORTS, _MENTIONS):
            for step in filter(str.strip, steps.split(";")):
                store.execute(step, {name: value for name, value in values.items() if f"${name}" in step})
        for cell in _CELLS:
            store.execute(_DAILY.format(**cell))
        store.execute(_READ)
    DuckdbSink(path).write_alerts(_alerts(folder, last))
    return path


def _kinds() -> pa.Table:
    names = ("type", "quad_class", "score", "cameo", "goldstein", "doers", "verb", "others", "sector", "other_sector")
    table = {name: [row[n] for row in _TYPES] for n, name in enumerate(names)}
    return pa.table({"n": range(len(_TYPES)), **table})


def _people() -> pa.Table:
    """The countries and how their people are called; the first are in the news most."""
    adjectives = {
        row.cells[0]: row.cells[2].partition("|")[0] for row in read_rows(DATA / "actors" / "countries.tsv", 5, 5)
    }
    return pa.table({"n": range(len(COUNTRIES)), "code": COUNTRIES, "adjective": [adjectives[c] for c in COUNTRIES]})


def _cities() -> pa.Table:
    """Five cities for each country."""
    found: dict[str, dict[str, tuple[str, str, str, str, float, float]]] = {code: {} for code in COUNTRIES}
    for row in read_rows(DATA / "places" / "cities.tsv", 2, 2):
        for place in row.cells[1].split(";"):
            number, country, admin1, lat, lon, people, *usual = place.split(",")
            if country in found and number not in found[country]:
                found[country][number] = (usual[0] if usual else row.cells[0], admin1, lat, lon, int(people), number)
    rows: list[dict[str, Any]] = []
    for country, cities in found.items():
        largest = sorted(cities.values(), key=lambda city: -city[4])[:5]
        for n, (name, admin1, lat, lon, _, number) in enumerate(largest):
            rows.append(
                {"country": country, "n": n, "name": name, "admin1": admin1}
                | {"lat": float(lat), "lon": float(lon), "geonames_id": int(number), "many": len(largest)}
            )
    return pa.Table.from_pylist(rows)


_DICE: Final = "(md5_number_lower({0}) % 1000000 / 1000000.0)"
"""A number from 0 to 1 that the text gives."""


def _dice(*parts: str) -> str:
    return _DICE.format("concat_ws('/', " + ", ".join(parts) + ")")


# What happened, told or not: on each day so many events, some countries much more often than others.
_HAPPENED: Final = f"""
  CREATE TEMPORARY TABLE happened AS
  WITH drawn AS (
    SELECT ($last::DATE - ($days - 1 - d)::INTEGER)::DATE AS day, d, e,
      {_dice("'s'", "d", "e")} AS a, {_dice("'t'", "d", "e")} AS b, {_dice("'k'", "d", "e")} AS c,
      {_dice("'p'", "d", "e")} AS p, {_dice("'m'", "d", "e")} AS m,
      d >= $days - 2 AND e % 2 = 0 AS surge
    FROM range($days) AS days(d), range($events) AS numbers(e)
    WHERE {_dice("'w'", "d", "e")} < 0.55 + 0.25 * (d % 7 < 5)::INTEGER + 0.1 * sin(d / 19.0)
  )
  SELECT drawn.*, kinds.* EXCLUDE (n), source.code AS source, source.adjective, target.code AS target,
    target.adjective AS other_adjective, city.name AS city, city.country AS place, city.admin1, city.lat, city.lon,
    city.geonames_id, md5('e' || d || '/' || e) AS event_id, m < 0.04 AS denied, m > 0.93 AS planned,
    CASE WHEN type = 'COERCE' THEN 3 END AS arrested
  FROM drawn
  JOIN kinds ON kinds.n = CASE WHEN surge THEN 6 + e % 2 ELSE (c * c * 8)::INTEGER % 8 END
  JOIN people AS source ON source.n = CASE WHEN surge THEN $one ELSE (a * a * 24)::INTEGER % 24 END
  JOIN people AS target ON target.n = CASE WHEN surge THEN $other
    ELSE (source.n + 1 - 2 * (source.n % 2) + (b > 0.7)::INTEGER * (b * 24)::INTEGER) % 24 END
  LEFT JOIN cities AS city ON p < 0.8 AND city.country = target.code AND city.n = (p * 40)::INTEGER % city.many;
  ALTER TABLE happened ADD COLUMN sentence VARCHAR;
  UPDATE happened SET sentence = concat(adjective, ' ', doers, ' ', if(planned, 'will have ', ''), verb, ' ',
    other_adjective, ' ', others, if(city IS NULL, '', ' in ' || city), ' on ', dayname(day), '.');
"""
# Who reported it: the earlier an event in its day's list, the more often it is told; a part tells nothing.
_REPORTED: Final = f"""
  CREATE TEMPORARY TABLE reported AS
  WITH drawn AS (
    SELECT d, r, {_dice("'r'", "d", "r")} AS a, {_dice("'o'", "d", "r")} AS o, {_dice("'q'", "d", "r")} AS q
    FROM range($days) AS days(d), range($reports) AS numbers(r)
    WHERE {_dice("'v'", "d", "r")} < 0.6 + 0.4 * (d % 7 < 5)::INTEGER
  )
  SELECT ($last::DATE - ($days - 1 - drawn.d)::INTEGER)::DATE AS day, drawn.d, r, o,
    md5('r' || drawn.d || '/' || r) AS report_id,
    md5('r' || drawn.d || '/' || (r - r % 4)) AS story_id, publisher, happened.event_id, happened.sentence,
    ($last::DATE - ($days - 1 - drawn.d)::INTEGER)::TIMESTAMP + to_seconds((q * 86000)::BIGINT) AS published_at
  FROM drawn JOIN papers ON papers.n = (q * 100)::INTEGER % 12
  LEFT JOIN happened ON o < 0.72 AND happened.d = drawn.d AND happened.e = (drawn.a * drawn.a * $events)::INTEGER;
"""
_EVENTS: Final = """
  INSERT INTO events BY NAME
  SELECT event_id, day AS event_date, 'day' AS date_precision, 'relative' AS date_basis, type, NULL AS mode,
    CASE WHEN e % 5 = 0 THEN ['economic'] ELSE [] END AS contexts, quad_class, score, cameo AS cameo_code, goldstein,
    [{'text': adjective || ' ' || doers, 'code': h.source || sector, 'country': h.source, 'sectors': [sector],
      'role': NULL, 'country_basis': 'name'}] AS sources,
    [{'text': other_adjective || ' ' || others, 'code': target || other_sector, 'country': target,
      'sectors': [other_sector], 'role': NULL, 'country_basis': 'name'}] AS targets,
    false AS reciprocal, city AS place_name, place AS place_country, admin1 AS place_admin1, lat, lon, geonames_id,
    CASE WHEN city IS NOT NULL THEN 'city' END AS place_precision,
    CASE WHEN denied THEN 'denied' WHEN planned THEN 'planned' ELSE 'asserted' END AS modality, arrested, h.sentence,
    0 AS sentence_start, length(h.sentence) AS sentence_end, instr(h.sentence, verb) - 1 AS trigger_start,
    instr(h.sentence, verb) - 1 + length(split_part(verb, ' ', 1)) AS trigger_end, 'wirewatch' AS coder,
    '4' AS coder_version, 4 AS coder_rank, round(0.6 + 0.39 * b, 2) AS confidence, first.report_id,
    'https://news.example/' || first.report_id AS url, first.publisher, first.published_at, first.story_id
  FROM happened AS h JOIN (
    SELECT event_id, arg_min(reported, (published_at, report_id)) AS first FROM reported
    WHERE event_id IS NOT NULL GROUP BY event_id
  ) USING (event_id)
"""
_REPORTS: Final = """
  INSERT INTO reports BY NAME
  SELECT report_id, day AS published_day, outcome, outcome AS reason,
    CASE WHEN outcome = 'duplicate' THEN story_id END AS duplicate_of, story_id, md5(text) AS content_hash,
    'wirewatch' AS coder, '4' AS coder_version, 4 AS coder_rank,
    lower(replace(publisher, ' ', '-')) AS source, publisher,
    CASE WHEN r % 3 = 0 THEN 'Meridian Wire' END AS agency, 'https://news.example/' || report_id AS url,
    CASE WHEN told IS NULL THEN 'Weather and sport, part ' || r ELSE rtrim(told, '.') END AS title, text,
    CASE WHEN outcome = 'unsupported_language' THEN 'et' ELSE 'en' END AS language, published_at,
    'second' AS published_precision, published_at + INTERVAL 9 MINUTE AS fetched_at,
    CASE WHEN told IS NULL THEN [{'start': 0, 'end': length(text), 'reason': 'weather'}]
      ELSE [{'start': 0, 'end': length(told), 'reason': NULL},
            {'start': length(told) + 1, 'end': length(text), 'reason': 'no_trigger'}] END AS sentences
  FROM (
    SELECT *, event_id IS NOT NULL AND o < 0.64 AS tells, CASE WHEN event_id IS NOT NULL THEN sentence END AS told,
      CASE WHEN event_id IS NULL THEN CASE WHEN o > 0.95 THEN 'unsupported_language' ELSE 'no_event' END
           WHEN o > 0.6 AND r % 4 > 0 THEN 'duplicate' ELSE 'coded' END AS outcome,
      CASE WHEN event_id IS NULL THEN 'Clear skies are expected over the lakes until the weekend, and a mild wind.'
           ELSE sentence || ' Boats stayed in the harbour, and the market was busy until the evening.' END AS text
    FROM reported
  )
"""
_MENTIONS: Final = """
  INSERT INTO mentions BY NAME
  SELECT event_id, report_id, day AS event_date, e.modality, false AS late, e.confidence, r.source, r.publisher,
    r.agency, r.url, r.published_at, r.story_id, e.sentence_start, e.sentence_end, e.trigger_start, e.trigger_end,
    CASE WHEN e.modality <> 'asserted' THEN e.modality WHEN e.confidence < 0.62 THEN 'unsure' END AS uncounted
  FROM reported JOIN reports AS r USING (report_id) JOIN events AS e USING (event_id)
"""
_DAILY: Final = """
  INSERT INTO daily BY NAME
  SELECT m.event_date AS day, '{series}' AS series, {source} AS source, {target} AS target, {place} AS place,
    {type} AS type, {quad} AS quad_class, count(DISTINCT event_id) FILTER (uncounted IS NULL) AS incidents,
    count(DISTINCT m.story_id) FILTER (uncounted IS NULL) AS stories, count(*) FILTER (uncounted IS NULL) AS mentions,
    count(DISTINCT m.report_id) FILTER (uncounted IS NULL) AS reports,
    count(DISTINCT m.publisher) FILTER (uncounted IS NULL) AS publishers,
    avg(score) FILTER (uncounted IS NULL) AS score, avg(goldstein) FILTER (uncounted IS NULL) AS goldstein,
    0 AS killed, 0 AS injured, count(*) FILTER (uncounted = 'denied') AS mentions_denied,
    count(*) FILTER (uncounted = 'planned') AS mentions_planned, 0 AS mentions_historical,
    list_slice(list_distinct(list(event_id ORDER BY event_id)), 1, 3) AS evidence, '4' AS revision,
    m.event_date::TIMESTAMP + INTERVAL 1 DAY AS updated_at, 0.62 AS min_confidence
  FROM mentions AS m JOIN events AS e USING (event_id) GROUP BY ALL
"""
_NONE: Final = {"source": "''", "target": "''", "place": "''", "type": "''", "quad": "0"}
_PARTIES: Final = {"source": "e.sources[1].country", "target": "e.targets[1].country"}
_KIND: Final = {"type": "e.type", "quad": "e.quad_class"}
_CELLS: Final = (
    _NONE | _PARTIES | _KIND | {"series": "pair_type"},
    _NONE | _PARTIES | {"quad": "e.quad_class", "series": "pair_quad"},
    _NONE | _KIND | {"place": "coalesce(e.place_country, '')", "series": "place_type"},
    _NONE | _KIND | {"series": "total"},
    _NONE | {"series": "total"},
)
_READ: Final = """
  UPDATE daily SET "read" = r."read", read_coded = coded, read_no_event = no_event, read_duplicate = duplicate,
    read_unsupported_language = unsupported
  FROM (SELECT published_day, count(*) AS "read", count(*) FILTER (outcome = 'coded') AS coded,
          count(*) FILTER (outcome = 'no_event') AS no_event, count(*) FILTER (outcome = 'duplicate') AS duplicate,
          count(*) FILTER (outcome = 'unsupported_language') AS unsupported FROM reports GROUP BY ALL) AS r
  WHERE daily.series = 'total' AND daily.type = '' AND daily.day = r.published_day
"""


def _alerts(folder: Path, day: date) -> list[Alert]:
    """The alerts of the last day, with the sentences that they rest on."""
    with folder_store(folder).asked() as asked:
        firing = [cell for cells in outstanding(asked, day, 40).values() for cell in cells if cell.fires]
        return [_alert(cell, day, asked.rows(_EVIDENCE, **_key(cell), day=day)) for cell in firing]


_EVIDENCE: Final = """
  SELECT event_id, sentence, report_id, url, publisher, published_at FROM events WHERE event_id IN (
    SELECT unnest(evidence) FROM daily WHERE day = $day AND series = $series AND source = $source AND target = $target
    AND place = $place AND type = $type AND quad_class = $quad_class)
"""


def _key(cell: Standing) -> dict[str, Any]:
    return {name: getattr(cell, name) for name in ("series", "source", "target", "place", "type", "quad_class")}


def _alert(cell: Standing, day: date, events: list[dict[str, Any]]) -> Alert:
    return Alert(
        alert_id=json.dumps([day.isoformat(), *_key(cell).values()]),
        state="firing",
        rule="pairs" if cell.series == "pair_quad" else "places",
        day=day,
        **_key(cell),
        measure="stories",
        count=cell.count,
        expected=cell.expected or 0,
        limit=cell.limit or 0,
        score=cell.score or 0,
        evidence=tuple(event["event_id"] for event in events),
        revision="4",
        evidence_events=tuple(Evidence(**event) for event in events),
        updated_at=datetime.combine(day, datetime.min.time()).astimezone(),
    )


def main(folder: str, days: str = "365", reports: str = "2000") -> None:
    path = make_store(Path(folder), int(days), int(reports))
    with duckdb.connect(path, read_only=True) as store:
        for table in ("reports", "events", "mentions", "daily", "alerts"):
            print(f"{table:9}{store.table(table).shape[0]:>12,}")
    print(f"{'file':9}{path.stat().st_size / 2**20:>9,.0f} MiB")


if __name__ == "__main__":
    main(*sys.argv[1:])
