CREATE TABLE "event_counts" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"attending_count" integer NOT NULL,
	"tracking_count" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event_counts" ADD CONSTRAINT "event_counts_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- By statement, not by row: an import or a merge of thousands counts each event once.
CREATE FUNCTION count_attendances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO event_counts AS kept (event_id, attending_count, tracking_count)
    SELECT event_id, count(*) FILTER (WHERE role = 'attending'), count(*) FILTER (WHERE role = 'tracking')
    FROM new_rows GROUP BY event_id ORDER BY event_id
    ON CONFLICT (event_id) DO UPDATE SET
      attending_count = kept.attending_count + excluded.attending_count,
      tracking_count = kept.tracking_count + excluded.tracking_count;
  ELSIF TG_OP = 'UPDATE' THEN
    -- Both sides at once: a count that is written twice in one transaction has its event locked and
    -- looked up again, in the other order than a new attendance does, and two of them deadlock.
    INSERT INTO event_counts AS kept (event_id, attending_count, tracking_count)
    SELECT event_id, coalesce(sum(step) FILTER (WHERE role = 'attending'), 0),
      coalesce(sum(step) FILTER (WHERE role = 'tracking'), 0)
    FROM (
      SELECT event_id, role, 1 AS step FROM new_rows
      UNION ALL SELECT event_id, role, -1 FROM old_rows
    ) AS steps
    GROUP BY event_id ORDER BY event_id
    ON CONFLICT (event_id) DO UPDATE SET
      attending_count = kept.attending_count + excluded.attending_count,
      tracking_count = kept.tracking_count + excluded.tracking_count;
  ELSE
    UPDATE event_counts AS kept SET
      attending_count = kept.attending_count - gone.attending,
      tracking_count = kept.tracking_count - gone.tracking
    FROM (
      SELECT event_id, count(*) FILTER (WHERE role = 'attending') AS attending,
        count(*) FILTER (WHERE role = 'tracking') AS tracking
      FROM old_rows GROUP BY event_id
    ) AS gone
    WHERE kept.event_id = gone.event_id;
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
-- The triggers' lock lasts until this migration ends, so nobody attends between them and the count.
CREATE TRIGGER attendances_count_inserted AFTER INSERT ON attendances
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_attendances();--> statement-breakpoint
CREATE TRIGGER attendances_count_updated AFTER UPDATE ON attendances
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_attendances();--> statement-breakpoint
CREATE TRIGGER attendances_count_deleted AFTER DELETE ON attendances
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_attendances();--> statement-breakpoint
INSERT INTO event_counts (event_id, attending_count, tracking_count)
SELECT event_id, count(*) FILTER (WHERE role = 'attending'), count(*) FILTER (WHERE role = 'tracking')
FROM attendances GROUP BY event_id;
