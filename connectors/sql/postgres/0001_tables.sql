-- The tables, the same as those of the embedded store (connectors/sql/duckdb) in the types of PostgreSQL; lists of
-- objects are jsonb. All of it is in the schema wirewatch, which exists when this is applied.

CREATE TABLE migrations (
  version integer PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);

-- One row for each report: the record that stands.
CREATE TABLE reports (
  report_id text NOT NULL,
  published_day date NOT NULL,  -- the report's own day in the deployment's time zone
  outcome text NOT NULL,  -- coded, no_event, duplicate, unsupported_language
  reason text,
  duplicate_of text,  -- given on arrival
  story_id text NOT NULL,  -- given on arrival
  content_hash text NOT NULL,
  coder text NOT NULL,
  coder_version text NOT NULL,
  coder_rank integer NOT NULL,
  source text NOT NULL,
  publisher text,
  agency text,
  url text,
  title text,
  text text NOT NULL,
  language text,
  published_at timestamptz NOT NULL,
  published_precision text NOT NULL,
  fetched_at timestamptz NOT NULL,
  sentences jsonb NOT NULL,
  PRIMARY KEY (report_id)
);

-- One row for each event, as its origin tells it.
CREATE TABLE events (
  event_id text NOT NULL,
  event_date date NOT NULL,  -- first day of the period when date_precision is coarser than day
  date_precision text NOT NULL,
  date_basis text NOT NULL,
  type text NOT NULL,
  mode text,
  contexts text[] NOT NULL,
  quad_class integer NOT NULL,
  score double precision NOT NULL,
  cameo_code text NOT NULL,
  goldstein double precision,
  sources jsonb NOT NULL,
  targets jsonb NOT NULL,
  reciprocal boolean NOT NULL,
  place_name text,
  place_country text,
  place_admin1 text,
  lat double precision,
  lon double precision,
  geonames_id bigint,
  place_precision text,
  modality text NOT NULL,
  deed_modality text,
  killed bigint,
  injured bigint,
  arrested bigint,
  protesters bigint,
  troops bigint,
  sentence text NOT NULL,
  sentence_start integer NOT NULL,
  sentence_end integer NOT NULL,
  trigger_start integer NOT NULL,
  trigger_end integer NOT NULL,
  coder text NOT NULL,
  coder_version text NOT NULL,
  coder_rank integer NOT NULL,
  confidence double precision NOT NULL,
  report_id text NOT NULL,
  url text,
  publisher text,
  published_at timestamptz NOT NULL,
  story_id text NOT NULL,
  PRIMARY KEY (event_id)
);

-- One row for each report that tells of an event.
CREATE TABLE mentions (
  event_id text NOT NULL,
  report_id text NOT NULL,
  event_date date NOT NULL,
  modality text NOT NULL,  -- asserted, denied, planned, historical: only asserted ones count
  late boolean NOT NULL,
  confidence double precision NOT NULL,
  source text NOT NULL,
  publisher text,
  agency text,
  url text,
  published_at timestamptz NOT NULL,
  story_id text NOT NULL,
  sentence_start integer NOT NULL,
  sentence_end integer NOT NULL,
  trigger_start integer NOT NULL,
  trigger_end integer NOT NULL,
  PRIMARY KEY (event_id, report_id)
);

-- One row for each cell of a series and day.
CREATE TABLE daily (
  day date NOT NULL,
  series text NOT NULL,
  source text NOT NULL,
  target text NOT NULL,
  place text NOT NULL,
  type text NOT NULL,
  quad_class integer NOT NULL,
  incidents bigint NOT NULL,
  stories bigint NOT NULL,
  mentions bigint NOT NULL,
  reports bigint NOT NULL,
  publishers bigint NOT NULL,
  score double precision,
  goldstein double precision,
  killed bigint NOT NULL,
  injured bigint NOT NULL,
  mentions_denied bigint NOT NULL,
  mentions_planned bigint NOT NULL,
  mentions_historical bigint NOT NULL,
  evidence text[] NOT NULL,
  "read" bigint,
  read_coded bigint,
  read_no_event bigint,
  read_duplicate bigint,
  read_unsupported_language bigint,
  revision text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (day, series, source, target, place, type, quad_class)
);

-- One row for each dead letter; the original bytes are in value.
CREATE TABLE rejected (
  rejected_id text NOT NULL,
  topic text NOT NULL,
  "partition" integer NOT NULL,
  "offset" bigint NOT NULL,
  "timestamp" timestamptz,
  step text NOT NULL,
  reason text NOT NULL,
  message text NOT NULL,
  value bytea NOT NULL,
  PRIMARY KEY (rejected_id)
);

CREATE INDEX reports_published_day ON reports (published_day);
CREATE INDEX events_event_date ON events (event_date);
CREATE INDEX mentions_event_date ON mentions (event_date);
CREATE INDEX mentions_report_id ON mentions (report_id);
