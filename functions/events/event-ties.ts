import type { Tie } from '../merges/tie.ts'

/**
 * Every row that speaks of an event, but for its sessions, its rooms, and what follows a session: those
 * are in `move-programme.ts`. A test holds both against the database's own foreign keys.
 */
export const eventTies: readonly Tie[] = [
  {
    table: 'attendances',
    column: 'event_id',
    key: ['person_id'],
    once: ['person_id'],
    needs: ['person_id', 'people'],
  },
  {
    table: 'event_topics',
    column: 'event_id',
    key: ['topic_id'],
    once: ['topic_id'],
    ordered: true,
    needs: ['topic_id', 'topics'],
  },
  {
    table: 'event_venues',
    column: 'event_id',
    key: ['venue_id'],
    once: ['venue_id'],
    ordered: true,
    needs: ['venue_id', 'venues'],
  },
  {
    table: 'event_staff',
    column: 'event_id',
    key: ['position', 'name'],
    once: ['name', 'role'],
    ordered: true,
  },
  {
    table: 'coverage',
    column: 'event_id',
    key: ['id', 'session_id'],
    once: ['session_id', 'kind', 'url_key'],
    nullable: ['session_id'],
  },
  { table: 'calls', column: 'event_id', key: ['id'], once: ['kind', 'url'] },
  { table: 'posts', column: 'event_id', key: ['id'], once: ['source', 'external_id'] },
  // They say how far another hashtag was read.
  { table: 'post_cursors', column: 'event_id', key: ['source'], staysBehind: true },
  { table: 'schedule_subscriptions', column: 'event_id', key: ['id'], once: [] },
  { table: 'schedule_changes', column: 'event_id', key: ['id', 'session_id'] },
  { table: 'external_ids', column: 'event_id', key: ['source', 'external_id'] },
  { table: 'event_redirects', column: 'event_id', key: ['year', 'slug'] },
]
