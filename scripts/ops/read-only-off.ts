import type { Command } from 'commander'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { CommandFailure } from './command-failure.ts'
import { isDatabaseReadOnly, setDatabaseReadOnly } from './database-mode.ts'
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts'
import { formatDuration } from './duration.ts'
import { progress, report } from './report.ts'
import { timeoutOption, waitForSite } from './site.ts'
import { openTarget, type Target, type TargetOptions, withTarget } from './target.ts'

type Options = TargetOptions & { timeout: number }

/** `ops read-only off`: makes the database and then the site writable, and replays what was refused. */
export function addReadOnlyOff(parent: Command): void {
  withTarget(
    parent
      .command('off')
      .summary('make the site writable again')
      .description(
        'Make the site writable again: first the database, if it was made read-only, then the site. Returns when the site itself says so. Jobs that gave up meanwhile are sent again.',
      )
      .addOption(timeoutOption()),
  ).action(turnOff)
}

async function turnOff(options: Options): Promise<void> {
  const target = await openTarget(options)
  const before = await target.modes.read().catch(() => null) // Unreadable: written anew.
  const database = await releaseDatabase(target)
  await target.modes.write(WRITABLE)
  const writtenAtMs = performance.now()
  progress(options, `Waiting for ${target.origin} to answer writable …`)
  const seenMs = await waitForSite(target, {
    readOnly: false,
    writtenAtMs,
    timeoutMs: options.timeout,
  })
  const tookMs = Math.round(seenMs)
  const replayed = await replayRefused(target)
  const lines = [`${target.origin} is writable again. It took ${formatDuration(tookMs)}.`]
  if (database?.endedSessions !== undefined)
    lines.push(
      `The database accepts writes again; ${database.endedSessions} older sessions were ended.`,
    )
  if (!database) lines.push('The database was not looked at: DATABASE_URL is not set here.')
  lines.push(describeReplay(replayed))
  report(options, lines.join('\n'), {
    where: target.where,
    origin: target.origin,
    since: before?.since ?? null,
    tookMs,
    database,
    replayed,
  })
}

type Released = { readOnly: false; endedSessions?: number }

async function releaseDatabase({ settings }: Target): Promise<Released | null> {
  const url = settings.DATABASE_URL
  if (!url) return null
  try {
    if (!(await isDatabaseReadOnly(url))) return { readOnly: false }
    return { readOnly: false, endedSessions: await setDatabaseReadOnly(url, false) }
  } catch (error) {
    throw new CommandFailure(
      `The site is still as it was: it would refuse writes anyway. ${(error as Error).message}`,
      { cause: error },
    )
  }
}

/** Jobs that were answered 503 until the queue gave up. Null when the queue is not known here. */
async function replayRefused(target: Target): Promise<number | null> {
  if (!target.settings.QSTASH_TOKEN) return null
  try {
    const letters = await listDeadLetters(target)
    const refused = letters.filter(({ status }) => status === 503)
    return await replayDeadLetters(
      target,
      refused.map(({ id }) => id),
    )
  } catch (error) {
    throw new CommandFailure(
      `${target.origin} is writable again, but: ${(error as Error).message}. Look again with: npm run ops -- dead-letters list`,
      { cause: error },
    )
  }
}

function describeReplay(replayed: number | null): string {
  if (replayed === null) return 'Dead letters were not looked at: QSTASH_TOKEN is not set here.'
  return replayed === 0
    ? 'No job had given up.'
    : `${replayed} jobs that had given up were sent again.`
}
