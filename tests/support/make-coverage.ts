import { coverage } from '#db/schema/index.ts'
import { coverageRow } from '#scripts/make/rows.ts'
import { db } from './database.ts'

/** See `coverageRow`. */
export async function makeCoverage(fields: Parameters<typeof coverageRow>[0]) {
  const item = coverageRow(fields)
  await db.insert(coverage).values(item)
  return item
}
