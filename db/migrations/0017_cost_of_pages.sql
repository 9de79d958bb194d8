-- Postgres takes a page here or there for four times as dear as the next one, as on a turning disk, and
-- then reads whole tables where an index has the few rows that a page shows.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
END
$$;
