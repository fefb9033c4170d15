-- What counts in daily rows and what does not, and on what the country of an actor rests (name or place).

ALTER TABLE events ADD COLUMN sources.element.country_basis VARCHAR;
ALTER TABLE events ADD COLUMN targets.element.country_basis VARCHAR;

-- NULL: the mention counts. Else the first that holds: denied, planned, historical; coarse: its date is coarser than a
-- day; open: nothing says when; ahead: its day is later than its report's; unsure: its confidence is too low.
ALTER TABLE mentions ADD COLUMN uncounted VARCHAR;
UPDATE mentions SET uncounted = CASE
  WHEN modality <> 'asserted' THEN modality
  WHEN event_id IN (SELECT event_id FROM events WHERE date_precision <> 'day') THEN 'coarse'
END;

-- Events of a lower confidence are not counted in the row; NULL in rows of before there was such a limit.
ALTER TABLE daily ADD COLUMN min_confidence DOUBLE;
