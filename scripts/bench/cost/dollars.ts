import { LINKS_PER_MESSAGE, RECHECK_AFTER_MS } from '#functions/coverage/schedule-checks.ts'
import { DEFAULT_RECONCILE_EVERY_MINUTES } from '#workers/env.ts'
import { RENEW_MS } from '#workers/gateway/site-state.ts'
import type { Bar } from '../bar.ts'
import { type Counts, plus, times } from './counts.ts'
import type { Costs } from './measure-cost.ts'
import {
  dollarsPerMillion,
  limits,
  MINUTES_IN_MONTH,
  neon,
  prices,
  redisFixedPlan,
} from './prices.ts'

const NIGHTS = 30
const MONTH_MS = MINUTES_IN_MONTH * 60_000
const LINK_CHECKS_A_MONTH = MONTH_MS / RECHECK_AFTER_MS
/** Views that an isolate answers in the 5 s for which it trusts what KV said. */
const VIEWS_PER_READING = 4
/** The most that the bench's own bars allow: a page that is made, and an answer from memory. */
const RENDER_CPU_MS = 5
const HIT_CPU_MS = 1
const HOURS_IN_MONTH = 730

/** Everything that the clock alone does in 30 days. */
export function idleMonth({ idleMinute, comparison, nightly, size }: Costs): Counts {
  const minutes = times(idleMinute, MINUTES_IN_MONTH)
  const comparisons = times(comparison, MINUTES_IN_MONTH / DEFAULT_RECONCILE_EVERY_MINUTES)
  const messages = Math.ceil((size.links * LINK_CHECKS_A_MONTH) / LINKS_PER_MESSAGE)
  const all = plus(plus(minutes, comparisons), times(nightly, NIGHTS))
  return {
    ...all,
    // Too seldom to fall into what is counted.
    kvWrites: all.kvWrites + MONTH_MS / RENEW_MS,
    queueMessages: all.queueMessages + messages,
    workerRequests: all.workerRequests + messages,
  }
}

/**
 * Dollars at list price, without what plans include. An anonymous view is taken at its dearest: no
 * isolate has the page, the call to PublicPages is billed as a request of its own, and it is rendered.
 */
export function toDollars(costs: Costs) {
  const { hit, miss, signedInList, attend, attendAmongFifty, hitAfterPause } = costs
  const reading = times(hitAfterPause, 1 / VIEWS_PER_READING)
  const withReading = (view: Counts): Counts => ({
    ...view,
    kvReads: view.kvReads + reading.kvReads,
  })
  const rendered = { ...withReading(miss), workerRequests: miss.workerRequests + 1 }
  const month = idleMonth(costs)
  return {
    anonymousView: dollarsPerMillion(rendered, RENDER_CPU_MS + HIT_CPU_MS),
    anonymousHit: dollarsPerMillion(withReading(hit), HIT_CPU_MS),
    signedInList: dollarsPerMillion(withReading(signedInList), RENDER_CPU_MS),
    attend: dollarsPerMillion(withReading(attend), attend.workerRequests * RENDER_CPU_MS),
    attendAmongFifty: dollarsPerMillion(
      withReading(attendAmongFifty),
      attendAmongFifty.workerRequests * RENDER_CPU_MS,
    ),
    idleMonthRedis: (month.redisCommands * prices.redisCommands.perMillion) / 1_000_000,
    neonAwake: neon.perUnitHour * neon.smallestUnits * HOURS_IN_MONTH,
  }
}

/** Judged on counts and on list prices; nothing here is timed. */
export function costBars(costs: Costs): Bar[] {
  const month = idleMonth(costs)
  const dollars = toDollars(costs)
  return [
    atMost('dollars, a million anonymous views', dollars.anonymousView, 1),
    atMost('dollars, a million signed-in lists', dollars.signedInList, 5),
    atMost('idle month, dollars for Redis', dollars.idleMonthRedis, redisFixedPlan.perMonth),
    atMost('idle month, queue messages', month.queueMessages, limits.queueFree.perMonth),
    atMost('idle month, KV reads', month.kvReads, limits.kvReadsFree.perMonth),
    atMost('idle month, KV writes', month.kvWrites, limits.kvWritesFree.perMonth),
    atMost('messages in an idle minute', costs.idleMinute.queueMessages, 0),
    atMost('Redis commands, signed-in list', costs.signedInList.redisCommands, 1),
  ]
}

const atMost = (name: string, found: number, bar: number): Bar => ({
  name,
  bar: `≤ ${bar.toLocaleString('en')}`,
  found: found.toLocaleString('en', { maximumFractionDigits: 2 }),
  pass: found <= bar,
})
