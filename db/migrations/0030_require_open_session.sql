-- As require_event(), for a write that adds a mark to it at an instant. Neither what was cancelled nor
-- what was put off from days that are past on its own calendar takes more of them. The function of the
-- same name without an instant stays: the version before calls it, and knows no `events_on`.
CREATE FUNCTION require_open_event(of_year integer, of_slug text, at timestamptz) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  found_id uuid := require_event(of_year, of_slug);
  found events%ROWTYPE;
BEGIN
  SELECT * INTO found FROM events WHERE id = found_id;
  IF found.status = 'cancelled' THEN
    RAISE EXCEPTION 'event was cancelled' USING ERRCODE = '23514', CONSTRAINT = 'events_open';
  END IF;
  IF found.status = 'postponed' AND found.ends_on < (at AT TIME ZONE found.zone)::date THEN
    RAISE EXCEPTION 'event was postponed' USING ERRCODE = '23514', CONSTRAINT = 'events_on';
  END IF;
  RETURN found_id;
END
$$;
--> statement-breakpoint
-- As require_session(), for a write that adds a mark to it.
CREATE FUNCTION require_open_session(of_year integer, of_event text, of_slug text, at timestamptz) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  found_id uuid := require_session(of_year, of_event, of_slug);
BEGIN
  PERFORM require_open_event(of_year, of_event, at);
  RETURN found_id;
END
$$;
