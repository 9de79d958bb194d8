CREATE TABLE "credits" (
	"session_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT 'speaker' NOT NULL,
	"person_id" uuid,
	CONSTRAINT "credits_pkey" PRIMARY KEY("session_id","position"),
	CONSTRAINT "credits_name_is_given" CHECK (btrim("credits"."name") <> ''),
	CONSTRAINT "credits_role_is_known" CHECK ("credits"."role" in ('speaker', 'moderator', 'host'))
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "rooms_event_id_name_key" UNIQUE("event_id","name"),
	CONSTRAINT "rooms_name_is_given" CHECK (btrim("rooms"."name") <> '')
);
--> statement-breakpoint
CREATE TABLE "session_external_ids" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"session_id" uuid NOT NULL,
	CONSTRAINT "session_external_ids_pkey" PRIMARY KEY("source","external_id")
);
--> statement-breakpoint
CREATE TABLE "session_trackings" (
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_trackings_pkey" PRIMARY KEY("session_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"subtitle" text,
	"abstract" text,
	"kind" text DEFAULT 'talk' NOT NULL,
	"day" date,
	-- Times on the wall clock of the event's zone stay what they are when the zone's rules change.
	-- squawk-ignore prefer-timestamp-tz
	"starts_at" timestamp,
	-- squawk-ignore prefer-timestamp-tz
	"ends_at" timestamp,
	"room_id" uuid,
	"track" text,
	"language" text,
	"level" text,
	"not_recorded" boolean DEFAULT false NOT NULL,
	"url" text,
	"withdrawn_at" timestamp with time zone,
	"edited_columns" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_event_id_slug_key" UNIQUE("event_id","slug"),
	CONSTRAINT "sessions_title_is_given" CHECK (btrim("sessions"."title") <> ''),
	CONSTRAINT "sessions_slug_is_spelt_right" CHECK ("sessions"."slug" ~ '^[a-z0-9](-?[a-z0-9])*$'),
	CONSTRAINT "sessions_ends_after_starts" CHECK ("sessions"."ends_at" >= "sessions"."starts_at"),
	CONSTRAINT "sessions_times_come_together" CHECK (("sessions"."starts_at" is null) = ("sessions"."ends_at" is null)),
	CONSTRAINT "sessions_kind_is_known" CHECK ("sessions"."kind" in ('talk', 'keynote', 'workshop', 'panel', 'lightning', 'meetup', 'break', 'other')),
	CONSTRAINT "sessions_level_is_known" CHECK ("sessions"."level" in ('beginner', 'intermediate', 'advanced'))
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "day_change_minutes" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "bio" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "photo_url" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "website" text;--> statement-breakpoint
ALTER TABLE "credits" ADD CONSTRAINT "credits_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credits" ADD CONSTRAINT "credits_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_external_ids" ADD CONSTRAINT "session_external_ids_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_trackings" ADD CONSTRAINT "session_trackings_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_trackings" ADD CONSTRAINT "session_trackings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credits_person_id_idx" ON "credits" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_external_ids_session_id_idx" ON "session_external_ids" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "session_trackings_person_id_idx" ON "session_trackings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_event_id_starts_at_idx" ON "sessions" USING btree ("event_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "sessions_room_id_idx" ON "sessions" USING btree ("room_id");