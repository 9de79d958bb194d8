import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { listFamily } from './processes.ts'

const last = availableParallelism() - 1
export const ALL_PROCESSORS = `0-${last}`

/** Which processors run what, as lists of taskset(1). */
export type Processors = { readonly site: string; readonly generator: string }

/**
 * The last processor for whoever puts the load on and the others for the site, as if the load came
 * from another machine. Null where there is one processor only, or no taskset.
 */
export function splitProcessors(): Processors | null {
  if (last < 1 || !pin(process.pid, ALL_PROCESSORS)) return null
  return { site: last === 1 ? '0' : `0-${last - 1}`, generator: String(last) }
}

/** Binds the parts of a site, all below the process `root`, and what they will start. */
export async function pinSite(root: number, processors: string) {
  for (const { pid } of await listFamily(root)) pin(pid, processors)
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
