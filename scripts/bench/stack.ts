import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askSite } from '#scripts/ops/site.ts'
import { openLocal, type Target } from '#scripts/ops/target.ts'
import { makeTemporaryFolder } from '#scripts/stack/temporary-folder.ts'

export type BenchStack = Target & {
  /** The process that runs all parts. */
  readonly pid: number
  readonly dataDir: string
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 90_000
const STOP_TIMEOUT_MS = 15_000
const POLL_MS = 200

/** Starts the stack that `npm start` starts, with a data folder of its own and in a process of its own. */
export async function startBenchStack(port: number): Promise<BenchStack> {
  const dataDir = makeTemporaryFolder('hallway-bench-')
  const script = join(import.meta.dirname, 'stack-process.ts')
  const env = { ...process.env, PORT: String(port), HALLWAY_DATA: dataDir }
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
    })
  const running = () => child.exitCode === null && child.signalCode === null
  const stop = async () => {
    if (running()) {
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      child.kill('SIGINT')
      await once(child, 'exit')
      clearTimeout(late)
    }
    await rm(dataDir, { recursive: true, force: true })
  }
  const startedAtMs = performance.now()
  for (;;) {
    const target = await openLocal(dataDir).catch(() => null)
    if (target && 'readOnly' in (await askSite(target.origin)))
      return { ...target, pid: child.pid ?? 0, dataDir, stop }
    if (!running() || performance.now() - startedAtMs > START_TIMEOUT_MS) {
      await stop()
      throw new Error(`The stack did not start. It said:\n${said}`)
    }
    await sleep(POLL_MS)
  }
}
