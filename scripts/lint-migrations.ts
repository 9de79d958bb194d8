import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine } from './command-line.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'db/migrations')
const given = commandLine(
  'node scripts/lint-migrations.ts',
  'Check that migrations are safe while the version before them still serves, by the rules in .squawk.toml. Exit codes: 0 safe, 1 not safe, 2 the check could not be made.',
)
  .argument('[files...]', 'what to check (default: all of db/migrations)')
  .parse().args
const files = given.length > 0 ? given : migrations()

if (files.length === 0) stop(`${folder} holds no .sql file, so nothing was checked`)

const squawk = spawnSync(
  join(root, 'node_modules/.bin/squawk'),
  ['--config', join(root, '.squawk.toml'), ...files],
  { stdio: 'inherit' },
)

if (squawk.error) stop(`squawk did not run (${squawk.error.message}). Run npm ci and try again`)
if (squawk.status === null) stop(`squawk was stopped by ${squawk.signal}`)
process.exitCode = squawk.status

function migrations(): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => join(folder, name))
}

function stop(why: string): never {
  console.error(`lint-migrations: ${why}`)
  process.exit(2)
}
