import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'

export type Workerd = {
  readonly url: string
  readonly pid: number
  /** From starting the process to the end of its first answer. */
  readonly firstAnswerMs: number
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 10_000
const POLL_MS = 1

/** Runs the bare workerd that we deploy with, and waits for its first answer, whatever that is. */
export async function startWorkerd(config: string, port: number): Promise<Workerd> {
  const startedAtMs = performance.now()
  const binary: string = createRequire(import.meta.url)('workerd').default
  const child = spawn(binary, ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000)
  })
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() - startedAtMs > START_TIMEOUT_MS) {
      await stop()
      throw new Error(`workerd did not start with ${config}: ${said}`)
    }
    await sleep(POLL_MS)
  }
  return { url, pid: child.pid ?? 0, firstAnswerMs: performance.now() - startedAtMs, stop }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/robots.txt`)
    await answer.arrayBuffer()
    return true
  } catch {
    return false
  }
}
