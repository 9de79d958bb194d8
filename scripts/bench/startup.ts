import { startHelloWorld } from './hello-world.ts'
import { LEAST_SETTINGS } from './least-settings.ts'
import { readWorker } from './sizes.ts'
import { startWorker } from './worker.ts'

const STARTS = 7

/** Milliseconds until the first answer. */
export type Startup = {
  readonly oursMs: number
  readonly helloMs: number
  /** How much longer ours takes, in starts of a hello-world. */
  readonly beyond: number
  /** Until the first page that is rendered: what is not needed to hand out pages is loaded for it. */
  readonly renderedMs: number
}

/**
 * How long our bundle takes to start, and a hello-world: from a new workerd process to the end of its
 * first answer, the fastest of seven starts of each, by turns (whatever else the machine does only adds
 * to a start). The bundle is given no settings, so its first answer is that it is not configured: what
 * is timed is reading, compiling and running what an isolate needs to hand out kept pages, its settings
 * included, and not the apps that render them (docs/decisions/0034). `renderedMs` is a start with
 * settings, up to `/robots.txt`, which asks no database.
 */
export async function measureStartup(port: number): Promise<Startup> {
  const { 'index.js': script, ...parts } = await readWorker()
  if (!script) throw new Error('There is no Worker in dist/worker: run npm run build')
  const firstAnswers = {
    ours: () => startWorker({ script, parts, port }),
    rendered: () => startWorker({ script, parts, settings: LEAST_SETTINGS, port }),
    hello: () => startHelloWorld({ body: new Uint8Array(1), port }),
  }
  const found = { ours: [], rendered: [], hello: [] } as Record<keyof typeof firstAnswers, number[]>
  for (let i = 0; i < STARTS; i++)
    for (const [name, start] of Object.entries(firstAnswers)) {
      const started = await start()
      await started.stop()
      found[name as keyof typeof found].push(started.firstAnswerMs)
    }
  const [oursMs, helloMs] = [Math.min(...found.ours), Math.min(...found.hello)]
  const beyond = Math.max(0, oursMs - helloMs) / helloMs
  return { oursMs, helloMs, beyond, renderedMs: Math.min(...found.rendered) }
}
