import { listFamily } from './processes.ts'

/** Clock ticks per second of /proc: fixed at 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100

/** What a page costs on one machine: the Worker, our gateways to the services, and the databases. */
export type PartCpu = {
  readonly worker: number
  readonly gateways: number
  readonly postgres: number
}

const NAMES: Readonly<Record<keyof PartCpu, readonly string[]>> = {
  worker: ['workerd'],
  gateways: ['node', 'MainThread'],
  postgres: ['postgres'],
}

/**
 * Milliseconds of processor time that each part below the process `root` takes for one of what `load`
 * puts on it; null where there is no /proc to ask, or no Worker below.
 */
export async function measureCpu<T extends { readonly total: number }>(
  root: number,
  load: () => Promise<T>,
): Promise<T & { readonly cpuMs: PartCpu | null }> {
  const before = await ticksOf(root)
  const loaded = await load()
  const after = await ticksOf(root)
  if (before.worker === null || after.worker === null || loaded.total === 0)
    return { ...loaded, cpuMs: null }
  const spent = (part: keyof PartCpu) =>
    (((after[part] ?? 0) - (before[part] ?? 0)) * 1000) / TICKS_PER_S / loaded.total
  const cpuMs = {
    worker: spent('worker'),
    gateways: spent('gateways'),
    postgres: spent('postgres'),
  }
  return { ...loaded, cpuMs }
}

async function ticksOf(root: number): Promise<Record<keyof PartCpu, number | null>> {
  const family = await listFamily(root)
  const sum = (part: keyof PartCpu) => {
    const processes = family.filter(({ name }) => NAMES[part].includes(name))
    return processes.length > 0 ? processes.reduce((total, { ticks }) => total + ticks, 0) : null
  }
  return { worker: sum('worker'), gateways: sum('gateways'), postgres: sum('postgres') }
}
