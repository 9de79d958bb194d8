ALTER TABLE "posts" ADD COLUMN "source_key" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "source_id" text;