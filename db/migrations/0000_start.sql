CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"github_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_email_key" UNIQUE("email"),
	CONSTRAINT "accounts_github_id_key" UNIQUE("github_id"),
	CONSTRAINT "accounts_email_is_lower_case" CHECK ("accounts"."email" = lower("accounts"."email"))
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"next" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_tokens_token_hash_key" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "attendances" (
	"event_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attendances_pkey" PRIMARY KEY("event_id","person_id"),
	CONSTRAINT "attendances_role_is_known" CHECK ("attendances"."role" in ('attending', 'tracking'))
);
--> statement-breakpoint
CREATE TABLE "event_redirects" (
	"year" smallint NOT NULL,
	"slug" text NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "event_redirects_pkey" PRIMARY KEY("year","slug")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"series_id" uuid,
	"year" smallint NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"tagline" text,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"date_precision" text DEFAULT 'day' NOT NULL,
	"zone" text NOT NULL,
	"status" text DEFAULT 'scheduled' NOT NULL,
	"visibility" text DEFAULT 'public' NOT NULL,
	"attendance_mode" text DEFAULT 'in_person' NOT NULL,
	"place_id" uuid,
	"website" text,
	"code_of_conduct_url" text,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"hashtag" text,
	"x_handle" text,
	"mastodon_handle" text,
	"bluesky_handle" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_year_slug_key" UNIQUE("year","slug"),
	CONSTRAINT "events_name_is_given" CHECK (btrim("events"."name") <> ''),
	CONSTRAINT "events_ends_on_after_starts_on" CHECK ("events"."ends_on" >= "events"."starts_on"),
	CONSTRAINT "events_year_is_start_year" CHECK ("events"."year" = extract(year from "events"."starts_on")::int),
	CONSTRAINT "events_slug_is_spelt_right" CHECK ("events"."slug" ~ '^[a-z0-9](-?[a-z0-9])*$'),
	CONSTRAINT "events_date_precision_is_known" CHECK ("events"."date_precision" in ('day', 'month', 'year')),
	CONSTRAINT "events_status_is_known" CHECK ("events"."status" in ('scheduled', 'tentative', 'postponed', 'rescheduled', 'moved_online', 'cancelled')),
	CONSTRAINT "events_visibility_is_known" CHECK ("events"."visibility" in ('public', 'unlisted', 'hidden')),
	CONSTRAINT "events_attendance_mode_is_known" CHECK ("events"."attendance_mode" in ('in_person', 'online', 'hybrid'))
);
--> statement-breakpoint
CREATE TABLE "external_ids" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "external_ids_pkey" PRIMARY KEY("source","external_id")
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "series_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"message_id" uuid NOT NULL,
	"job" text NOT NULL,
	"finished_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_runs_pkey" PRIMARY KEY("message_id","job")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"handle" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_handle_key" UNIQUE("handle"),
	CONSTRAINT "people_account_id_key" UNIQUE("account_id"),
	CONSTRAINT "people_handle_is_spelt_right" CHECK ("people"."handle" ~ '^[a-z0-9](-?[a-z0-9])*$'),
	CONSTRAINT "people_name_is_given" CHECK (btrim("people"."name") <> '')
);
--> statement-breakpoint
CREATE TABLE "places" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"country_code" char(2) NOT NULL,
	"region" text,
	"country_id" uuid,
	"latitude" double precision,
	"longitude" double precision,
	"zone" text,
	"gazetteer_id" text NOT NULL,
	CONSTRAINT "places_slug_key" UNIQUE("slug"),
	CONSTRAINT "places_gazetteer_id_key" UNIQUE("gazetteer_id"),
	CONSTRAINT "places_kind_is_known" CHECK ("places"."kind" in ('country', 'city')),
	CONSTRAINT "places_city_is_complete" CHECK ("places"."kind" = 'country' or ("places"."country_id" is not null and "places"."zone" is not null and "places"."latitude" between -90 and 90 and "places"."longitude" between -180 and 180))
);
--> statement-breakpoint
CREATE TABLE "post_budgets" (
	"source" text NOT NULL,
	"month" char(7) NOT NULL,
	"posts_read" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "post_budgets_pkey" PRIMARY KEY("source","month")
);
--> statement-breakpoint
CREATE TABLE "post_cursors" (
	"event_id" uuid NOT NULL,
	"source" text NOT NULL,
	"cursor" text,
	"not_before" timestamp with time zone,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "post_cursors_pkey" PRIMARY KEY("event_id","source")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"url" text NOT NULL,
	"author_name" text NOT NULL,
	"author_handle" text NOT NULL,
	"html" text NOT NULL,
	"language" text,
	"posted_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "posts_event_source_external_id_key" UNIQUE("event_id","source","external_id"),
	CONSTRAINT "posts_source_is_known" CHECK ("posts"."source" in ('x', 'mastodon'))
);
--> statement-breakpoint
CREATE TABLE "event_topics" (
	"event_id" uuid NOT NULL,
	"topic_id" uuid NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "event_topics_pkey" PRIMARY KEY("event_id","topic_id")
);
--> statement-breakpoint
CREATE TABLE "topic_synonyms" (
	"slug" text PRIMARY KEY NOT NULL,
	"topic_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "topics_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_redirects" ADD CONSTRAINT "event_redirects_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_country_id_places_id_fk" FOREIGN KEY ("country_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_cursors" ADD CONSTRAINT "post_cursors_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_topics" ADD CONSTRAINT "event_topics_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_topics" ADD CONSTRAINT "event_topics_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_synonyms" ADD CONSTRAINT "topic_synonyms_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_sessions_account_id_idx" ON "auth_sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_expires_at_idx" ON "auth_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_tokens_expires_at_idx" ON "sign_in_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "attendances_person_id_idx" ON "attendances" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "event_redirects_event_id_idx" ON "event_redirects" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "events_starts_on_idx" ON "events" USING btree ("starts_on","id");--> statement-breakpoint
CREATE INDEX "events_ends_on_idx" ON "events" USING btree ("ends_on","id");--> statement-breakpoint
CREATE INDEX "events_place_id_idx" ON "events" USING btree ("place_id","starts_on","id");--> statement-breakpoint
CREATE INDEX "events_series_id_idx" ON "events" USING btree ("series_id","starts_on");--> statement-breakpoint
CREATE INDEX "events_online_idx" ON "events" USING btree ("starts_on","id") WHERE "events"."attendance_mode" <> 'in_person';--> statement-breakpoint
CREATE INDEX "events_hashtag_idx" ON "events" USING btree ("ends_on") WHERE "events"."hashtag" is not null;--> statement-breakpoint
CREATE INDEX "external_ids_event_id_idx" ON "external_ids" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "job_runs_finished_at_idx" ON "job_runs" USING btree ("finished_at");--> statement-breakpoint
CREATE INDEX "outbox_unsent_idx" ON "outbox" USING btree ("created_at") WHERE "outbox"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_job_created_at_idx" ON "outbox" USING btree ("job","created_at");--> statement-breakpoint
CREATE INDEX "places_country_id_idx" ON "places" USING btree ("country_id");--> statement-breakpoint
CREATE INDEX "posts_event_id_idx" ON "posts" USING btree ("event_id","posted_at");--> statement-breakpoint
CREATE INDEX "posts_posted_at_idx" ON "posts" USING btree ("posted_at");--> statement-breakpoint
CREATE INDEX "event_topics_topic_id_idx" ON "event_topics" USING btree ("topic_id","event_id");--> statement-breakpoint
CREATE INDEX "topic_synonyms_topic_id_idx" ON "topic_synonyms" USING btree ("topic_id");