CREATE TABLE "place_counts" (
	"place_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"upcoming_count" integer NOT NULL,
	"event_count" integer NOT NULL,
	CONSTRAINT "place_counts_kind_is_known" CHECK ("place_counts"."kind" in ('country', 'city'))
);
--> statement-breakpoint
CREATE TABLE "speakers" (
	"scope" text NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"session_count" integer NOT NULL,
	CONSTRAINT "speakers_pkey" PRIMARY KEY("scope","person_id")
);
--> statement-breakpoint
CREATE TABLE "topic_counts" (
	"topic_id" uuid PRIMARY KEY NOT NULL,
	"upcoming_count" integer NOT NULL,
	"event_count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "topic_years" (
	"topic_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "topic_years_pkey" PRIMARY KEY("topic_id","year")
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "country_id" uuid;--> statement-breakpoint
ALTER TABLE "event_topics" ADD COLUMN "starts_on" date;--> statement-breakpoint
ALTER TABLE "place_counts" ADD CONSTRAINT "place_counts_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speakers" ADD CONSTRAINT "speakers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_counts" ADD CONSTRAINT "topic_counts_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_years" ADD CONSTRAINT "topic_years_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "place_counts_kind_idx" ON "place_counts" USING btree ("kind","upcoming_count","event_count");--> statement-breakpoint
CREATE INDEX "speakers_scope_name_idx" ON "speakers" USING btree ("scope","name","person_id");--> statement-breakpoint
CREATE INDEX "speakers_person_id_idx" ON "speakers" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_country_id_places_id_fk" FOREIGN KEY ("country_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
-- An event's country is its city's. Kept beside the city, so that a country's list is read along an index.
CREATE FUNCTION keep_event_country() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.country_id := (SELECT coalesce(country_id, id) FROM places WHERE id = NEW.place_id);
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER events_keep_country BEFORE INSERT OR UPDATE OF place_id, country_id ON events
  FOR EACH ROW EXECUTE FUNCTION keep_event_country();--> statement-breakpoint
-- An event's first day stands beside its topics too, so that a topic's list is read along an index.
-- The lock makes a change of the day wait until the tie is there to be changed with it.
CREATE FUNCTION keep_event_topic_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.starts_on := (SELECT starts_on FROM events WHERE id = NEW.event_id FOR NO KEY UPDATE);
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER event_topics_keep_day BEFORE INSERT OR UPDATE OF event_id, starts_on ON event_topics
  FOR EACH ROW EXECUTE FUNCTION keep_event_topic_day();--> statement-breakpoint
CREATE FUNCTION move_event_topics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE event_topics SET starts_on = NEW.starts_on WHERE event_id = NEW.id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER events_move_topics AFTER UPDATE OF starts_on ON events
  FOR EACH ROW WHEN (OLD.starts_on <> NEW.starts_on) EXECUTE FUNCTION move_event_topics();--> statement-breakpoint
UPDATE events SET country_id = NULL WHERE place_id IS NOT NULL;--> statement-breakpoint
UPDATE event_topics SET starts_on = NULL;
