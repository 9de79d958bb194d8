import { existsSync } from 'node:fs'
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from './child.ts'
import { runFor } from './postgres-files.ts'
import { answers, askServer, launchServer, type ServerOptions } from './postgres-server.ts'

const STREAM_TIMEOUT_MS = 5_000
const POLL_MS = 25

/** What a replica says when its primary has no log for it any more, or another history. */
const LOST =
  /has already been removed|is not in this server's history|system identifier differs|is behind recovery timeline|forked off/

type Options = {
  readonly server: ServerOptions
  readonly primary: { readonly url: string; readonly dataDir: string }
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/**
 * Starts a replica, and resolves when it answers and, if its primary does too, follows. It is made
 * from the running primary when it is new, and again when its files are damaged or it was away for
 * longer than the primary keeps its log.
 */
export async function launchReplica(options: Options): Promise<Child> {
  const { server, signal, say } = options
  if (existsSync(server.dataDir)) {
    const following = await launchFollowing(options)
    if (following) return following
    say('The Postgres replica cannot follow any more; it is made again from the primary')
  }
  await copyRunningPrimary(options)
  const made = await launchServer(server, signal)
  await follows(made, options)
  return made
}

/** Null when this replica has to be made again, and can be. */
async function launchFollowing(options: Options): Promise<Child | null> {
  const { server, primary, signal } = options
  try {
    const started = await launchServer(server, signal)
    if (await follows(started, options)) return started
    await started.stop()
    return null
  } catch (error) {
    const elsewhere = /No space left|could not bind|still runs/.test((error as Error).message)
    if (signal.aborted || elsewhere || !(await answers(primary.url))) throw error
    return null
  }
}

/** False when it says that it cannot. One that is far behind, or without a primary, still may. */
async function follows(replica: Child, { server, primary, signal }: Options): Promise<boolean> {
  const deadline = Date.now() + STREAM_TIMEOUT_MS
  const sql = `select from pg_stat_wal_receiver where status = 'streaming'`
  while (!signal.aborted && !replica.hasEnded() && Date.now() < deadline) {
    if ((await askServer(server.url, (client) => client.query(sql)).catch(() => null))?.rowCount)
      return true
    if (LOST.test(replica.lastWords())) return false
    if (!(await answers(primary.url))) return true
    await sleep(POLL_MS)
  }
  return true
}

/**
 * A base copy while the primary goes on, by Postgres' low-level API
 * (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP).
 * What changed during the copy is mended by the log, which the replica gets by streaming.
 */
async function copyRunningPrimary({ server, primary, signal }: Options) {
  const { place, dataDir } = server
  // Under another name until it is whole: without its label and signal it would start as a primary.
  const copy = `${dataDir}.new`
  await rm(copy, { recursive: true, force: true })
  const label = await askServer(primary.url, async (client) => {
    await client.query(`select pg_backup_start('a replica is made', true)`)
    // Files that go while they are copied were of no use any more.
    await runFor(place, 'cp', ['-a', primary.dataDir, copy], {
      ignore: /No such file or directory/,
      signal,
    })
    const stopped = 'select labelfile from pg_backup_stop(false)'
    return (await client.query<{ labelfile: string }>(stopped)).rows[0]?.labelfile ?? ''
  })
  for (const name of ['postmaster.pid', 'postmaster.opts', 'pg_wal'])
    await rm(join(copy, name), { recursive: true, force: true })
  await mkdir(join(copy, 'pg_wal'), { mode: 0o700 })
  await writeFile(join(copy, 'backup_label'), label, { mode: 0o600 })
  await writeFile(join(copy, 'standby.signal'), '', { mode: 0o600 })
  if (place.runAs)
    for (const name of ['pg_wal', 'backup_label', 'standby.signal'])
      await chown(join(copy, name), place.runAs.uid, place.runAs.gid)
  await rm(dataDir, { recursive: true, force: true })
  await rename(copy, dataDir)
}
