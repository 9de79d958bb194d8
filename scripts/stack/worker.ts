import { existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import type { Part } from './parts.ts'
import { freePort } from './ports.ts'
import { Problem } from './problem.ts'
import { type Reports, supervise } from './supervisor.ts'
import { workerdConfig } from './workerd-config.ts'
import { readWranglerConfig } from './wrangler-config.ts'

const START_TIMEOUT_MS = 15_000
const POLL_MS = 20

export type WorkerOptions = {
  readonly dataDir: string
  readonly log: string
  /** The built Worker's folder. */
  readonly bundle: string
  readonly port: number
  readonly kvPort: number
  readonly assetsPort: number
  readonly webPort?: number | undefined
  readonly controlToken: string
  readonly settings: Readonly<Record<string, string>>
  readonly reports?: Reports | undefined
}

export type WorkerPart = Part & {
  /** What runs it, in the table that npm start prints. */
  readonly how: string
  /** Calls `scheduled()` now, and waits until it is done. Throws when it failed. */
  runCron(cron: string): Promise<void>
}

/** Runs the built Worker, the same that is deployed, on bare workerd. */
export async function startWorker(options: WorkerOptions): Promise<WorkerPart> {
  const { dataDir, bundle, log, controlToken } = options
  if (!existsSync(join(bundle, 'index.js')))
    throw new Problem('The Worker is not built. Run: npm run build')
  const wrangler = readWranglerConfig()
  const controlPort = await freePort()
  const file = join(dataDir, 'workerd.capnp')
  // It holds every secret that the Worker is told.
  const config = workerdConfig({ ...options, folder: dataDir, controlPort, wrangler })
  writeFileSync(file, config, { mode: 0o600 })
  const control = { url: `http://127.0.0.1:${controlPort}/`, token: controlToken }

  const part = supervise({
    name: 'The Worker',
    meanwhile: 'nobody is answered',
    reports: options.reports,
    launch: async (signal) => {
      const args = ['serve', '--experimental', file]
      const started = startChild({ command: findWorkerd(), args, log })
      await waitUntilReady(started, { ...control, log, signal })
      return { ...started, ended: started.ended.then(errorLineOf) }
    },
  })
  await part.start()
  return {
    ...part,
    how: 'real, the built bundle on workerd',
    runCron: (cron) => callScheduled(control, cron),
  }
}

function findWorkerd(): string {
  const require = createRequire(import.meta.url)
  try {
    const program = join(dirname(require.resolve('workerd/package.json')), 'bin', 'workerd')
    if (existsSync(program)) return program
  } catch {
    // Answered below.
  }
  throw new Problem('workerd is missing: its package is not installed whole. Run: npm ci')
}

type Control = { url: string; token: string }

async function callScheduled({ url, token }: Control, cron: string) {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ cron }) })
  const { outcome } = answer.ok
    ? ((await answer.json()) as { outcome: string })
    : { outcome: 'none' }
  if (outcome !== 'ok') throw new Error(`The cron ${cron} ended with: ${outcome}`)
}

type Waiting = Control & { readonly log: string; readonly signal: AbortSignal }

async function waitUntilReady(child: Child, { url, token, log, signal }: Waiting) {
  const deadline = Date.now() + START_TIMEOUT_MS
  const headers = { authorization: `Bearer ${token}` }
  while (!child.hasEnded() && Date.now() < deadline && !signal.aborted) {
    const answer = await fetch(url, { headers }).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await sleep(POLL_MS)
  }
  const reason = child.hasEnded() ? errorLineOf(await child.ended) : 'it does not answer'
  await child.kill()
  throw new Problem(`The Worker does not start: ${reason} (see ${log})`)
}

/** workerd writes what is wrong first, and where in its own code that was after it. */
const errorLineOf = (text: string) => {
  const lines = text.trim().split('\n')
  return lines.find((line) => /error|failed|in use/i.test(line)) ?? lines.at(-1) ?? ''
}
