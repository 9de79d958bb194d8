CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"opens_at" timestamp with time zone,
	"deadline" timestamp with time zone,
	"deadline_zone" text DEFAULT 'Etc/GMT+12' NOT NULL,
	"deadline_is_day" boolean DEFAULT false NOT NULL,
	"pays_travel" boolean,
	"note" text,
	"source" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calls_event_id_kind_url_key" UNIQUE("event_id","kind","url"),
	CONSTRAINT "calls_kind_is_known" CHECK ("calls"."kind" in ('speakers', 'papers', 'workshops', 'volunteers', 'sponsors')),
	CONSTRAINT "calls_url_is_on_the_web" CHECK ("calls"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "coverage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"session_id" uuid,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"url_key" text NOT NULL,
	"title" text,
	"author" text,
	"provider" text,
	"language" text,
	"duration_s" integer,
	"thumbnail_url" text,
	"player_url" text,
	"added_by_id" uuid,
	"source" text,
	"described_at" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"failures" smallint DEFAULT 0 NOT NULL,
	"dead_since" timestamp with time zone,
	"archive_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coverage_place_key" UNIQUE NULLS NOT DISTINCT("event_id","session_id","kind","url_key"),
	CONSTRAINT "coverage_kind_is_known" CHECK ("coverage"."kind" in ('video', 'slides', 'audio', 'write-up', 'liveblog', 'handout', 'photo', 'sketchnote', 'transcript', 'code')),
	CONSTRAINT "coverage_url_is_on_the_web" CHECK ("coverage"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "coverage_counts" (
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"count" integer NOT NULL,
	"latest_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coverage_counts_pkey" PRIMARY KEY("scope","kind")
);
--> statement-breakpoint
CREATE TABLE "person_external_ids" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "person_external_ids_pkey" PRIMARY KEY("source","external_id")
);
--> statement-breakpoint
CREATE TABLE "series_external_ids" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"series_id" uuid NOT NULL,
	CONSTRAINT "series_external_ids_pkey" PRIMARY KEY("source","external_id")
);
--> statement-breakpoint
CREATE TABLE "event_staff" (
	"event_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"person_id" uuid,
	CONSTRAINT "event_staff_pkey" PRIMARY KEY("event_id","position"),
	CONSTRAINT "event_staff_name_is_given" CHECK (btrim("event_staff"."name") <> '')
);
--> statement-breakpoint
CREATE TABLE "schedule_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schedule_changes_kind_is_known" CHECK ("schedule_changes"."kind" in ('added', 'withdrawn', 'restored', 'moved', 'renamed', 'recast'))
);
--> statement-breakpoint
CREATE TABLE "schedule_subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"url" text NOT NULL,
	"etag" text,
	"last_modified" text,
	"fetched_at" timestamp with time zone,
	"changed_at" timestamp with time zone,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failures" smallint DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "schedule_subscriptions_event_id_key" UNIQUE("event_id"),
	CONSTRAINT "schedule_subscriptions_url_is_on_the_web" CHECK ("schedule_subscriptions"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "event_venues" (
	"event_id" uuid NOT NULL,
	"venue_id" uuid NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "event_venues_pkey" PRIMARY KEY("event_id","venue_id")
);
--> statement-breakpoint
CREATE TABLE "venues" (
	"id" uuid PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"address" text,
	"latitude" double precision,
	"longitude" double precision,
	"website" text,
	"arrival" text,
	CONSTRAINT "venues_place_id_slug_key" UNIQUE("place_id","slug"),
	CONSTRAINT "venues_name_is_given" CHECK (btrim("venues"."name") <> ''),
	CONSTRAINT "venues_slug_is_spelt_right" CHECK ("venues"."slug" ~ '^[a-z0-9](-?[a-z0-9])*$'),
	CONSTRAINT "venues_coordinates_are_on_earth" CHECK (("venues"."latitude" is null) = ("venues"."longitude" is null) and coalesce("venues"."latitude" between -90 and 90 and "venues"."longitude" between -180 and 180, true))
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "kind" text DEFAULT 'conference' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "schedule_url" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "edited_columns" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "website" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "links" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "place_id" uuid;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "edited_columns" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_added_by_id_people_id_fk" FOREIGN KEY ("added_by_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_external_ids" ADD CONSTRAINT "person_external_ids_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_external_ids" ADD CONSTRAINT "series_external_ids_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_staff" ADD CONSTRAINT "event_staff_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_staff" ADD CONSTRAINT "event_staff_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_changes" ADD CONSTRAINT "schedule_changes_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_changes" ADD CONSTRAINT "schedule_changes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_subscriptions" ADD CONSTRAINT "schedule_subscriptions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_venues" ADD CONSTRAINT "event_venues_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_venues" ADD CONSTRAINT "event_venues_venue_id_venues_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venues"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venues" ADD CONSTRAINT "venues_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calls_deadline_idx" ON "calls" USING btree ("deadline","id");--> statement-breakpoint
CREATE INDEX "coverage_session_id_idx" ON "coverage" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "coverage_created_at_idx" ON "coverage" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "coverage_kind_idx" ON "coverage" USING btree ("kind","created_at","id");--> statement-breakpoint
CREATE INDEX "coverage_checked_at_idx" ON "coverage" USING btree ("checked_at" nulls first,"id");--> statement-breakpoint
CREATE INDEX "coverage_added_by_id_idx" ON "coverage" USING btree ("added_by_id");--> statement-breakpoint
CREATE INDEX "person_external_ids_person_id_idx" ON "person_external_ids" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "series_external_ids_series_id_idx" ON "series_external_ids" USING btree ("series_id");--> statement-breakpoint
CREATE INDEX "event_staff_person_id_idx" ON "event_staff" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "schedule_changes_event_id_idx" ON "schedule_changes" USING btree ("event_id","id");--> statement-breakpoint
CREATE INDEX "schedule_changes_session_id_idx" ON "schedule_changes" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "schedule_subscriptions_next_at_idx" ON "schedule_subscriptions" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "event_venues_venue_id_idx" ON "event_venues" USING btree ("venue_id","event_id");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_kind_is_known" CHECK ("events"."kind" in ('conference', 'meetup', 'workshop', 'hackathon', 'retreat')) NOT VALID;