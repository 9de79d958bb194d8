import { userInfo } from 'node:os'
import type { Command } from 'commander'
import type { SiteMode } from '#functions/site/site-mode.ts'
import { CommandFailure } from './command-failure.ts'
import { setDatabaseReadOnly } from './database-mode.ts'
import { formatDuration, parseDuration } from './duration.ts'
import { progress, report } from './report.ts'
import { timeoutOption, waitForSite } from './site.ts'
import {
  openTarget,
  requireSetting,
  type Target,
  type TargetOptions,
  withTarget,
} from './target.ts'

type Options = TargetOptions & {
  reason: string
  for?: number
  database?: true
  by: string
  timeout: number
}

/** `ops read-only on`: writes the switch and waits until the site itself says that it is read-only. */
export function addReadOnlyOn(parent: Command): void {
  withTarget(
    parent
      .command('on')
      .summary('make the whole site read-only')
      .description(
        'Make the whole site read-only: pages go on, writes are refused with 503 and a kind page, jobs wait. Returns when the site itself says so (deployed: when every place must have seen it).',
      )
      .requiredOption('--reason <text>', 'what visitors are told')
      .option('--for <duration>', 'end by itself after 45s, 90m, 1h30m or 2d', parseDuration)
      .option('--database', 'also make the database refuse writes, whoever asks')
      .option('--by <name>', 'who did it', userInfo().username)
      .addOption(timeoutOption()),
  ).action(turnOn)
}

async function turnOn(options: Options, command: Command): Promise<void> {
  const reason = options.reason.trim()
  if (reason === '') command.error('error: --reason is empty: say what visitors should be told')
  if (options.for && options.database)
    command.error(
      'error: --for cannot be used with --database: nothing would make the database writable when the time is over. Use read-only off',
    )
  const target = await openTarget(options)
  const databaseUrl = options.database ? requireSetting(target, 'DATABASE_URL') : null
  const mode = await nextMode(target, { ...options, reason })
  await target.modes.write(mode)
  const writtenAtMs = performance.now()
  progress(options, `Waiting for ${target.origin} to answer read-only …`)
  const waiting = waitForSite(target, { readOnly: true, writtenAtMs, timeoutMs: options.timeout })
  const [seen] = await Promise.allSettled([waiting])
  // Whether or not the site has answered, the database is the guarantee.
  const endedSessions = databaseUrl ? await setDatabase(databaseUrl) : null
  if (seen.status === 'rejected') throw seen.reason
  const tookMs = Math.round(seen.value)
  report(options, describe(target, mode, { tookMs, endedSessions }), {
    where: target.where,
    origin: target.origin,
    mode,
    tookMs,
    database: databaseUrl ? { readOnly: true, endedSessions } : null,
  })
}

async function nextMode(target: Target, { reason, by, for: forMs }: Options): Promise<SiteMode> {
  const now = new Date()
  const current = await target.modes.read().catch(() => null) // Unreadable: written anew.
  const since = (current?.readOnly && current.since) || now.toISOString()
  const until = forMs ? new Date(now.getTime() + forMs).toISOString() : null
  return { readOnly: true, reason, since, until, by }
}

function setDatabase(url: string): Promise<number> {
  return setDatabaseReadOnly(url, true).catch((error: Error) => {
    throw new CommandFailure(`The switch is on, but not in the database. ${error.message}`, {
      cause: error,
    })
  })
}

type Outcome = { tookMs: number; endedSessions: number | null }

function describe({ origin }: Target, { until }: SiteMode, { tookMs, endedSessions }: Outcome) {
  const lines = [`${origin} is read-only. It took ${formatDuration(tookMs)}.`]
  if (endedSessions !== null)
    lines.push(`The database refuses writes too; ${endedSessions} older sessions were ended.`)
  lines.push(until ? `It ends by itself at ${until}.` : 'To end it: npm run ops -- read-only off')
  return lines.join('\n')
}
