-- In two steps: of what was read before this nobody knows when that was.
ALTER TABLE "external_ids" ADD COLUMN "read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "external_ids" ALTER COLUMN "read_at" SET DEFAULT now();
