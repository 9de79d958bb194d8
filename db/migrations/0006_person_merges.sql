CREATE TABLE "merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gone_id" uuid NOT NULL,
	"gone_handle" text NOT NULL,
	"kept_id" uuid NOT NULL,
	"snapshot" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "person_redirects" (
	"handle" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "person_redirects" ADD CONSTRAINT "person_redirects_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_redirects_person_id_idx" ON "person_redirects" USING btree ("person_id");