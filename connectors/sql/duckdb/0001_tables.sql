-- The tables of the embedded store. Keys are unique by construction (connectors/duckdb.py) and never NULL.

CREATE TABLE meta (schema_version INTEGER NOT NULL);
INSERT INTO meta VALUES (1);

-- One row for each report: the record that stands.
CREATE TABLE reports (
  report_id VARCHAR NOT NULL,            -- key
  published_day DATE NOT NULL,           -- the report's own day in the deployment's time zone
  outcome VARCHAR NOT NULL,              -- coded, no_event, duplicate, unsupported_language
  reason VARCHAR,
  duplicate_of VARCHAR,                  -- given on arrival
  story_id VARCHAR NOT NULL,             -- given on arrival
  content_hash VARCHAR NOT NULL,
  coder VARCHAR NOT NULL,
  coder_version VARCHAR NOT NULL,
  coder_rank INTEGER NOT NULL,
  source VARCHAR NOT NULL,
  publisher VARCHAR,
  agency VARCHAR,
  url VARCHAR,
  title VARCHAR,
  text VARCHAR NOT NULL,
  language VARCHAR,
  published_at TIMESTAMPTZ NOT NULL,
  published_precision VARCHAR NOT NULL,
  fetched_at TIMESTAMPTZ NOT NULL,
  sentences STRUCT("start" INTEGER, "end" INTEGER, reason VARCHAR)[] NOT NULL
);

-- One row for each event, as its origin tells it.
CREATE TABLE events (
  event_id VARCHAR NOT NULL,             -- key
  event_date DATE NOT NULL,              -- first day of the period when date_precision is coarser than day
  date_precision VARCHAR NOT NULL,
  date_basis VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  mode VARCHAR,
  contexts VARCHAR[] NOT NULL,
  quad_class INTEGER NOT NULL,
  score DOUBLE NOT NULL,
  cameo_code VARCHAR NOT NULL,
  goldstein DOUBLE,
  sources STRUCT("text" VARCHAR, code VARCHAR, country VARCHAR, sectors VARCHAR[], "role" VARCHAR)[] NOT NULL,
  targets STRUCT("text" VARCHAR, code VARCHAR, country VARCHAR, sectors VARCHAR[], "role" VARCHAR)[] NOT NULL,
  reciprocal BOOLEAN NOT NULL,
  place_name VARCHAR,
  place_country VARCHAR,
  place_admin1 VARCHAR,
  lat DOUBLE,
  lon DOUBLE,
  geonames_id BIGINT,
  place_precision VARCHAR,
  modality VARCHAR NOT NULL,
  deed_modality VARCHAR,
  killed BIGINT,
  injured BIGINT,
  arrested BIGINT,
  protesters BIGINT,
  troops BIGINT,
  sentence VARCHAR NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  coder VARCHAR NOT NULL,
  coder_version VARCHAR NOT NULL,
  coder_rank INTEGER NOT NULL,
  confidence DOUBLE NOT NULL,
  report_id VARCHAR NOT NULL,
  url VARCHAR,
  publisher VARCHAR,
  published_at TIMESTAMPTZ NOT NULL,
  story_id VARCHAR NOT NULL
);

-- One row for each report that tells of an event.
CREATE TABLE mentions (
  event_id VARCHAR NOT NULL,             -- key, with report_id
  report_id VARCHAR NOT NULL,
  event_date DATE NOT NULL,
  modality VARCHAR NOT NULL,             -- asserted, denied, planned, historical: only asserted ones count
  late BOOLEAN NOT NULL,
  confidence DOUBLE NOT NULL,
  source VARCHAR NOT NULL,
  publisher VARCHAR,
  agency VARCHAR,
  url VARCHAR,
  published_at TIMESTAMPTZ NOT NULL,
  story_id VARCHAR NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL
);

-- One row for each cell of a series and day; the key is day to quad_class.
CREATE TABLE daily (
  day DATE NOT NULL,
  series VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  target VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  quad_class INTEGER NOT NULL,
  incidents BIGINT NOT NULL,
  stories BIGINT NOT NULL,
  mentions BIGINT NOT NULL,
  reports BIGINT NOT NULL,
  publishers BIGINT NOT NULL,
  score DOUBLE,
  goldstein DOUBLE,
  killed BIGINT NOT NULL,
  injured BIGINT NOT NULL,
  mentions_denied BIGINT NOT NULL,
  mentions_planned BIGINT NOT NULL,
  mentions_historical BIGINT NOT NULL,
  evidence VARCHAR[] NOT NULL,
  "read" BIGINT,
  read_coded BIGINT,
  read_no_event BIGINT,
  read_duplicate BIGINT,
  read_unsupported_language BIGINT,
  revision VARCHAR NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);

-- One row for each dead letter; the original bytes are in value.
CREATE TABLE rejected (
  rejected_id VARCHAR NOT NULL,          -- key
  topic VARCHAR NOT NULL,
  "partition" INTEGER NOT NULL,
  "offset" BIGINT NOT NULL,
  "timestamp" TIMESTAMPTZ,
  step VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  message VARCHAR NOT NULL,
  value BLOB NOT NULL
);
