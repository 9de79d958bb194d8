/** Purging as Cloudflare allows it: a call each 12 s, which is its 5 a minute, of at most 100 tags. */
const CALL_EVERY_S = 12
const TAGS_PER_CALL = 100
/** A tag that waits longer than a page lives has nothing left to purge. */
const PAGE_LIVES_S = 60
const MINUTES = 60
const SEED = 1

export type Purging = {
  readonly writesPerMinute: number
  /** Of the tags that writes named, how many were purged before their pages were made anew anyway. */
  readonly inTime: number
  /** How long a tag that was purged in time waited, on average. */
  readonly meanWaitS: number
}

/**
 * An hour of people who attend, at random moments: each names its own tag and that of an event, and
 * one in five of them an event that many others go to. Oldest tags go first; those past 60 s are
 * dropped. The same seed gives the same hour.
 */
export function simulatePurges(writesPerMinute: number): Purging {
  const random = mulberry32(SEED)
  const waiting = new Map<string, number>()
  let [named, inTime, waitedS] = [0, 0, 0]
  let nextS = interval(random, writesPerMinute)
  for (let callS = CALL_EVERY_S; callS <= MINUTES * 60; callS += CALL_EVERY_S) {
    for (; nextS < callS; nextS += interval(random, writesPerMinute)) {
      const event = random() < 0.2 ? Math.floor(random() * 20) : Math.floor(random() * 20_000)
      for (const tag of [`event-${event}`, `person-${Math.floor(random() * 1e9)}`]) {
        if (waiting.has(tag)) continue
        waiting.set(tag, nextS)
        named += 1
      }
    }
    for (const [tag, sinceS] of waiting) if (callS - sinceS > PAGE_LIVES_S) waiting.delete(tag)
    for (const [tag, sinceS] of [...waiting].slice(0, TAGS_PER_CALL)) {
      waiting.delete(tag)
      inTime += 1
      waitedS += callS - sinceS
    }
  }
  const judged = named - waiting.size
  return { writesPerMinute, inTime: inTime / judged, meanWaitS: waitedS / inTime }
}

/** Seconds until the next of so many a minute, by chance (a Poisson process). */
const interval = (random: () => number, perMinute: number) =>
  (-Math.log(1 - random()) * 60) / perMinute

/** A small generator of random numbers that can be repeated (Tommy Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The table of docs/scale.md. */
export function purgeTable(): string {
  const rows = [25, 100, 250, 500, 1_000, 2_500].map(simulatePurges)
  return [
    '| writes a minute | tags purged in time | they waited on average |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ writesPerMinute, inTime, meanWaitS }) =>
        `| ${writesPerMinute.toLocaleString('en')} | ${Math.round(inTime * 100)} % | ${meanWaitS.toFixed(0)} s |`,
    ),
  ].join('\n')
}
