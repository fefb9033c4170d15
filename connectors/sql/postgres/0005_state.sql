-- In what state the days are: another one after any statement that writes them, whoever's it is. A folder that wrote
-- here last knows by it that nobody has been here since, and hands over what is new instead of every day.

CREATE TABLE state (state text NOT NULL);
INSERT INTO state VALUES (md5(random()::text || clock_timestamp()::text));

-- By the rights of the tables' owner: who may write the days need not have any on the state.
CREATE FUNCTION note_other_state() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = wirewatch AS $$
BEGIN
  UPDATE state SET state = md5(random()::text || clock_timestamp()::text);
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
