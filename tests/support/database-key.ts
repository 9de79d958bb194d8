import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listPageFunctions } from '#functions/page-queries.ts'

const MIGRATIONS = 'db/migrations'

export const migrationFiles = () =>
  readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => join(MIGRATIONS, name))

/** Names what an empty database holds: migrations, page functions, and the Postgres of a package. */
export function databaseKey(postgresPackage: string): string {
  const hash = createHash('sha256').update(
    readFileSync(`node_modules/${postgresPackage}/package.json`),
  )
  for (const path of migrationFiles()) hash.update(readFileSync(path))
  for (const { name } of listPageFunctions()) hash.update(name)
  return hash.digest('hex').slice(0, 16)
}
