ALTER TABLE "people" VALIDATE CONSTRAINT "people_place_id_places_id_fk";--> statement-breakpoint
ALTER TABLE "events" VALIDATE CONSTRAINT "events_kind_is_known";