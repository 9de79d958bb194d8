ALTER TABLE "events" VALIDATE CONSTRAINT "events_country_id_places_id_fk";
