import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { listFamily } from './processes.ts'

const last = availableParallelism() - 1
const ALL_PROCESSORS = `0-${last}`

/** Which processors run what, as lists of taskset(1). */
export type Processors = {
  readonly worker: string
  readonly services: string
  readonly generator: string
}

/**
 * The first processor for the Worker, as an isolate has a thread of its own, and the last for whoever
 * puts the load on, as if it came from another machine. What the Worker asks, which is elsewhere once
 * it is deployed, has what is between them, or with two processors the last, and gives way there to
 * the generator. Null where there is one processor only, or no taskset.
 */
export function splitProcessors(): Processors | null {
  if (last < 1 || !pin(process.pid, ALL_PROCESSORS)) return null
  const generator = String(last)
  return { worker: '0', services: last === 1 ? generator : `1-${last - 1}`, generator }
}

/**
 * Binds the parts of a site, all below the process `root`, and what they will start, for as long as
 * they run: not everybody may raise a priority again.
 */
export async function pinSite(root: number, { worker, services }: Processors) {
  for (const { pid, name } of await listFamily(root)) {
    pin(pid, name === 'workerd' ? worker : services)
    if (name !== 'workerd') giveWay(pid)
  }
}

/** Runs a process on these processors only. False when that cannot be had, or it has ended. */
export function pin(pid: number, processors: string): boolean {
  try {
    execFileSync('taskset', ['-acp', processors, String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Has a process run only when nobody else wants its processor, for as long as it runs. */
export function giveWay(pid: number): void {
  execFileSync('chrt', ['-a', '-i', '-p', '0', String(pid)])
}
