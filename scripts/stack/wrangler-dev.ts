import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from './child.ts'
import { Problem } from './problem.ts'
import { supervise } from './supervisor.ts'
import type { WorkerOptions, WorkerPart } from './worker.ts'

const ROOT = join(import.meta.dirname, '../..')
const START_TIMEOUT_MS = 60_000
const PROBE_MS = 2_000

/**
 * `wrangler dev` over the same parts and the same wrangler.toml. KV is wrangler's own here, so the
 * read-only switch is written with `wrangler kv key put --env production --local --persist-to
 * <data folder>/wrangler`.
 */
export const startWranglerDev =
  (wrangler: string) =>
  async ({ dataDir, log, port, settings, reports }: WorkerOptions): Promise<WorkerPart> => {
    const vars = join(dataDir, 'wrangler.vars')
    const lines = Object.entries(settings).map(
      ([name, value]) => `${name}=${JSON.stringify(value)}`,
    )
    writeFileSync(vars, `${lines.join('\n')}\n`, { mode: 0o600 })
    const options = {
      '--env': 'production',
      '--port': String(port),
      '--ip': '127.0.0.1',
      '--env-file': vars,
      '--persist-to': join(dataDir, 'wrangler'),
      '--show-interactive-dev-session': 'false',
      '--log-level': 'info',
    }
    const url = `http://127.0.0.1:${port}`
    const part = supervise({
      name: 'wrangler dev',
      meanwhile: 'nobody is answered',
      reports,
      launch: async (signal) => {
        const child = startChild({
          command: process.execPath,
          args: [wrangler, 'dev', '--local', '--test-scheduled', ...Object.entries(options).flat()],
          cwd: ROOT,
          log,
          echo: true,
          stopSignal: 'SIGINT',
        })
        const deadline = Date.now() + START_TIMEOUT_MS
        while (
          !(await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PROBE_MS) }).catch(
            () => null,
          ))
        ) {
          if (child.hasEnded() || signal.aborted || Date.now() > deadline) {
            await child.stop()
            throw new Problem(`wrangler dev does not start (see ${log})`)
          }
          await sleep(200)
        }
        return child
      },
    })
    await part.start()
    return {
      ...part,
      how: 'real, wrangler dev; it keeps a KV of its own, which ops does not reach',
      runCron: async (cron) => {
        const answer = await fetch(
          `${url}/cdn-cgi/handler/scheduled?${new URLSearchParams({ cron })}`,
        )
        if (!answer.ok) throw new Error(`The cron ${cron} answered ${answer.status}`)
      },
    }
  }
