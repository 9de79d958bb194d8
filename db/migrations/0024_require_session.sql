-- The session at an address, for a write that is about it, as require_event() finds its event: one
-- that is not there, or whose event nobody may see, ends the write.
CREATE FUNCTION require_session(of_year integer, of_event text, of_slug text) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  of_event_id uuid := require_event(of_year, of_event);
  found_id uuid;
BEGIN
  SELECT id INTO found_id FROM sessions WHERE event_id = of_event_id AND slug = of_slug;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'P0002', CONSTRAINT = 'sessions_shown';
  END IF;
  RETURN found_id;
END
$$;
