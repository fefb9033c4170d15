-- Staged alerts that are older than those held are refused.
DELETE FROM staged_alerts AS s USING alerts AS held
  WHERE held.alert_id = s.alert_id AND held.revision > s.revision;
