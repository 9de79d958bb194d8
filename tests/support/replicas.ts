import { PGlite } from '@electric-sql/pglite'
import { orderServers } from '#db/replicas.ts'
import type { Actor } from '#functions/deps.ts'
import { neonFetch } from '../fakes/neon.ts'
import { pglite, servers } from './database.ts'
import { makeActor } from './make.ts'

type Name = 'primary' | 'fresh' | 'frozen'

/**
 * The tests' database as a primary with two replicas: one that has replayed all of its log, and one
 * that stands still from now on. Each call of what is returned gives them other addresses, since an
 * isolate remembers what it has seen of a server, and there are so many `readers` of each.
 */
export async function freezeReplica({ readers }: { readers: number }) {
  const spare = { fresh: [] as Actor[], frozen: [] as Actor[] }
  while (Math.min(spare.fresh.length, spare.frozen.length) < readers) {
    const actor = await makeActor()
    spare[replicaOf(actor)].push(actor)
  }
  const { rows } = await pglite.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn')
  const copy = await PGlite.create({ loadDataDir: await pglite.dumpDataDir('none') })
  const answers = {
    primary: neonFetch(pglite),
    fresh: neonFetch(pglite, 'pg_current_wal_insert_lsn()'),
    frozen: neonFetch(copy, `'${rows[0]?.lsn}'::pg_lsn`),
  }
  return () => {
    const urls = namesAt(crypto.randomUUID())
    /** Whoever was asked, in order. */
    const asked: Name[] = []
    /** Those who do not answer. */
    const away = new Set<Name>()
    for (const [name, url] of Object.entries(urls) as [Name, string][])
      servers.set(new URL(url).host, async (endpoint, init) => {
        if (!isCheck(String(init.body))) asked.push(name)
        if (away.has(name)) throw new Error('connect ECONNREFUSED')
        return answers[name](endpoint, init)
      })
    const readerOf = (name: 'fresh' | 'frozen'): Actor => {
      const reader = spare[name].pop()
      if (!reader) throw new Error(`No reader of the ${name} replica is left: ask for more`)
      return reader
    }
    return { urls, asked, away, readerOf }
  }
}

const namesAt = (id: string): Record<Name, string> => ({
  primary: `postgres://test:test@primary-${id}.test/test`,
  fresh: `postgres://test:test@fresh-${id}.test/test`,
  frozen: `postgres://test:test@frozen-${id}.test/test`,
})

/** Where somebody's pages come from, as long as all is well: it is the same wherever the replicas are. */
function replicaOf({ sessionId }: Actor) {
  const { primary, fresh, frozen } = namesAt('nowhere')
  const pool = { primary, replicas: [fresh, frozen], health: { behind: [], atMs: 1 }, nowMs: 1 }
  return orderServers(pool, sessionId).servers[0]?.url === fresh ? 'fresh' : 'frozen'
}

/** What asks whether a replica is fresh, for which nobody waits. */
const isCheck = (body: string) =>
  /^\{"query":"select (pg_current_wal_lsn|coalesce\(('|pg_))/.test(body)
