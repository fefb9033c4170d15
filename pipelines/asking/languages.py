"""Rows of reports in some languages: made of mentions when they are asked for, as the tables hold rows of all."""

from typing import Final, NamedTuple, TypeAlias

from pipelines.asking.dialects import Dialect
from schemas import Series

Languages: TypeAlias = tuple[str, ...]
"""Codes as reports hold them; none is any."""

TOLD_IN: Final = "m.report_id IN (SELECT report_id FROM reports WHERE language = ANY($languages))"
"""The condition that the report of a mention ``m`` is in one of ``$languages``."""


def told_in(languages: Languages) -> str:
    """What follows the conditions of mentions ``m``: the one above, or nothing."""
    return f" AND {TOLD_IN}" if languages else ""


def reports_read(languages: Languages) -> str:
    """A row for each day from ``$first`` to ``$last`` that says how many reports were read, as ``daily`` does."""
    if not languages:
        return (
            "(SELECT day, \"read\" FROM daily WHERE series = 'total' AND type = '' AND day BETWEEN $first AND $last)"
            " AS reports_read"
        )
    return (
        '(SELECT published_day AS day, count(*) AS "read" FROM reports WHERE published_day BETWEEN $first AND $last'
        " AND language = ANY($languages) GROUP BY published_day) AS reports_read"
    )


def daily(dialect: Dialect, languages: Languages, *series: Series) -> str:
    """The daily rows from ``$first`` to ``$last`` of ``series`` or of all, as what a query is made from.

    Of some ``$languages`` each row is what it would be if no other report had been read, but for what reports tell
    together: ``stories``, ``killed`` and ``injured`` are NULL, as fingerprints are in the log alone; and of how the
    reports read ended nothing is said. Where reports place one event differently, the first one's place is taken.
    """
    if not languages:
        return "daily"
    sides = {side: dialect.joined.format(value=side) for side in ("sources", "targets")}
    in_cell = " UNION ALL ".join(
        f"SELECT day, '{cell.series}' AS series, {cell.source} AS source, {cell.target} AS target,"
        f" {cell.place} AS place, {cell.type} AS type, {cell.quad_class} AS quad_class, event_id, report_id, publisher,"
        f" modality, counted, score, goldstein, {cell.doer} AS incident_source, {cell.other} AS incident_target,"
        f" type AS incident_type, country, region FROM told JOIN {cell.parties} USING (event_id)"
        for cell in _CELLS
        if not series or cell.series in series
    )
    return f"({_ROWS.format(in_cell=in_cell, **sides)}) AS daily"


_KEY: Final = "day, series, source, target, place, type, quad_class"


class _Cell(NamedTuple):
    """Of a series: its key, and who the parties of an incident are, and where they stand (decisions D11 and D12)."""

    series: Series
    source: str = "''"
    target: str = "''"
    place: str = "''"
    type: str = "''"
    quad_class: str = "quad_class"
    parties: str = "sides"
    doer: str = "all_sources"
    other: str = "all_targets"


