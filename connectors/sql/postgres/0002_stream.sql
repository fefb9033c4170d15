-- What a stream needs beside the days, and what the views of both stores (connectors/sql/views.sql) stand on.

-- The revision at which a daily row vanished, so that an older one that arrives late does not bring it back. A day that
-- is replaced whole forgets it.
CREATE TABLE vanished (
  day date NOT NULL,
  series text NOT NULL,
  source text NOT NULL,
  target text NOT NULL,
  place text NOT NULL,
  type text NOT NULL,
  quad_class integer NOT NULL,
  revision text NOT NULL,
  PRIMARY KEY (day, series, source, target, place, type, quad_class)
);

-- One row for each alert, as it stands.
CREATE TABLE alerts (
  alert_id text NOT NULL,
  state text NOT NULL,  -- firing, resolved
  rule text NOT NULL,
  day date NOT NULL,
  series text NOT NULL,
  source text NOT NULL,
  target text NOT NULL,
  place text NOT NULL,
  type text NOT NULL,
  quad_class integer NOT NULL,
  measure text NOT NULL,
  count double precision NOT NULL,
  expected double precision NOT NULL,
  "limit" double precision NOT NULL,
  score double precision NOT NULL,
  evidence text[] NOT NULL,  -- event ids
  revision text NOT NULL,
  evidence_events jsonb NOT NULL,  -- those of evidence that were found
  summary text NOT NULL,
  command text NOT NULL,  -- shows more
  updated_at timestamptz,
  PRIMARY KEY (alert_id)
);

-- The countries of an event's sides, each once, [''] where there is none. Mutual: a reciprocal event of several parties;
-- alike: all sources are of one country.
CREATE VIEW event_sides AS
  SELECT event_id, mutual, cardinality(sources) = 1 AS alike,
         CASE WHEN sources = '{}' THEN ARRAY[''] ELSE sources END AS sources,
         CASE WHEN targets = '{}' THEN ARRAY[''] ELSE targets END AS targets
  FROM (
    SELECT event_id, reciprocal AND jsonb_array_length(sources) > 1 AS mutual,
           ARRAY(SELECT DISTINCT actor ->> 'country' FROM jsonb_array_elements(sources) AS actor) AS sources,
           ARRAY(SELECT DISTINCT actor ->> 'country' FROM jsonb_array_elements(targets) AS actor) AS targets
    FROM events
  ) AS countries;
