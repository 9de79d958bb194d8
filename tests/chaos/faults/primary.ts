import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '../fault.ts'
import { adminQuery, holdConnections, repeat } from '../sql.ts'

const strikes = 'primary'
/** Pages go on from the replicas. */
const excuses = ['writes'] as const

const sessions = (what: string) => `select ${what}(pid) from pg_stat_activity
  where application_name = 'hallway' and backend_type = 'client backend' and state <> 'idle'`

export const primaryFaults: readonly Fault[] = [
  {
    ...{ name: 'the primary is killed', strikes, excuses, lastsMs: [1_000, 5_000] },
    begin: async ({ stack }) => {
      await stack.parts.primary.kill()
      return () => stack.parts.primary.start()
    },
  },
  {
    ...{ name: 'the primary is stopped', strikes, excuses, lastsMs: [1_000, 3_000] },
    begin: async ({ stack }) => {
      await stack.parts.primary.stop()
      return () => stack.parts.primary.start()
    },
  },
  {
    ...{ name: 'the primary ends sessions', strikes, excuses, lastsMs: [1_500, 3_000] },
    begin: async ({ stack }) =>
      repeat(() => adminQuery(stack.databaseUrl, sessions('pg_terminate_backend'))),
  },
  {
    ...{ name: 'the primary cancels queries', strikes, excuses, lastsMs: [1_500, 3_000] },
    begin: async ({ stack }) =>
      repeat(() => adminQuery(stack.databaseUrl, sessions('pg_cancel_backend'))),
  },
  {
    ...{ name: 'the primary has too many connections', strikes, excuses, lastsMs: [2_000, 4_000] },
    begin: ({ stack }) => holdConnections(stack.databaseUrl),
  },
  {
    // Postgres then ends every session, and recovers as after a crash.
    ...{ name: 'the primary loses a process', strikes, excuses, lastsMs: [500, 1_500] },
    begin: async ({ stack }) => {
      const [row] = await adminQuery(
        stack.databaseUrl,
        `select pid from pg_stat_activity where backend_type = 'background writer'`,
      )
      const { dataDir } = stack.parts.primary
      const postmaster = Number(
        readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0],
      )
      if (typeof row?.pid !== 'number' || row.pid === postmaster) throw new Error('no such process')
      process.kill(row.pid, 'SIGKILL')
      return async () => {}
    },
  },
]
