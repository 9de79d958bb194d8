import { setTimeout as sleep } from 'node:timers/promises'
import { Option } from 'commander'
import * as z from 'zod'
import { CommandFailure, reasonOf } from './command-failure.ts'
import { formatDuration, parseDuration } from './duration.ts'
import type { Target } from './target.ts'

const POLL_MS = 250
const ANSWER_TIMEOUT_MS = 5_000
const health = z.object({ readOnly: z.boolean(), version: z.string().optional() })

/** Until when every place has certainly read KV again: its own 30 s, and the isolate's 5 s on top. */
export const EVERYWHERE_MS = 35_000

/** What the site itself says about being read-only and which version serves, or why it could not be asked. */
export async function askSite(
  origin: string,
): Promise<z.infer<typeof health> | { problem: string }> {
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS)
    const answer = await fetch(`${origin}/healthz`, {
      signal,
      headers: { accept: 'application/json' },
    })
    return health.parse(await answer.json())
  } catch (error) {
    const known = error instanceof z.ZodError || error instanceof SyntaxError
    return { problem: known ? 'its /healthz does not say' : reasonOf(error) }
  }
}

/** `--timeout`, for the commands that wait for the site. */
export const timeoutOption = () =>
  new Option('--timeout <duration>', 'how long to wait for the site')
    .argParser(parseDuration)
    .default(120_000, '2m')

type Wait = { readOnly: boolean; writtenAtMs: number; timeoutMs: number }

/**
 * Waits until the site answers as the switch now stands, and for a deployed site also until every
 * other place must have seen it. Resolves to the milliseconds since the switch was written.
 */
export async function waitForSite({ where, origin }: Target, wait: Wait): Promise<number> {
  const wanted = wait.readOnly ? 'read-only' : 'writable'
  const elapsedMs = () => performance.now() - wait.writtenAtMs
  for (;;) {
    const said = await askSite(origin)
    if ('readOnly' in said && said.readOnly === wait.readOnly) break
    if (elapsedMs() > wait.timeoutMs) {
      const last =
        'problem' in said ? said.problem : `still ${said.readOnly ? 'read-only' : 'writable'}`
      throw new CommandFailure(
        `The switch is written, but ${origin} did not answer ${wanted} within ${formatDuration(wait.timeoutMs)} (${last}). See: npm run ops -- read-only status`,
      )
    }
    await sleep(POLL_MS)
  }
  const seenMs = elapsedMs()
  if (where === 'local') return seenMs
  await sleep(Math.max(0, EVERYWHERE_MS - seenMs))
  return elapsedMs()
}