_OF_PAIR: Final = {"source": "source", "target": "target", "parties": "pair", "doer": "source", "other": "target"}
_CELLS: Final = (
    _Cell("pair_type", type="type", **_OF_PAIR),
    _Cell("pair_quad", **_OF_PAIR),
    _Cell("place_type", place="country", type="type"),
    _Cell("total", type="type"),
    _Cell("total", quad_class="0"),
)
_COUNTS: Final = (
    *("incidents", "mentions", "reports", "publishers"),
    *("mentions_denied", "mentions_planned", "mentions_historical"),
)
_SUMS: Final = ", ".join(f"CAST(sum({name}) AS bigint) AS {name}" for name in _COUNTS)
# Each figure is found by itself, and they are put together by adding: whoever plans the query cannot know how few rows
# there are, and joins them one by one.
_ROWS: Final = f"""
  WITH told AS MATERIALIZED (
    SELECT m.event_date AS day, m.event_id, m.report_id, coalesce(nullif(m.publisher, ''), m.source) AS publisher,
           m.modality, m.uncounted IS NULL AS counted, type, quad_class, score, goldstein,
           coalesce(place_country, '') AS country, coalesce(place_admin1, '') AS region
    FROM mentions AS m JOIN events AS e USING (event_id)
    WHERE m.event_date BETWEEN $first AND $last AND {TOLD_IN}
      AND (m.uncounted IS NULL OR (m.modality <> 'asserted' AND date_precision = 'day' AND date_basis <> 'open'))
  ), pair AS MATERIALIZED (
    SELECT event_id, source, target FROM event_pairs WHERE event_id IN (SELECT event_id FROM told)
  ), sides AS MATERIALIZED (
    SELECT event_id, {{sources}} AS all_sources, {{targets}} AS all_targets FROM event_sides
    WHERE event_id IN (SELECT event_id FROM told)
  ), cell AS MATERIALIZED ({{in_cell}}), event AS MATERIALIZED (
    SELECT {_KEY}, event_id, min(incident_source) AS incident_source, min(incident_target) AS incident_target,
           min(incident_type) AS incident_type, min(country) AS country, min(region) AS region, min(score) AS score,
           min(goldstein) AS goldstein, count(*) AS mentions FROM cell WHERE counted GROUP BY {_KEY}, event_id
  ), incident AS (
    SELECT {_KEY}, avg(score) AS score, avg(goldstein) AS goldstein FROM event
    GROUP BY {_KEY}, incident_source, incident_target, incident_type, country, region
  ), part AS (
    SELECT {_KEY}, count(*) FILTER (WHERE counted) AS mentions,
           count(DISTINCT report_id) FILTER (WHERE counted) AS reports,
           count(DISTINCT publisher) FILTER (WHERE counted) AS publishers,
           count(*) FILTER (WHERE NOT counted AND modality = 'denied') AS mentions_denied,
           count(*) FILTER (WHERE NOT counted AND modality = 'planned') AS mentions_planned,
           count(*) FILTER (WHERE NOT counted AND modality = 'historical') AS mentions_historical,
           0 AS incidents, CAST(NULL AS double precision) AS score, CAST(NULL AS double precision) AS goldstein,
           CAST(NULL AS text[]) AS evidence, 0 AS reports_read
    FROM cell GROUP BY {_KEY}
    UNION ALL SELECT {_KEY}, 0, 0, 0, 0, 0, 0, count(*), avg(score), avg(goldstein), NULL, 0
    FROM incident GROUP BY {_KEY}
    UNION ALL SELECT {_KEY}, 0, 0, 0, 0, 0, 0, 0, NULL, NULL,
           (array_agg(event_id ORDER BY mentions DESC, event_id))[1:3], 0
    FROM event GROUP BY {_KEY}
    UNION ALL SELECT published_day, 'total', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, count(*)
    FROM reports WHERE published_day BETWEEN $first AND $last AND language = ANY($languages) GROUP BY published_day
  )
  SELECT {_KEY}, {_SUMS}, CAST(NULL AS bigint) AS stories, max(score) AS score, max(goldstein) AS goldstein,
         CAST(NULL AS bigint) AS killed, CAST(NULL AS bigint) AS injured,
         coalesce(max(evidence), CAST(ARRAY[] AS text[])) AS evidence,
         CASE WHEN series = 'total' AND type = '' THEN CAST(sum(reports_read) AS bigint) END AS "read",
         CAST(NULL AS bigint) AS read_coded, CAST(NULL AS bigint) AS read_no_event,
         CAST(NULL AS bigint) AS read_duplicate, CAST(NULL AS bigint) AS read_unsupported_language,
         CAST(NULL AS text) AS revision, CAST(NULL AS timestamptz) AS updated_at,
         CAST(NULL AS double precision) AS min_confidence
  FROM part GROUP BY {_KEY}
"""
