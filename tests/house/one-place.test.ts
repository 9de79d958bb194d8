import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jobNames, scheduledJobs } from '#functions/jobs.ts'
import { filesWith, product, read } from './sources.ts'

/** What has one place, and one way. */

test('every cron in wrangler.toml has scheduled jobs, and every scheduled job a cron', () => {
  const list = read('wrangler.toml').match(/crons = \[(.*?)\]/s)?.[1] ?? ''
  const crons = [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1])
  const every = Object.values(scheduledJobs).map((job) => job.every)
  expect(crons.sort()).toEqual([...new Set(every)].sort())
})

test('an enumeration has one type, and its check in Postgres is made of it', () => {
  const lists = globSync('db/schema/*.ts')
    .flatMap((file) => [...read(file).matchAll(/export const (\w+) = \[/g)])
    .map(([, name]) => String(name))
  const typed = product.flatMap((file) =>
    [...read(file).matchAll(/\(typeof (\w+)\)\[number\]/g)].map(([, name]) => String(name)),
  )
  const twice = typed.filter((name, i) => lists.includes(name) && typed.indexOf(name) < i)
  expect(lists.length).toBeGreaterThan(10)
  expect(twice).toEqual([])
  expect(filesWith(/\} in \('/, { among: globSync('db/schema/*.ts') })).toEqual([])
})

test('columns that tables have in common stand in db/schema/columns.ts', () => {
  const spelt =
    /\.primaryKey\(\)\.\$default|withTimezone: true|\.notNull\(\)\s*\.references\(\(\) => \w+\.id, \{ onDelete: 'cascade'/
  expect(filesWith(spelt, { among: globSync('db/schema/*.ts') })).toEqual(['db/schema/columns.ts'])
})

test('queues/ and workers/ know no job by name: its policy stands in functions/jobs.ts', () => {
  const named = new RegExp(`'(?:${[...jobNames, ...Object.keys(scheduledJobs)].join('|')})'`)
  const layers = product.filter((file) => /^(queues|workers)\//.test(file))
  expect(filesWith(named, { among: layers })).toEqual(['queues/handlers.ts'])
})

test('writes go through deps.commit: nothing else calls batch with a write, or awaits one', () => {
  const awaited = /await (db|deps\.\w+|write|read)\s*\.(insert|update|delete)\(/
  expect(filesWith(awaited)).toEqual([])
  const isWrite = (call = '') => /\.(insert|update|delete|execute)\(/.test(call) || call[0] !== '['
  const askers = product.filter((file) => !file.startsWith('db/'))
  const written = askers.filter((file) =>
    read(file)
      .split('.batch(')
      .slice(1)
      .some((rest) => isWrite(rest.slice(0, closingAt(rest)))),
  )
  expect(written).toEqual(['functions/outbox/commit.ts'])
})

/** Where the parenthesis is closed that stands in front of a text. */
function closingAt(text: string): number {
  let depth = 1
  for (let at = 0; at < text.length; at += 1) {
    depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0
    if (depth === 0) return at
  }
  return text.length
}

test('only subscriptions read with importers: take what others need to a noun of its own', () => {
  const borrowing = /from '(?:#functions|\.\.)\/imports\//
  const askers = product.filter((file) => !file.startsWith('functions/imports/'))
  const found = filesWith(borrowing, { among: askers })
  expect(found.map((file) => file.split('/')[1])).toEqual(found.map(() => 'subscriptions'))
  expect(found.length).toBeGreaterThan(0)
})
