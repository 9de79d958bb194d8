CREATE TABLE "session_redirects" (
	"year" smallint NOT NULL,
	"event_slug" text NOT NULL,
	"slug" text NOT NULL,
	"session_id" uuid NOT NULL,
	CONSTRAINT "session_redirects_pkey" PRIMARY KEY("year","event_slug","slug")
);
--> statement-breakpoint
ALTER TABLE "merges" ADD COLUMN "noun" text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE "session_redirects" ADD CONSTRAINT "session_redirects_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_redirects_session_id_idx" ON "session_redirects" USING btree ("session_id");