-- As in 0021, and says whose limit it was: a transaction may count towards several.
CREATE OR REPLACE FUNCTION take_rate_limit(whose text, most integer, window_s integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_taken integer;
  window_ends timestamptz;
BEGIN
  INSERT INTO rate_limits AS kept (subject, taken, ends_at)
  VALUES (whose, 1, now() + make_interval(secs => window_s))
  ON CONFLICT (subject) DO UPDATE SET
    taken = CASE WHEN kept.ends_at > now() THEN kept.taken + 1 ELSE 1 END,
    ends_at = CASE WHEN kept.ends_at > now() THEN kept.ends_at ELSE excluded.ends_at END
  RETURNING taken, ends_at INTO now_taken, window_ends;
  IF now_taken > most THEN
    RAISE EXCEPTION 'too many' USING ERRCODE = '23514', CONSTRAINT = 'rate_limits_most',
      DETAIL = ceil(extract(epoch FROM window_ends - now()))::text, HINT = whose;
  END IF;
END
$$;
