import type { Command } from 'commander'
import { isReadOnly, type SiteMode } from '#functions/site/site-mode.ts'
import { isDatabaseReadOnly } from './database-mode.ts'
import { report } from './report.ts'
import { askSite } from './site.ts'
import { openTarget, type TargetOptions, withTarget } from './target.ts'

/** `ops read-only status`: what the switch, the database and the site itself say. */
export function addReadOnlyStatus(parent: Command): void {
  withTarget(
    parent
      .command('status')
      .summary('show the switch, the database and what the site answers')
      .description(
        'Show the switch in KV, the setting in the database and what the site itself answers.',
      ),
  ).action(showStatus)
}

type DatabaseSays = { readOnly: boolean } | { problem: string }

async function showStatus(options: TargetOptions): Promise<void> {
  const target = await openTarget(options)
  const [mode, site, database] = await Promise.all([
    target.modes.read(),
    askSite(target.origin),
    askDatabase(target.settings.DATABASE_URL),
  ])
  const { where, origin } = target
  const lines = [
    `Switch    ${describeMode(mode)}`,
    `Site      ${describeAnswer(site)} (${origin})`,
    `Database  ${describeAnswer(database)}`,
  ]
  report(options, lines.join('\n'), { where, origin, mode, site, database })
}

async function askDatabase(url: string | undefined): Promise<DatabaseSays> {
  if (!url) return { problem: 'DATABASE_URL is not set here' }
  try {
    return { readOnly: await isDatabaseReadOnly(url) }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

function describeMode(mode: SiteMode | null): string {
  if (!mode)
    return 'missing: KV has no site:mode. npm run deploy creates it, and so does read-only off'
  if (!mode.readOnly) return 'writable'
  const over = isReadOnly(mode, new Date()) ? '' : ', which is over'
  const until = mode.until ? `, until ${mode.until}${over}` : ''
  return `read-only since ${mode.since ?? 'an unknown time'}${until}, by ${mode.by ?? 'somebody'}: ${mode.reason ?? 'no reason given'}`
}

function describeAnswer(said: DatabaseSays): string {
  if ('problem' in said) return `unknown: ${said.problem}`
  return said.readOnly ? 'read-only' : 'writable'
}
