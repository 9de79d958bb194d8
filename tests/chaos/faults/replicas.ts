import { setTimeout as sleep } from 'node:timers/promises'
import { vi } from 'vitest'
import type { PostgresServer } from '#scripts/stack/postgres-server.ts'
import type { Fault } from '../fault.ts'
import { adminQuery, holdConnections, repeat } from '../sql.ts'
import type { World } from '../world.ts'

const WAIT_MS = 15_000

type Kind = {
  readonly name: string
  readonly lastsMs: Fault['lastsMs']
  readonly begin: (replica: PostgresServer, world: World) => ReturnType<Fault['begin']>
}

/** What can befall one replica. Visitors notice nothing of any of it. */
const kinds: readonly Kind[] = [
  {
    name: 'stands still',
    lastsMs: [2_000, 7_000],
    begin: async ({ url }) => {
      await adminQuery(url, 'select pg_wal_replay_pause()')
      return async () => {
        await adminQuery(url, 'select pg_wal_replay_resume()')
      }
    },
  },
  {
    name: 'replays in jerks',
    lastsMs: [4_000, 6_000],
    begin: async ({ url }, { random }) => {
      const stop = repeat(async () => {
        await adminQuery(url, 'select pg_wal_replay_pause()')
        await sleep(random.between(100, 500))
        await adminQuery(url, 'select pg_wal_replay_resume()')
      })
      return async () => {
        await stop()
        await adminQuery(url, 'select pg_wal_replay_resume()')
      }
    },
  },
  {
    name: 'is a second behind',
    lastsMs: [3_000, 6_000],
    begin: (replica) => delayReplay(replica, '1s'),
  },
  {
    name: 'is killed',
    lastsMs: [1_000, 4_000],
    begin: async (replica) => {
      await replica.kill()
      return () => replica.start()
    },
  },
  {
    name: 'comes back stale',
    // Longer than any rest: then its readers return to it.
    lastsMs: [12_000, 14_000],
    begin: async (replica) => {
      const undo = await delayReplay(replica, '1h')
      await replica.kill()
      await replica.start()
      return undo
    },
  },
  {
    name: 'ends its sessions',
    lastsMs: [1_500, 3_000],
    begin: async ({ url }) => repeat(() => adminQuery(url, END_SESSIONS)),
  },
  {
    name: 'has too many connections',
    lastsMs: [2_000, 4_000],
    begin: ({ url }) => holdConnections(url),
  },
  {
    name: 'cancels queries that are in the way of its replay',
    lastsMs: [2_000, 4_000],
    begin: async (replica, { stack }) => {
      const undo = await configure(replica, 'max_standby_streaming_delay', '0')
      const stop = repeat(() => adminQuery(stack.databaseUrl, LOCK))
      return async () => {
        await stop()
        await undo()
      }
    },
  },
]

/** The faults of one replica, by its place. */
export const replicaFaults = (index: 0 | 1): readonly Fault[] =>
  kinds.map(({ name, lastsMs, begin }) => {
    const strikes = index === 0 ? 'replica 1' : 'replica 2'
    return {
      ...{ name: `${strikes} ${name}`, strikes, excuses: [], lastsMs },
      begin: (world) => begin(world.stack.parts.replicas[index] as PostgresServer, world),
    }
  })

const END_SESSIONS = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'hallway' and backend_type = 'client backend'`
const LOCK = 'begin; lock table attendances in access exclusive mode; commit'

const delayReplay = (server: PostgresServer, by: string) =>
  configure(server, 'recovery_min_apply_delay', by)

/** Sets what a running server reads again, until what it resolves to is called. */
async function configure({ url }: PostgresServer, name: string, value: string) {
  const set = async (to: string) => {
    await adminQuery(url, `alter system ${to}`)
    await adminQuery(url, 'select pg_reload_conf()')
  }
  await set(`set ${name} = '${value}'`)
  await vi.waitFor(async () => {
    const [row] = await adminQuery(
      url,
      `select setting <> boot_val as set from pg_settings where name = '${name}'`,
    )
    if (row?.set !== true) throw new Error(`${name} is not set yet`)
  }, WAIT_MS)
  return () => set(`reset ${name}`)
}
