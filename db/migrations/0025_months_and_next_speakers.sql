CREATE TABLE "month_counts" (
	"month" char(7) PRIMARY KEY NOT NULL,
	"upcoming_count" integer NOT NULL,
	"online_count" integer NOT NULL,
	"event_count" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "speakers" ADD COLUMN "next_on" date;