import { createDatabase } from '#db/client.ts'
import {
  advance,
  type Channel,
  type IncidentState,
  incidentState,
  NO_INCIDENTS,
} from '#functions/incidents/incidents.ts'
import { sendNotices } from '#functions/incidents/send-notices.ts'
import { log } from '#functions/log.ts'
import type { Settings } from '../env.ts'
import { createMailer } from '../mail.ts'
import { createChannels } from './channels.ts'
import { diagnose, type Sources } from './diagnose.ts'

/** In KV, not in Postgres, which may be what is away. */
const STATE_KEY = 'incidents:state'
const KV_TTL_S = 30

type Options = Omit<Sources, 'primary' | 'primaryMissed'> & { readonly settings: Settings }

/**
 * For the minute cron: looks for incidents, logs and tells those that open and end, and remembers
 * them. Writes only what has changed. Never rejects.
 */
export async function watchIncidents({ settings, flags, nowMs, ...seen }: Options): Promise<void> {
  const before = await readIncidents(flags)
  if (before === null) return
  const primary = createDatabase({ url: settings.DATABASE_URL })
  const { primaryMissed } = before
  const found = await diagnose({ ...seen, primary, flags, primaryMissed, nowMs })
  const channels = createChannels({ settings, mail: createMailer(settings) })
  const configured = Object.keys(channels) as Channel[]
  const { state, opened, ended } = advance(before, found, { channels: configured, nowMs })
  for (const { kind, text } of opened) log.error('an incident opens', { kind, text })
  for (const { kind, text } of ended) log.info('an incident is over', { kind, text })
  const unsent = await sendNotices(channels, state.unsent)
  await keepIncidents(flags, before, { ...state, unsent, primaryMissed: found.primaryMissed })
}

/** What this isolate knows better than KV, because KV did not take it. */
let unkept: IncidentState | null = null

async function readIncidents(flags: KVNamespace): Promise<IncidentState | null> {
  if (unkept !== null) return unkept
  try {
    const value = await flags.get(STATE_KEY, { type: 'json', cacheTtl: KV_TTL_S })
    // Null, or what another version wrote: begin anew rather than never again.
    return incidentState.safeParse(value).data ?? NO_INCIDENTS
  } catch (error) {
    log.error('incidents could not be read: nobody is told until they can', {}, error)
    return null
  }
}

async function keepIncidents(flags: KVNamespace, before: IncidentState, after: IncidentState) {
  const text = JSON.stringify(after)
  if (unkept === null && text === JSON.stringify(before)) return
  try {
    unkept = after
    await flags.put(STATE_KEY, text)
    unkept = null
  } catch (error) {
    log.error('incidents could not be kept: a notice may be sent twice', {}, error)
  }
}
