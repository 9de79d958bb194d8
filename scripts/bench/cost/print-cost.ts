import type { Counts } from './counts.ts'
import { idleMonth, toDollars } from './dollars.ts'
import type { Costs } from './measure-cost.ts'
import { limits, neon, prices } from './prices.ts'

/** The tables of docs/cost.md, in Markdown: what is counted, what it costs, and the prices used. */
export function costTables(costs: Costs): string {
  return [countsTable(costs), dollarsTable(costs), pricesTable()].join('\n\n')
}

function countsTable(costs: Costs): string {
  const { attendances } = costs.size
  const rows: [string, Counts][] = [
    ['anonymous view, hit', costs.hit],
    ['the same, first in 5 s in an isolate', costs.hitAfterPause],
    ['anonymous view, miss', costs.miss],
    ['signed-in list', costs.signedInList],
    ['attend, with all that follows', costs.attend],
    ['the same, one of fifty within a moment', costs.attendAmongFifty],
    ['idle minute', costs.idleMinute],
    ['minute with 25 events on', costs.busyMinute],
    [`comparing the sets of ${number(attendances)} attendances`, costs.comparison],
    ['nightly cron', costs.nightly],
    ['idle month', idleMonth(costs)],
  ]
  const head = [
    '',
    'Worker requests',
    'Redis commands',
    'KV reads',
    'KV writes',
    'queue messages',
    'database trips',
  ]
  return table([
    head,
    ...rows.map(([name, counts]) => [
      name,
      ...[
        counts.workerRequests,
        counts.redisCommands,
        counts.kvReads,
        counts.kvWrites,
        counts.queueMessages,
        counts.databaseTrips,
      ].map(number),
    ]),
  ])
}

function dollarsTable(costs: Costs): string {
  const dollars = toDollars(costs)
  return table([
    ['', 'dollars'],
    ['a million anonymous views, every one rendered', dollars.anonymousView.toFixed(2)],
    ['a million anonymous views from an isolate’s memory', dollars.anonymousHit.toFixed(2)],
    ['a million signed-in lists', dollars.signedInList.toFixed(2)],
    ['a million people who attend, each alone', dollars.attend.toFixed(2)],
    ['a million people who attend, fifty within a moment', dollars.attendAmongFifty.toFixed(2)],
    ['idle month, Redis by the command', dollars.idleMonthRedis.toFixed(2)],
    ['month of one Neon compute that never sleeps', dollars.neonAwake.toFixed(2)],
  ])
}

function pricesTable(): string {
  const sure = (unverified: boolean) => (unverified ? 'unverified' : 'as in the design')
  return table([
    ['price or limit', 'dollars a million, or pieces a month', 'seen', ''],
    ...Object.values(prices).map((one) => [
      one.what,
      String(one.perMillion),
      one.seenOn,
      sure(one.unverified),
    ]),
    ...Object.values(limits).map((one) => [
      one.what,
      number(one.perMonth),
      one.seenOn,
      sure(one.unverified),
    ]),
    [
      'Neon Launch, hour of a compute unit',
      `${neon.perUnitHour} an hour`,
      neon.seenOn,
      sure(neon.unverified),
    ],
  ])
}

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 })

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...others] = rows
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...others.map(line)].join('\n')
}
