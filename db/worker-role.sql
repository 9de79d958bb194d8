-- What the Worker and the ops commands need of the database: rows, in every table that is there and that
-- a later migration makes. Run once by the role that migrates, after `create role hallway_worker …`
-- (docs/runbook.md, "Set up, once").
grant usage on schema public to hallway_worker;
grant select, insert, update, delete on all tables in schema public to hallway_worker;
grant usage on all sequences in schema public to hallway_worker;
alter default privileges in schema public
  grant select, insert, update, delete on tables to hallway_worker;
alter default privileges in schema public grant usage on sequences to hallway_worker;
