import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { connectNeon, createDatabase } from '#db/client.ts'
import { neonFetch } from '../fakes/neon.ts'
import { SNAPSHOT } from './global-setup.ts'

/** One database for the whole run. Tests stay apart by making their own rows, not by clean-up. */
const pglite = await PGlite.create({ loadDataDir: new Blob([await readFile(SNAPSHOT)]) })
connectNeon({ fetch: neonFetch(pglite) })

export const db = createDatabase({ url: 'postgres://test:test@db.test/test' })
