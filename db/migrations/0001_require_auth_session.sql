-- Called first in every write batch of a signed-in person, so that a session which was ended a
-- moment ago ends the write too, without a round trip of its own. The lock makes signing out wait
-- for writes that are under way.
CREATE FUNCTION require_auth_session(session_id uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM auth_sessions WHERE id = session_id AND expires_at > now() FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'signed out' USING ERRCODE = '28000', CONSTRAINT = 'auth_sessions_live';
  END IF;
END
$$;
