-- For analysts: the views of both stores, in the words that both understand. Made anew after every migration.

CREATE OR REPLACE VIEW pairs_by_type AS
  SELECT day, source, target, type, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein,
         killed, injured, evidence
  FROM daily WHERE series = 'pair_type';
CREATE OR REPLACE VIEW pairs_by_quad AS
  SELECT day, source, target, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein,
         killed, injured, evidence
  FROM daily WHERE series = 'pair_quad';
CREATE OR REPLACE VIEW places_by_type AS
  SELECT day, place, type, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein,
         killed, injured, evidence
  FROM daily WHERE series = 'place_type';
CREATE OR REPLACE VIEW totals AS
  SELECT day, type, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein, killed, injured,
         mentions_denied, mentions_planned, mentions_historical, evidence
  FROM daily WHERE series = 'total' AND type <> '';
-- All types of a day together: its stories and publishers are fewer than those of its types added up.
CREATE OR REPLACE VIEW day_totals AS
  SELECT day, incidents, stories, mentions, reports, publishers, score, goldstein, killed, injured,
         mentions_denied, mentions_planned, mentions_historical, evidence
  FROM daily WHERE series = 'total' AND type = '';
CREATE OR REPLACE VIEW reports_read AS
  SELECT day, "read", read_coded, read_no_event, read_duplicate, read_unsupported_language
  FROM daily WHERE series = 'total' AND type = '';

-- What happened between two countries in the thirty days up to the last one on which reports were read. Only figures
-- that may be added over days and types are here.
CREATE OR REPLACE VIEW pairs_last_30_days AS
  SELECT source, target, min(day) AS first_day, max(day) AS last_day, sum(incidents)::bigint AS incidents,
         sum(mentions)::bigint AS mentions, sum(score * incidents) / nullif(sum(incidents), 0) AS score,
         sum(killed)::bigint AS killed, sum(injured)::bigint AS injured
  FROM daily, (SELECT max(day) AS today FROM daily WHERE "read" > 0) AS last
  WHERE series = 'pair_type' AND incidents > 0 AND day > today - 30 AND day <= today
  GROUP BY source, target;

-- The pairs of countries that an event counts for: every source with every target; the parties of a reciprocal event
-- each with every other, or with itself where all are of one country. '' stands for a country that is not known.
CREATE OR REPLACE VIEW event_pairs AS
  SELECT event_id, source, target
  FROM event_sides, LATERAL (SELECT unnest(sources) AS source) AS sourced,
       LATERAL (SELECT unnest(CASE WHEN mutual THEN sources ELSE targets END) AS target) AS targeted
  WHERE NOT mutual OR alike OR source <> target;

-- The mentions behind a number: those that the column mentions of a daily row counts. Choose the row by its key.
-- Where reports place one event differently, the place is that of the report that told it first.
CREATE OR REPLACE VIEW mentions_behind AS
  WITH counted AS NOT MATERIALIZED (
    SELECT event_date AS day, event_id, m.report_id, coalesce(place_country, '') AS place, type, quad_class
    FROM mentions AS m JOIN events AS e USING (event_id, event_date)
    WHERE m.uncounted IS NULL
  ), cell AS (
    SELECT day, 'pair_type' AS series, source, target, '' AS place, type, quad_class, event_id, report_id
    FROM counted JOIN event_pairs USING (event_id)
    UNION ALL
    SELECT day, 'pair_quad', source, target, '', '', quad_class, event_id, report_id
    FROM counted JOIN event_pairs USING (event_id)
    UNION ALL SELECT day, 'place_type', '', '', place, type, quad_class, event_id, report_id FROM counted
    UNION ALL SELECT day, 'total', '', '', '', type, quad_class, event_id, report_id FROM counted
    UNION ALL SELECT day, 'total', '', '', '', '', 0, event_id, report_id FROM counted
  )
  SELECT day, series, cell.source, target, place, cell.type, cell.quad_class, event_id, m.report_id, sentence,
         m.publisher, m.agency, m.url, m.published_at, m.late, m.confidence
  FROM cell JOIN mentions AS m USING (event_id, report_id) JOIN events AS e USING (event_id);

-- Reports read, a row for each day and outcome.
CREATE OR REPLACE VIEW reports_by_outcome AS
  SELECT day, outcome, reports
  FROM reports_read, LATERAL (VALUES ('coded', read_coded), ('no_event', read_no_event),
    ('duplicate', read_duplicate), ('unsupported_language', read_unsupported_language)) AS by_outcome (outcome, reports);
