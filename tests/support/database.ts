import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { neonFetch } from '../fakes/neon.ts'

type Fetch = ReturnType<typeof neonFetch>

/** By host: which database answers which address. */
export const servers = new Map<string, Fetch>()

/** Told of each request that a database gets, for a test that counts them. */
export const databases = { onRequest: (_body: string): void => {} }

connectNeon({
  fetch: (url, init) => {
    databases.onRequest(String(init.body))
    const address = new Headers(init.headers).get('Neon-Connection-String') ?? ''
    const server = servers.get(new URL(address).host)
    if (!server) throw new Error(`No test database is at ${address}`)
    return server(url, init)
  },
})

/** A migrated, empty database, for a test that counts rows or makes thousands. */
export async function openDatabase(host = `db-${servers.size}.test`) {
  return serve(host, await startPostgres())
}

async function startPostgres() {
  return PGlite.create({ loadDataDir: new Blob([await readFile(inject('snapshot'))]) })
}

function serve(host: string, pglite: PGlite) {
  servers.set(host, neonFetch(pglite))
  return createDatabase({ url: `postgres://test:test@${host}/test` })
}

/** One database for the whole run. Tests stay apart by making their own rows, not by clean-up. */
export const pglite = await startPostgres()
export const db = serve('db.test', pglite)

/** Where `db` is, for a test that makes a client of its own. */
export const DATABASE_URL = 'postgres://test:test@db.test/test'
