import { SITE_MODE_KEY, type SiteMode, toSiteMode } from '#functions/site/site-mode.ts'
import { CommandFailure, reasonOf } from './command-failure.ts'
import type { WorkerConfig } from './worker-config.ts'
import { runWrangler } from './wrangler.ts'

/** Where the read-only switch is kept: KV, at the place where the site runs. */
export type ModeStore = {
  /** The switch, or null when nothing has created it yet. */
  read(): Promise<SiteMode | null>
  write(mode: SiteMode): Promise<void>
}

const TIMEOUT_MS = 5_000

/** The KV service of a local stack. Throws CommandFailure when no stack answers there. */
export function localModeStore(kvUrl: string): ModeStore {
  const url = `${kvUrl.replace(/\/$/, '')}/${SITE_MODE_KEY}?urlencoded=true`
  const ask = async (init: RequestInit) => {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
      (error: unknown) => {
        throw new CommandFailure(
          `The local stack's KV does not answer at ${kvUrl} (${reasonOf(error)}). Run npm start first, or use --remote`,
          { cause: error },
        )
      },
    )
    if (!answer.ok && answer.status !== 404)
      throw new CommandFailure(`The local stack's KV answered ${answer.status} at ${kvUrl}`)
    return answer
  }
  return {
    async read() {
      const answer = await ask({})
      const text = await answer.text()
      return answer.status === 404 ? null : parseMode(text)
    },
    async write(mode) {
      const answer = await ask({ method: 'PUT', body: JSON.stringify(mode) })
      if (!answer.ok) throw new CommandFailure(`The local stack's KV answered ${answer.status}`)
    },
  }
}

/** Cloudflare's KV, through wrangler and whoever is signed in to it. */
export function remoteModeStore({ flags }: Pick<WorkerConfig, 'flags'>): ModeStore {
  const where = ['--binding', 'FLAGS', '--remote', ...flags]
  return {
    async read() {
      const got = await runWrangler(['kv', 'key', 'get', SITE_MODE_KEY, '--text', ...where])
      if (got.exitCode === 0)
        return got.stdout.trim() === 'Value not found' ? null : parseMode(got.stdout)
      if (/ - 404: /.test(got.stderr + got.stdout)) return null
      throw new CommandFailure(`wrangler could not read the switch: ${got.problem}`)
    },
    async write(mode) {
      const put = await runWrangler([
        'kv',
        'key',
        'put',
        SITE_MODE_KEY,
        JSON.stringify(mode),
        ...where,
      ])
      if (put.exitCode !== 0)
        throw new CommandFailure(`wrangler could not write the switch: ${put.problem}`)
    },
  }
}

function parseMode(text: string): SiteMode {
  try {
    return toSiteMode(JSON.parse(text))
  } catch {
    throw new CommandFailure(
      `KV holds something else than a site mode in ${SITE_MODE_KEY}. Turn the switch on or off to write it anew`,
    )
  }
}
