import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './ports.ts'
import { findPostgresPlace, type PostgresPlace } from './postgres-place.ts'
import { createPostgresServer, inMaintenance, type PostgresServer } from './postgres-server.ts'
import { Problem } from './problem.ts'

const USER = 'hallway'
const DATABASE = 'hallway'
const STREAM_TIMEOUT_MS = 5_000
const POLL_MS = 25

type Options = {
  readonly dataDir: string
  readonly log: string
  readonly replicas?: number | undefined
  /** False is faster, and loses data when the machine (not only Postgres) stops. For tests. */
  readonly durable?: boolean | undefined
  /** The data folder of a stopped Postgres, to begin with a copy of. For tests. */
  readonly template?: string | undefined
}

export type Postgres = {
  readonly primary: PostgresServer
  readonly replicas: readonly PostgresServer[]
  readonly place: PostgresPlace
  stop(): Promise<void>
}

/**
 * Starts a primary and its streaming replicas on loopback, on ports of their own, with a password.
 * What they hold survives a stop and a crash; a replica that cannot follow any more is made again.
 */
export async function startPostgres(options: Options): Promise<Postgres> {
  const place = findPostgresPlace(options.dataDir)
  const isNew = !existsSync(join(place.dataDir, 'primary', 'PG_VERSION'))
  if (isNew) createCluster(place, options.template)
  const password = readFileSync(join(place.dataDir, 'password'), 'utf8')

  const define = async (name: string, settings: Record<string, string>) =>
    createPostgresServer({
      place,
      dataDir: join(place.dataDir, name),
      url: `postgres://${USER}:${password}@127.0.0.1:${await freePort()}/${DATABASE}`,
      log: options.log,
      settings: { ...settings, ...(options.durable === false ? { fsync: 'off' } : {}) },
    })
  const primary = await define('primary', {})
  const follow = `host=127.0.0.1 port=${primary.port} user=${USER} passfile='${passfile(place)}'`
  const numbers = Array.from({ length: options.replicas ?? 1 }, (_, index) => index + 1)
  const replicas = await Promise.all(
    numbers.map((number) => define(`replica-${number}`, { primary_conninfo: follow })),
  )

  for (const { dataDir } of replicas) if (!existsSync(dataDir)) copyPrimary(place, dataDir)
  await Promise.all([
    primary.start(),
    ...replicas.map((replica) => replica.start().catch(() => {})),
  ])
  await createDatabase(primary)
  for (const replica of replicas)
    if (!(await isStreaming(replica))) await makeAgain(replica, primary, place)

  const stop = async () => {
    await Promise.all(replicas.map((replica) => replica.stop()))
    await primary.stop()
  }
  return { primary, replicas, place, stop }
}

const passfile = (place: PostgresPlace) => join(place.dataDir, 'passfile')

function createCluster(place: PostgresPlace, template: string | undefined) {
  const primary = join(place.dataDir, 'primary')
  if (template) {
    for (const part of ['primary', 'password', 'passfile'])
      run('cp', ['-a', join(template, part), place.dataDir], place, { asUs: true })
    return
  }
  // What a start that was interrupted left behind.
  rmSync(primary, { recursive: true, force: true })
  const password = randomBytes(24).toString('hex')
  const options = { mode: 0o600 }
  writeFileSync(join(place.dataDir, 'password'), password, options)
  writeFileSync(passfile(place), `*:*:*:${USER}:${password}\n`, options)
  const pwfile = join(place.dataDir, 'pwfile')
  writeFileSync(pwfile, password, options)
  if (place.runAs)
    for (const file of [passfile(place), pwfile]) chownSync(file, place.runAs.uid, place.runAs.gid)

  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin']
  run(
    join(place.bin, 'initdb'),
    ['-D', primary, '-U', USER, `--pwfile=${pwfile}`, '--auth=scram-sha-256', '--no-sync'].concat(
      locale,
      '--builtin-locale=C.UTF-8',
    ),
    place,
  )
  rmSync(pwfile)
}

/** A replica begins as a copy of the primary's files, made while it is stopped. */
function copyPrimary(place: PostgresPlace, dataDir: string) {
  run('cp', ['-a', join(place.dataDir, 'primary'), dataDir], place)
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  writeFileSync(join(dataDir, 'standby.signal'), '')
  if (place.runAs) chownSync(join(dataDir, 'standby.signal'), place.runAs.uid, place.runAs.gid)
}

function run(command: string, args: string[], place: PostgresPlace, { asUs = false } = {}) {
  const who = place.runAs && !asUs ? { uid: place.runAs.uid, gid: place.runAs.gid } : {}
  const { status, stderr, error } = spawnSync(command, args, { cwd: '/', ...who })
  if (status === 0) return
  const reason = error?.message ?? String(stderr).trim().split('\n').at(-1)
  throw new Problem(`Postgres' files could not be made in ${place.dataDir}: ${reason}`)
}

async function createDatabase(primary: PostgresServer) {
  await ask(inMaintenance(primary.url), async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE,
    ])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  })
}

async function ask<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return await work(client).finally(() => client.end())
}

const startsFollowing = (replica: PostgresServer) =>
  replica.start().then(
    () => isStreaming(replica),
    () => false,
  )

async function isStreaming(replica: PostgresServer): Promise<boolean> {
  const deadline = Date.now() + STREAM_TIMEOUT_MS
  const sql = `select from pg_stat_wal_receiver where status = 'streaming'`
  while (Date.now() < deadline) {
    const streaming = ask(
      inMaintenance(replica.url),
      async (client) => (await client.query(sql)).rowCount,
    )
    if (await streaming.catch(() => 0)) return true
    await sleep(POLL_MS)
  }
  return false
}

/** For a replica that was away for longer than the primary keeps its log, or whose files are damaged. */
async function makeAgain(replica: PostgresServer, primary: PostgresServer, place: PostgresPlace) {
  await replica.stop()
  await primary.stop()
  rmSync(replica.dataDir, { recursive: true, force: true })
  copyPrimary(place, replica.dataDir)
  await primary.start()
  if (!(await startsFollowing(replica)))
    throw new Problem(`The Postgres replica does not follow its primary. Remove ${replica.dataDir}`)
}
