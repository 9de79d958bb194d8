export type Random = ReturnType<typeof createRandom>

/** Numbers that look random and follow from the seed alone (mulberry32, T. Ettinger, public domain). */
export function createRandom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  /** A whole number from `min` to `max`, both included. */
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[between(0, list.length - 1)]
    if (picked === undefined) throw new Error('There is nothing to pick from')
    return picked
  }
  const shuffle = <T>(list: readonly T[]): T[] =>
    list
      .map((item) => ({ item, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item)
  /** A source of its own for one of several who draw at the same time. */
  const fork = () => createRandom(between(0, 0xffffffff))
  return { next, between, pick, shuffle, fork }
}

/** `CHAOS_SEED`, to repeat a run, or a new one. */
export const chaosSeed = () => Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)
