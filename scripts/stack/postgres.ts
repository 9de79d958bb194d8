import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './ports.ts'
import { runFor } from './postgres-files.ts'
import { findPostgresPlace, type PostgresPlace } from './postgres-place.ts'
import { launchReplica } from './postgres-replica.ts'
import { askServer, launchServer, type PostgresServer } from './postgres-server.ts'
import { type Reports, supervise } from './supervisor.ts'

const USER = 'hallway'
const DATABASE = 'hallway'

type Options = {
  readonly dataDir: string
  readonly log: string
  readonly replicas?: number | undefined
  /** False is faster, and loses data when the machine (not only Postgres) stops. For tests. */
  readonly durable?: boolean | undefined
  /** The data folder of a stopped Postgres, to begin with a copy of. For tests. */
  readonly template?: string | undefined
  readonly reports?: Reports | undefined
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
  if (isNew) await createCluster(place, options.template)
  const password = readFileSync(join(place.dataDir, 'password'), 'utf8')

  const define = async (name: string, settings: Record<string, string>) => {
    const dataDir = join(place.dataDir, name)
    const port = await freePort()
    const url = `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`
    const durable = options.durable === false ? { fsync: 'off' } : {}
    return { place, dataDir, port, url, log: options.log, settings: { ...settings, ...durable } }
  }
  const { reports } = options
  const main = await define('primary', {})
  const primary = {
    ...main,
    ...supervise({
      name: 'Postgres',
      meanwhile: 'pages go on from replicas and caches, writes are refused',
      launch: (signal) => launchServer(main, signal),
      reports,
    }),
  }
  const follow = `host=127.0.0.1 port=${primary.port} user=${USER} passfile='${passfile(place)}'`
  const defineReplica = async (number: number) => {
    const server = await define(`replica-${number}`, { primary_conninfo: follow })
    const part = supervise({
      name: 'The Postgres replica',
      meanwhile: 'reads go to the primary',
      optional: true,
      launch: (signal, say) => launchReplica({ server, primary, signal, say }),
      reports,
    })
    return { ...server, ...part }
  }
  const numbers = Array.from({ length: options.replicas ?? 1 }, (_, index) => index + 1)
  const replicas = await Promise.all(numbers.map(defineReplica))

  const stop = async () => {
    await Promise.all(replicas.map((replica) => replica.stop()))
    await primary.stop()
  }
  try {
    await primary.start()
    await createDatabase(primary)
    await Promise.all(replicas.map((replica) => replica.start()))
  } catch (error) {
    await stop()
    throw error
  }
  return { primary, replicas, place, stop }
}

const passfile = (place: PostgresPlace) => join(place.dataDir, 'passfile')

async function createCluster(place: PostgresPlace, template: string | undefined) {
  const primary = join(place.dataDir, 'primary')
  if (template) {
    for (const part of ['primary', 'password', 'passfile'])
      await runFor(place, 'cp', ['-a', join(template, part), place.dataDir], { asUs: true })
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
  await runFor(
    place,
    join(place.bin, 'initdb'),
    ['-D', primary, '-U', USER, `--pwfile=${pwfile}`, '--auth=scram-sha-256', '--no-sync'].concat(
      locale,
      '--builtin-locale=C.UTF-8',
    ),
  )
  rmSync(pwfile)
}

const createDatabase = (primary: PostgresServer) =>
  askServer(primary.url, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE,
    ])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  })
