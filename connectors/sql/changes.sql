-- Changes, staged in tables of their own, against what is held, in the words of both stores. What is left of them is
-- then written under its keys.

-- Older than what is held: refused.
DELETE FROM staged_reports AS s USING reports AS held
  WHERE held.report_id = s.report_id AND (held.coder_rank, held.fetched_at) > (s.coder_rank, s.fetched_at);
DELETE FROM staged_mentions
  WHERE report_id NOT IN (SELECT report_id FROM staged_reports);
DELETE FROM staged_daily AS s USING daily AS held
  WHERE (held.day, held.series, held.source, held.target, held.place, held.type, held.quad_class)
      = (s.day, s.series, s.source, s.target, s.place, s.type, s.quad_class)
    AND held.revision > s.revision;
DELETE FROM staged_daily AS s USING vanished AS held
  WHERE (held.day, held.series, held.source, held.target, held.place, held.type, held.quad_class)
      = (s.day, s.series, s.source, s.target, s.place, s.type, s.quad_class)
    AND held.revision > s.revision;
DELETE FROM staged_vanished AS s USING daily AS held
  WHERE (held.day, held.series, held.source, held.target, held.place, held.type, held.quad_class)
      = (s.day, s.series, s.source, s.target, s.place, s.type, s.quad_class)
    AND held.revision > s.revision;
DELETE FROM staged_vanished AS s USING vanished AS held
  WHERE (held.day, held.series, held.source, held.target, held.place, held.type, held.quad_class)
      = (s.day, s.series, s.source, s.target, s.place, s.type, s.quad_class)
    AND held.revision > s.revision;

-- Told no more.
DELETE FROM mentions AS held USING staged_reports AS s
  WHERE held.report_id = s.report_id
    AND (held.event_id, held.report_id) NOT IN (SELECT event_id, report_id FROM staged_mentions);
DELETE FROM events
  WHERE event_id IN (SELECT event_id FROM staged_vanished_events);
DELETE FROM daily AS held USING staged_vanished AS s
  WHERE (held.day, held.series, held.source, held.target, held.place, held.type, held.quad_class)
      = (s.day, s.series, s.source, s.target, s.place, s.type, s.quad_class);

-- Told again.
DELETE FROM vanished AS held USING staged_daily AS s
  WHERE (held.day, held.series, held.source, held.target, held.place, held.type, held.quad_class)
      = (s.day, s.series, s.source, s.target, s.place, s.type, s.quad_class);
