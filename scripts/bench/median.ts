import type { PartCpu } from './part-cpu.ts'

/** The middle value; of an even number of them, the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const low = sorted[Math.floor(middle)] ?? Number.NaN
  const high = sorted[Math.ceil(middle)] ?? Number.NaN
  return (low + high) / 2
}

/** Part by part; null where none of them could be known. */
export function medianCpu(runs: readonly { readonly cpuMs: PartCpu | null }[]): PartCpu | null {
  const known = runs.flatMap(({ cpuMs }) => cpuMs ?? [])
  if (known.length === 0) return null
  return {
    worker: median(known.map(({ worker }) => worker)),
    gateways: median(known.map(({ gateways }) => gateways)),
    postgres: median(known.map(({ postgres }) => postgres)),
  }
}
