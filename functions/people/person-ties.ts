import type { Tie } from '../merges/tie.ts'

/** Every row that speaks of a person. A test holds this against the database's own foreign keys. */
export const personTies: readonly Tie[] = [
  { table: 'credits', column: 'person_id', key: ['session_id', 'position'] },
  {
    table: 'attendances',
    column: 'person_id',
    key: ['event_id'],
    once: ['event_id'],
    needs: ['event_id', 'events'],
  },
  {
    table: 'session_trackings',
    column: 'person_id',
    key: ['session_id'],
    once: ['session_id'],
    needs: ['session_id', 'sessions'],
  },
  { table: 'event_staff', column: 'person_id', key: ['event_id', 'position', 'name'] },
  { table: 'person_external_ids', column: 'person_id', key: ['source', 'external_id'] },
  { table: 'person_redirects', column: 'person_id', key: ['handle'] },
  { table: 'coverage', column: 'added_by_id', key: ['id'] },
  { table: 'reports', column: 'reporter_id', key: ['id'] },
]
