-- In what state the days are: another one after any statement that writes them, whoever's it is. A folder that wrote
-- here last knows by it that nobody has been here since, and hands over what is new instead of every day.

CREATE TABLE state (state text NOT NULL);
INSERT INTO state VALUES (md5(random()::text || clock_timestamp()::text));
GRANT SELECT ON state TO PUBLIC;

-- By the rights of the tables' owner: who may write the days need not be able to write the state. Every name is told in
-- full, and pg_temp comes last, so that no table of a session is taken for ours.
CREATE FUNCTION note_other_state() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE wirewatch.state SET state = md5(random()::text || clock_timestamp()::text);
  RETURN NULL;
END
$$;

CREATE TRIGGER other_state AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON reports
  FOR EACH STATEMENT EXECUTE FUNCTION note_other_state();
CREATE TRIGGER other_state AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION note_other_state();
CREATE TRIGGER other_state AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON mentions
  FOR EACH STATEMENT EXECUTE FUNCTION note_other_state();
CREATE TRIGGER other_state AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON daily
  FOR EACH STATEMENT EXECUTE FUNCTION note_other_state();
