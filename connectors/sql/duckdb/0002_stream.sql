-- What a stream needs beside the days, and what the views of both stores (connectors/sql/views.sql) stand on.

-- The revision at which a daily row vanished, so that an older one that arrives late does not bring it back. A day that
-- is replaced whole forgets it.
CREATE TABLE vanished (
  day DATE NOT NULL,
  series VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  target VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  quad_class INTEGER NOT NULL,
  revision VARCHAR NOT NULL
);

-- One row for each alert, as it stands.
CREATE TABLE alerts (
  alert_id VARCHAR NOT NULL,             -- key
  state VARCHAR NOT NULL,                -- firing, resolved
  rule VARCHAR NOT NULL,
  day DATE NOT NULL,
  series VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  target VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  quad_class INTEGER NOT NULL,
  measure VARCHAR NOT NULL,
  count DOUBLE NOT NULL,
  expected DOUBLE NOT NULL,
  "limit" DOUBLE NOT NULL,
  score DOUBLE NOT NULL,
  evidence VARCHAR[] NOT NULL,           -- event ids
  revision VARCHAR NOT NULL,
  evidence_events VARCHAR NOT NULL,      -- those of evidence that were found, as JSON
  summary VARCHAR NOT NULL,
  command VARCHAR NOT NULL,              -- shows more
  updated_at TIMESTAMPTZ
);

-- The countries of an event's sides, each once, [''] where there is none. Mutual: a reciprocal event of several parties;
-- alike: all sources are of one country.
CREATE VIEW event_sides AS
  SELECT event_id, reciprocal AND len(sources) > 1 AS mutual,
         len(list_distinct([actor.country FOR actor IN sources])) = 1 AS alike,
         CASE WHEN len(sources) = 0 THEN [''] ELSE list_distinct([actor.country FOR actor IN sources]) END AS sources,
         CASE WHEN len(targets) = 0 THEN [''] ELSE list_distinct([actor.country FOR actor IN targets]) END AS targets
  FROM events;
