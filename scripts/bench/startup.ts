import { readFile } from 'node:fs/promises'
import { startHelloWorld } from './hello-world.ts'
import { workerFile } from './sizes.ts'
import { startWorker } from './worker.ts'

const STARTS = 7

/** Milliseconds until the first answer. */
export type Startup = {
  readonly oursMs: number
  readonly helloMs: number
  /** How much longer ours takes, in starts of a hello-world. */
  readonly beyond: number
}

/**
 * How long our bundle takes to start, and a hello-world: from a new workerd process to the end of its
 * first answer, the fastest of seven starts of each, by turns (whatever else the machine does only adds
 * to a start). The bundle is given no settings, so its first answer is that it is not configured: what
 * is timed is reading, compiling and running it.
 */
export async function measureStartup(port: number): Promise<Startup> {
  const script = await readFile(workerFile)
  const ours: number[] = []
  const hello: number[] = []
  for (let start = 0; start < STARTS; start++) {
    const one = await startWorker({ script, port })
    await one.stop()
    ours.push(one.firstAnswerMs)
    const other = await startHelloWorld({ body: new Uint8Array(1), port })
    await other.stop()
    hello.push(other.firstAnswerMs)
  }
  const [oursMs, helloMs] = [Math.min(...ours), Math.min(...hello)]
  return { oursMs, helloMs, beyond: Math.max(0, oursMs - helloMs) / helloMs }
}
