-- What counts in daily rows and what does not. On what the country of an actor rests stands in the jsonb of events.

-- NULL: the mention counts. Else the first that holds: denied, planned, historical; coarse: its date is coarser than a
-- day; open: nothing says when; ahead: its day is later than its report's; unsure: its confidence is too low.
ALTER TABLE mentions ADD COLUMN uncounted text;
UPDATE mentions SET uncounted = CASE
  WHEN modality <> 'asserted' THEN modality
  WHEN event_id IN (SELECT event_id FROM events WHERE date_precision <> 'day') THEN 'coarse'
END;

-- Events of a lower confidence are not counted in the row; NULL in rows of before there was such a limit.
ALTER TABLE daily ADD COLUMN min_confidence double precision;
