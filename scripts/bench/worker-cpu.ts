import { listFamily } from './processes.ts'

/** Clock ticks per second of /proc: fixed at 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100

/**
 * Seconds of processor time that every workerd below the process `root` has used so far; null where
 * there is no /proc to ask.
 */
export async function workerCpuS(root: number): Promise<number | null> {
  const workers = (await listFamily(root)).filter(({ name }) => name === 'workerd')
  if (workers.length === 0) return null
  return workers.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_S
}
