import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { askSite } from '#scripts/ops/site.ts'
import { openLocal, type Target } from '#scripts/ops/target.ts'
import { makeTemporaryFolder } from '#scripts/stack/temporary-folder.ts'

export type BenchStack = Target & {
  /** The process that runs all parts. */
  readonly pid: number
  readonly dataDir: string
  /** Stops it, and leaves its data where they are. */
  end(): Promise<void>
  /** Stops it, and removes its data. */
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 90_000
/** Redis and Postgres write what they hold first. */
const STOP_TIMEOUT_MS = 60_000
const POLL_MS = 200

/**
 * Starts the stack that `npm start` starts, with a data folder of its own and in a process of its own:
 * an empty one, or a copy of that of a stopped stack.
 */
export async function startBenchStack(port: number, data?: string): Promise<BenchStack> {
  const dataDir = await copyOf(data)
  const script = join(import.meta.dirname, 'stack-process.ts')
  const env = { ...process.env, PORT: String(port), HALLWAY_DATA: dataDir }
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const running = () => child.exitCode === null && child.signalCode === null
  const end = async () => {
    if (!running()) return
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    child.kill('SIGINT')
    await once(child, 'exit')
    clearTimeout(late)
  }
  const stop = async () => {
    await end()
    await rm(dataDir, { recursive: true, force: true })
  }
  const startedAtMs = performance.now()
  for (;;) {
    const target = await openLocal(dataDir).catch(() => null)
    if (target && 'readOnly' in (await askSite(target.origin)))
      return { ...target, pid: child.pid ?? 0, dataDir, end, stop }
    if (!running() || performance.now() - startedAtMs > START_TIMEOUT_MS) {
      await stop()
      throw new Error('The stack did not start')
    }
    await sleep(POLL_MS)
  }
}

/** A data folder of one's own: an empty one, or a copy of that of a stopped stack. */
export async function copyOf(data?: string): Promise<string> {
  const dataDir = makeTemporaryFolder('hallway-bench-')
  if (data !== undefined) await promisify(execFile)('cp', ['-a', `${data}/.`, dataDir])
  return dataDir
}
