-- As require_event(), for a write that adds a mark to it: what was cancelled takes no more of them.
CREATE FUNCTION require_open_event(of_year integer, of_slug text) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  found_id uuid := require_event(of_year, of_slug);
BEGIN
  IF EXISTS (SELECT FROM events WHERE id = found_id AND status = 'cancelled') THEN
    RAISE EXCEPTION 'event was cancelled' USING ERRCODE = '23514', CONSTRAINT = 'events_open';
  END IF;
  RETURN found_id;
END
$$;
