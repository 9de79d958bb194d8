-- The event at an address, for a write that is about it: found in the write's own batch, it costs no
-- round trip of its own. An event that nobody may see, or that is not there, ends the write.
CREATE FUNCTION require_event(of_year integer, of_slug text) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  found_id uuid;
BEGIN
  SELECT id INTO found_id FROM events
    WHERE year = of_year AND slug = of_slug AND visibility <> 'hidden';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such event' USING ERRCODE = 'P0002', CONSTRAINT = 'events_shown';
  END IF;
  RETURN found_id;
END
$$;
