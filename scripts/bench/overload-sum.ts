import { median } from './median.ts'
import type { Answered, OpenLoaded } from './overload-load.ts'
import { KINDS, type Kind, SLOW_KINDS } from './overload-mix.ts'

/** What came of one kind of request under one load. Times are of served answers only. */
export type KindSum = {
  readonly asked: number
  readonly served: number
  /** Answers of 503. */
  readonly refused: number
  readonly p50Ms: number
  readonly p99Ms: number
  /**
   * The median p99 of windows of `WINDOW_S`: a major collection of V8 stops a Worker for some 150 ms,
   * now and then, and falls into one short load or another by chance.
   */
  readonly windowP99Ms: number
  readonly refusedP99Ms: number
}

export type LoadSum = {
  readonly perSecond: number
  readonly seconds: number
  readonly kinds: Readonly<Record<Kind, KindSum>>
  /**
   * What served answers are worth: the processor time that they take when there is no overload, in
   * seconds for each second until the last answer. Counted, hits would outweigh all else.
   */
  readonly goodput: number
  readonly slowP50Ms: number
  /** Answers that are neither served nor refused, by status, `reset` or `timeout`. */
  readonly failures: Readonly<Record<string, number>>
  /** Answers of 503 that do not say when to come again. */
  readonly withoutRetryAfter: number
  readonly generatorBusy: number
  readonly latestSendMs: number
}

export const WINDOW_S = 4

const SERVED = new Set([200, 303])

/** Milliseconds of processor time that one answer of each kind takes, of all parts together. */
export type Work = Readonly<Record<Kind, number>>

type Load = {
  readonly perSecond: number
  readonly seconds: number
  readonly work: Work
  readonly windowS?: number
}

/** Adds one load's answers up. A percentile of nothing is NaN. */
export function sumUp(
  { perSecond, seconds, work, windowS = WINDOW_S }: Load,
  loaded: OpenLoaded,
): LoadSum {
  const { answers, tookMs, generatorBusy, latestSendMs } = loaded
  const served = answers.filter(({ status }) => SERVED.has(status))
  const refused = answers.filter(({ status }) => status === 503)
  const times = (list: typeof answers, kinds: readonly Kind[]) =>
    msOf(list.filter(({ kind }) => kinds.includes(kind)))
  const sums = KINDS.map((kind): [Kind, KindSum] => {
    const ok = times(served, [kind])
    const no = times(refused, [kind])
    const asked = answers.filter((answer) => answer.kind === kind).length
    return [
      kind,
      {
        ...{ asked, served: ok.length, refused: no.length },
        p50Ms: percentile(ok, 0.5),
        p99Ms: percentile(ok, 0.99),
        windowP99Ms: windowP99(
          served.filter((answer) => answer.kind === kind),
          windowS,
        ),
        refusedP99Ms: percentile(no, 0.99),
      },
    ]
  })
  const slow = times(served, SLOW_KINDS)
  const failures: Record<string, number> = {}
  for (const { status, failure } of answers) {
    if (status === 503 || SERVED.has(status)) continue
    const name = failure ?? String(status)
    failures[name] = (failures[name] ?? 0) + 1
  }
  return {
    ...{ perSecond, seconds, failures, generatorBusy, latestSendMs },
    // One entry for each kind, from the list that the type is made of.
    kinds: Object.fromEntries(sums) as LoadSum['kinds'],
    goodput: sum(served.map(({ kind }) => work[kind])) / Math.max(seconds * 1000, tookMs),
    slowP50Ms: percentile(slow, 0.5),
    withoutRetryAfter: refused.filter(({ retryAfter }) => !retryAfter).length,
  }
}

function windowP99(answers: readonly Answered[], windowS: number): number {
  const windows = Map.groupBy(answers, ({ atMs }) => Math.floor(atMs / (windowS * 1000)))
  return median([...windows.values()].map((window) => percentile(msOf(window), 0.99)))
}

export const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)

const msOf = (answers: readonly Answered[]) => answers.map(({ ms }) => ms)

/** The smallest value that at least this part of them does not exceed (nearest rank). */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}
