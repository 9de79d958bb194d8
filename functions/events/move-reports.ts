import { type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { coverage, merges, reports } from '#db/schema/index.ts'
import type { Merged } from '../merges/merge-log.ts'

/** Items that both events have, of which only the kept event's stays. */
const twins = ({ goneId, keptId }: Merged): SQL => sql`${coverage} as was join ${coverage} as own
  on own.event_id = ${keptId}::uuid and own.session_id is not distinct from was.session_id
  and own.kind = was.kind and own.url_key = was.url_key and was.event_id = ${goneId}::uuid`

/** For the log: the reports of what goes although its like stays. */
export const reportsLog = (merged: Merged): SQL => sql`jsonb_build_object('reports', (
  select coalesce(jsonb_agg(jsonb_build_object('id', report.id, 'coverage_id', was.id)), '[]')
  from ${twins(merged)} join ${reports} as report on report.coverage_id = was.id))`

/** What is reported of such an item is said of the one that stays. Belongs after the log, and before the ties. */
export const moveReports = (db: Database, merged: Merged): Statement =>
  db.execute(sql`
    update ${reports} as report set coverage_id = own.id from ${twins(merged)}
    where report.coverage_id = was.id`)

/** And of its own item again. Belongs after the ties. */
export const restoreReports = (db: Database, { mergeId }: Merged): Statement =>
  db.execute(sql`
    update ${reports} as report set coverage_id = was.coverage_id
    from ${merges}, jsonb_to_recordset(snapshot->'reports') as was (id uuid, coverage_id uuid)
    where ${merges.id} = ${mergeId}::uuid and report.id = was.id`)
