CREATE TABLE "search_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "search_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"document_id" uuid NOT NULL,
	"alone" boolean DEFAULT false NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "search_changes_kind_is_known" CHECK ("search_changes"."kind" in ('event', 'session', 'person', 'series', 'topic', 'place'))
);
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"words" "tsvector" NOT NULL,
	"day" date,
	"size" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "search_documents_pkey" PRIMARY KEY("kind","id"),
	CONSTRAINT "search_documents_kind_is_known" CHECK ("search_documents"."kind" in ('event', 'session', 'person', 'series', 'topic', 'place'))
);
--> statement-breakpoint
CREATE INDEX "search_changes_kind_idx" ON "search_changes" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "search_documents_event_idx" ON "search_documents" USING gin ("words") WHERE "search_documents"."kind" = 'event';--> statement-breakpoint
CREATE INDEX "search_documents_session_idx" ON "search_documents" USING gin ("words") WHERE "search_documents"."kind" = 'session';--> statement-breakpoint
CREATE INDEX "search_documents_person_idx" ON "search_documents" USING gin ("words") WHERE "search_documents"."kind" = 'person';--> statement-breakpoint
CREATE INDEX "search_documents_series_idx" ON "search_documents" USING gin ("words") WHERE "search_documents"."kind" = 'series';--> statement-breakpoint
CREATE INDEX "search_documents_topic_idx" ON "search_documents" USING gin ("words") WHERE "search_documents"."kind" = 'topic';--> statement-breakpoint
CREATE INDEX "search_documents_place_idx" ON "search_documents" USING gin ("words") WHERE "search_documents"."kind" = 'place';
--> statement-breakpoint
-- The words of a text, one spelling for each: lower case, without accents and punctuation, Latin letters that
-- Unicode does not take apart as `fold` (functions/text/fold.ts) writes them. Postgres' own parser takes
-- `Node.js` for a host and cuts Tamil at its vowels. `+` and `#` stay, for C++ and C#.
CREATE FUNCTION search_words(written text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(written) = char_length(written)
    -- ASCII, as most are, has no accents.
    THEN string_to_array(btrim(regexp_replace(lower(replace(left(written, 50000), '''', '') COLLATE "pg_c_utf8"),
      '[^a-z0-9+#]+#*|^#+', ' ', 'g')), ' ')
    ELSE string_to_array(btrim(regexp_replace(
      lower(regexp_replace(normalize(
        replace(replace(replace(replace(replace(replace(replace(replace(
          translate(left(written, 50000), 'øØđĐðÐłŁıħĦŋŊ''’ʼ`', 'ooddddlliHhNn'),
          'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th'),
        NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "pg_c_utf8"),
      '[\u0001-"$-*,-/:-@[-`{-\u00bf\u00d7\u00f7\u02b0-\u02ff\u05be\u060c\u061b\u061f\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u303f\u30fb\ufe00-\ufe4f\U0001f000-\U0001faff]+#*|^#+',
      ' ', 'g')), ' ')
  END
$$;
--> statement-breakpoint
CREATE FUNCTION search_vector(written text, weight text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(format('''%s'':%s%s', left(word, 100), least(place, 16383), weight), ' ')::tsvector, '')
  FROM unnest(search_words(written)) WITH ORDINALITY AS words (word, place) WHERE word <> ''
$$;
--> statement-breakpoint
-- What has each of the first ten words, or begins with it. Null where there is no word.
CREATE FUNCTION search_query(written text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(format('''%s'':*', left(word, 100)), ' & ')::tsquery
  FROM (SELECT word FROM unnest(search_words(written)) AS words (word) WHERE word <> '' LIMIT 10) AS first
$$;
--> statement-breakpoint
-- Notes that a document of some kind has to be made again: that of the id in some column, alone or with
-- those that show it. An id that is
-- no longer there is one whose document goes.
CREATE FUNCTION note_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed_id uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) USING OLD INTO changed_id;
  ELSE
    EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) USING NEW INTO changed_id;
  END IF;
  INSERT INTO search_changes (kind, document_id, alone) VALUES (TG_ARGV[0], changed_id, TG_ARGV[2] IS NOT NULL);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER events_note_search_change AFTER INSERT OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION note_search_change('event', 'id');--> statement-breakpoint
CREATE TRIGGER events_note_search_update AFTER UPDATE ON events FOR EACH ROW
  WHEN ((OLD.series_id, OLD.year, OLD.name, OLD.tagline, OLD.description, OLD.starts_on, OLD.visibility, OLD.place_id, OLD.hashtag)
    IS DISTINCT FROM (NEW.series_id, NEW.year, NEW.name, NEW.tagline, NEW.description, NEW.starts_on, NEW.visibility, NEW.place_id, NEW.hashtag))
  EXECUTE FUNCTION note_search_change('event', 'id');--> statement-breakpoint
CREATE TRIGGER sessions_note_search_change AFTER INSERT OR DELETE ON sessions
  FOR EACH ROW EXECUTE FUNCTION note_search_change('session', 'id');--> statement-breakpoint
CREATE TRIGGER sessions_note_search_update AFTER UPDATE ON sessions FOR EACH ROW
  WHEN ((OLD.event_id, OLD.title, OLD.subtitle, OLD.abstract, OLD.kind, OLD.day, OLD.track, OLD.withdrawn_at)
    IS DISTINCT FROM (NEW.event_id, NEW.title, NEW.subtitle, NEW.abstract, NEW.kind, NEW.day, NEW.track, NEW.withdrawn_at))
  EXECUTE FUNCTION note_search_change('session', 'id');--> statement-breakpoint
CREATE TRIGGER people_note_search_change AFTER INSERT OR DELETE ON people
  FOR EACH ROW EXECUTE FUNCTION note_search_change('person', 'id');--> statement-breakpoint
CREATE TRIGGER people_note_search_update AFTER UPDATE ON people FOR EACH ROW
  WHEN ((OLD.handle, OLD.name, OLD.bio, OLD.place_id)
    IS DISTINCT FROM (NEW.handle, NEW.name, NEW.bio, NEW.place_id))
  EXECUTE FUNCTION note_search_change('person', 'id');--> statement-breakpoint
CREATE TRIGGER series_note_search_change AFTER INSERT OR UPDATE OR DELETE ON series
  FOR EACH ROW EXECUTE FUNCTION note_search_change('series', 'id');--> statement-breakpoint
CREATE TRIGGER topics_note_search_change AFTER INSERT OR UPDATE OR DELETE ON topics
  FOR EACH ROW EXECUTE FUNCTION note_search_change('topic', 'id');--> statement-breakpoint
CREATE TRIGGER places_note_search_change AFTER INSERT OR UPDATE OR DELETE ON places
  FOR EACH ROW EXECUTE FUNCTION note_search_change('place', 'id');--> statement-breakpoint
CREATE TRIGGER credits_note_search_change AFTER INSERT OR DELETE ON credits
  FOR EACH ROW EXECUTE FUNCTION note_search_change('session', 'session_id');--> statement-breakpoint
CREATE TRIGGER credits_note_search_update AFTER UPDATE ON credits FOR EACH ROW
  WHEN ((OLD.session_id, OLD.name, OLD.person_id)
    IS DISTINCT FROM (NEW.session_id, NEW.name, NEW.person_id))
  EXECUTE FUNCTION note_search_change('session', 'session_id');--> statement-breakpoint
CREATE TRIGGER event_topics_note_search_change AFTER INSERT OR DELETE ON event_topics
  FOR EACH ROW EXECUTE FUNCTION note_search_change('event', 'event_id');--> statement-breakpoint
CREATE TRIGGER event_topics_note_search_update AFTER UPDATE ON event_topics FOR EACH ROW
  WHEN ((OLD.event_id, OLD.topic_id)
    IS DISTINCT FROM (NEW.event_id, NEW.topic_id))
  EXECUTE FUNCTION note_search_change('event', 'event_id');--> statement-breakpoint
CREATE TRIGGER topic_synonyms_note_search_change AFTER INSERT OR UPDATE OR DELETE ON topic_synonyms
  FOR EACH ROW EXECUTE FUNCTION note_search_change('topic', 'topic_id');--> statement-breakpoint
CREATE TRIGGER topic_counts_note_search_change AFTER INSERT OR UPDATE OR DELETE ON topic_counts
  FOR EACH ROW EXECUTE FUNCTION note_search_change('topic', 'topic_id', 'alone');--> statement-breakpoint
CREATE TRIGGER place_counts_note_search_change AFTER INSERT OR UPDATE OR DELETE ON place_counts
  FOR EACH ROW EXECUTE FUNCTION note_search_change('place', 'place_id', 'alone');--> statement-breakpoint
CREATE TRIGGER speakers_note_search_insert AFTER INSERT ON speakers FOR EACH ROW
  WHEN (NEW.scope = 'site') EXECUTE FUNCTION note_search_change('person', 'person_id', 'alone');--> statement-breakpoint
CREATE TRIGGER speakers_note_search_update AFTER UPDATE ON speakers FOR EACH ROW
  WHEN (NEW.scope = 'site' AND OLD.session_count <> NEW.session_count)
  EXECUTE FUNCTION note_search_change('person', 'person_id', 'alone');--> statement-breakpoint
-- What is there already is indexed by the clock, as what changes is.
INSERT INTO search_changes (kind, document_id, alone)
SELECT kind, id, true FROM (
  SELECT 'topic' AS kind, id FROM topics UNION ALL SELECT 'place', id FROM places UNION ALL SELECT 'series', id FROM series
  UNION ALL SELECT 'event', id FROM events UNION ALL SELECT 'person', id FROM people UNION ALL SELECT 'session', id FROM sessions
) AS everything;
