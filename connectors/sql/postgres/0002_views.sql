-- For analysts.

CREATE VIEW pairs_by_type AS
  SELECT day, source, target, type, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein,
         killed, injured, evidence
  FROM daily WHERE series = 'pair_type';
CREATE VIEW pairs_by_quad AS
  SELECT day, source, target, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein,
         killed, injured, evidence
  FROM daily WHERE series = 'pair_quad';
CREATE VIEW places_by_type AS
  SELECT day, place, type, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein,
         killed, injured, evidence
  FROM daily WHERE series = 'place_type';
CREATE VIEW totals AS
  SELECT day, type, quad_class, incidents, stories, mentions, reports, publishers, score, goldstein, killed, injured,
         mentions_denied, mentions_planned, mentions_historical, evidence
  FROM daily WHERE series = 'total';
CREATE VIEW reports_read AS
  SELECT day, "read", read_coded, read_no_event, read_duplicate, read_unsupported_language
  FROM daily WHERE series = 'total' AND type = '';

-- What happened between two countries in the thirty days up to the last one on which reports were read. Only figures
-- that may be added over days and types are here.
CREATE VIEW pairs_last_30_days AS
  SELECT source, target, min(day) AS first_day, max(day) AS last_day, sum(incidents)::bigint AS incidents,
         sum(mentions)::bigint AS mentions, sum(score * incidents) / nullif(sum(incidents), 0) AS score,
         sum(killed)::bigint AS killed, sum(injured)::bigint AS injured
  FROM daily, (SELECT max(day) AS today FROM daily WHERE "read" > 0) AS last
  WHERE series = 'pair_type' AND incidents > 0 AND day > today - 30 AND day <= today
  GROUP BY source, target;

-- The pairs of countries that an event counts for: every source with every target; the parties of a reciprocal event
-- each with every other. '' stands for a country that is not known.
CREATE VIEW event_pairs AS
  WITH party AS (
    SELECT event_id, reciprocal, side, country
    FROM events, LATERAL (
      SELECT 'source' AS side, one ->> 'country' AS country FROM jsonb_array_elements(sources) AS one
      UNION
      SELECT 'target', one ->> 'country' FROM jsonb_array_elements(targets) AS one
      UNION
      SELECT 'source', '' WHERE sources = '[]'
      UNION
      SELECT 'target', '' WHERE targets = '[]' AND (NOT reciprocal OR jsonb_array_length(sources) < 2)
    ) AS sides
  )
  SELECT s.event_id, s.country AS source, t.country AS target
  FROM party AS s JOIN party AS t USING (event_id)
  WHERE s.side = 'source' AND t.side = 'target'
  UNION
  SELECT a.event_id, a.country, b.country
  FROM party AS a JOIN party AS b USING (event_id) JOIN events AS e USING (event_id)
  WHERE a.reciprocal AND jsonb_array_length(e.sources) > 1 AND a.side = 'source' AND b.side = 'source'
    AND (a.country <> b.country OR NOT EXISTS (
      SELECT FROM party AS c WHERE c.event_id = a.event_id AND c.side = 'source' AND c.country <> a.country));

-- The mentions behind a number: those that the column mentions of a daily row counts. Choose the row by its key.
-- Where reports place one event differently, the place is that of the report that told it first.
CREATE VIEW mentions_behind AS
  WITH counted AS (
    SELECT m.event_date AS day, m.event_id, m.report_id, e.type, e.quad_class, coalesce(e.place_country, '') AS place,
           e.sentence, m.publisher, m.agency, m.url, m.published_at, m.late, m.confidence
    FROM mentions AS m JOIN events AS e USING (event_id)
    WHERE m.modality = 'asserted' AND e.date_precision = 'day'
  ), cell AS (
    SELECT event_id, 'pair_type' AS series, source, target, false AS by_place, true AS by_type, true AS by_quad
    FROM event_pairs
    UNION ALL SELECT event_id, 'pair_quad', source, target, false, false, true FROM event_pairs
    UNION ALL SELECT event_id, 'place_type', '', '', true, true, true FROM events
    UNION ALL SELECT event_id, 'total', '', '', false, true, true FROM events
    UNION ALL SELECT event_id, 'total', '', '', false, false, false FROM events
  )
  SELECT day, series, source, target, CASE WHEN by_place THEN place ELSE '' END AS place,
         CASE WHEN by_type THEN type ELSE '' END AS type, CASE WHEN by_quad THEN quad_class ELSE 0 END AS quad_class,
         event_id, report_id, sentence, publisher, agency, url, published_at, late, confidence
  FROM counted JOIN cell USING (event_id);

-- Reports read, a row for each day and outcome.
CREATE VIEW reports_by_outcome AS
  SELECT day, outcome, reports
  FROM reports_read, LATERAL (VALUES ('coded', read_coded), ('no_event', read_no_event),
    ('duplicate', read_duplicate), ('unsupported_language', read_unsupported_language)) AS by_outcome (outcome, reports);
