import { afterEach, expect, test, vi } from 'vitest'
import { createDatabase } from '#db/client.ts'
import { PAGE_SCHEMA, type PageFunction, pageFunctions } from '#db/page-query.ts'
import { listPageFunctions } from '#functions/page-queries.ts'
import { deriveCounts } from '#scripts/generate/derive.ts'
import { generateDirectory } from '#scripts/generate/generate-directory.ts'
import { DATABASE_URL } from '../support/database.ts'
import { getRoutes, openPages, type PageSeen } from './plans/look-at-pages.ts'
import { recordQueries } from './plans/record-queries.ts'
import { postgresForTest } from './support.ts'

/** What a sequential scan may read: a table of so few rows is read as quickly as its index. */
const SMALL_TABLE_ROWS = 1_000
const SHOWN = 12
/** How many rows more a plan for any values may look at than one for these: some pages' worth. */
const GENERIC = { times: 1.5, rows: 300 }
/** Choices of values that no address makes. */
const WITHOUT_ADDRESS = [
  'place_all(place)',
  'place_all(place,cursorDay,cursorId)',
  'topic(topic,from,until,earliest,latest,now)',
  'topic_all(topic)',
  'topic_all(topic,cursorDay,cursorId)',
  'topic_past(topic,from,until,cursorDay,cursorId,latest,earliest,now)',
  'topic_past(topic,from,until,latest,earliest,now)',
  'topic_upcoming(topic,earliest,latest,now)',
  'topic_upcoming(topic,from,until,cursorDay,cursorId,earliest,latest,now)',
  'topic_upcoming(topic,from,until,earliest,latest,now)',
]

afterEach(() => {
  vi.useRealTimers()
})

test('at full size no page reads a large table from end to end, nor waits for the database too often', {
  timeout: 600_000,
}, async () => {
  const postgres = await postgresForTest()
  await generateDirectory(postgres.primary.url, { scale: 1, seed: 1 })
  const recorder = await recordQueries(postgres.primary.url)
  await deriveCounts(createDatabase({ url: DATABASE_URL }))
  await recorder.client.query('vacuum (analyze)')

  // Pages say how long ago something was: both times the same.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date() })
  const missing = vi.spyOn(pageFunctions, 'onMissing')
  const { look, covered } = await openPages(recorder)
  const pages = await look()
  const missed = missing.mock.calls.length
  await recorder.client.query(`alter schema ${PAGE_SCHEMA} rename to gone`)
  const without = await look()

  const large = await recorder.client.query<{ relname: string }>(
    `select relname from pg_class where relkind = 'r' and reltuples > ${SMALL_TABLE_ROWS}`,
  )
  await recorder.stop()
  const isLarge = new Set(large.rows.map(({ relname }) => relname))
  console.log(describeWorst(pages))
  expect(covered).toEqual(getRoutes())
  expect(pages.filter(({ status }) => status >= 500).map(nameOf)).toEqual([])
  expect(
    pages.flatMap((page) =>
      page.explained.flatMap(({ scanned, query }) =>
        scanned
          .filter((table) => isLarge.has(table))
          .map((table) => ({ page: nameOf(page), table, query: query.text })),
      ),
    ),
  ).toEqual([])
  expect(neverCalled(pages)).toEqual(WITHOUT_ADDRESS)
  expect(missed).toBe(0)
  expect(missing).toHaveBeenCalled()
  const changed = pages.filter(({ html }, i) => html !== without[i]?.html)
  expect(changed.map(nameOf)).toEqual([])
  expect(
    pages.flatMap((page) =>
      page.explained.filter(isWorseByFar).map(({ query }) => `${nameOf(page)}: ${query.text}`),
    ),
  ).toEqual([])
  const shown = pages.filter(({ status }) => status === 200)
  expect(shown.filter(({ trips }) => trips > 1).map(nameOf)).toEqual([])
})

const isWorseByFar = (one: PageSeen['explained'][number]) =>
  'rowsReadCustom' in one && one.rowsRead > GENERIC.times * one.rowsReadCustom + GENERIC.rows

const nameOf = ({ path, signedIn }: PageSeen) => `${path}${signedIn ? ' signed in' : ''}`

/** A page's function, told apart by what it is asked with. */
const labelOf = ({ name, args }: PageFunction) => `${name.replace(/_[^_]*$/, '')}(${args.join()})`

/** The functions that no page of the list calls: nothing says how they are planned. */
function neverCalled(pages: readonly PageSeen[]): string[] {
  const called = new Set(pages.flatMap((page) => page.called))
  const others = listPageFunctions().filter(({ name }) => !called.has(name))
  return others.map(labelOf).sort()
}

/** The queries that read most rows: where to look next, when a page is slow. */
function describeWorst(pages: readonly PageSeen[]): string {
  const reads = pages.flatMap((page) => page.explained.map((one) => ({ page, ...one })))
  const worst = reads.toSorted((a, b) => b.rowsRead - a.rowsRead).slice(0, SHOWN)
  return worst
    .map(
      ({ page, rowsRead, query }) =>
        `${String(rowsRead).padStart(7)} rows  ${nameOf(page)}  ${query.text.slice(0, 90).replaceAll(/\s+/g, ' ')} …`,
    )
    .join('\n')
}
