import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { anonymous, makeEvent, makeVisitor, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

/** How old a page may be here, so that nobody has to wait for a minute. */
const PAGE_CACHE_SECONDS = 1

let stack: Stack
beforeAll(async () => {
  const settings = { PAGE_CACHE_SECONDS: String(PAGE_CACHE_SECONDS) }
  stack = await startTestStack({ replicas: 1, settings })
})
afterAll(() => stopTestStack(stack))

const onReplica = (text: string, params: unknown[] = []) =>
  vi.waitFor(async () => {
    const [url = ''] = stack.replicaUrls
    expect(await query(url, text, params)).toHaveLength(1)
  }, 15_000)

/** Once the page is older than it may be. */
const grownOld = () =>
  new Promise((resolve) => setTimeout(resolve, 1000 * PAGE_CACHE_SECONDS + 100))

/** As many as an isolate takes on with the visit: of more, the newest are refused, and get the old page. */
const COLD = 20

test('the first visitor of an old page gets no superseded one, with as many cold pages under way as may be', async () => {
  const idle = await makeEvent(stack)
  const cold = await query<{ path: string }>(
    stack.databaseUrl,
    `insert into events (id, year, slug, name, starts_on, ends_on, zone)
     select uuidv7(), year, 'cold-' || n, 'Cold', starts_on, ends_on, zone
     from events, generate_series(1, $2::int) as n where id = $1
     returning format('/%s/%s/', year, slug) as path`,
    [idle.id, COLD],
  )
  await onReplica(`select id from events where slug = $1`, [`cold-${COLD}`])
  await anonymous(stack, idle.path)
  await query(stack.databaseUrl, `update events set name = 'Renamed' where id = $1`, [idle.id])
  await onReplica(`select id from events where id = $1 and name = 'Renamed'`, [idle.id])
  await grownOld()

  // As slow as the databases may be: nothing is read of events until this is let go of.
  const holding = new pg.Client({ connectionString: stack.databaseUrl })
  await holding.connect()
  try {
    await holding.query('begin')
    await holding.query('lock table events in access exclusive mode')
    await holding.query('select pg_current_xact_id()')
    const crowd = cold.map(({ path }) => anonymous(stack, path))
    const visit = anonymous(stack, idle.path)
    setTimeout(() => holding.query('commit').catch(() => {}), 1_000)

    const page = await visit
    expect([page.headers.get('x-cache'), (await page.text()).includes('Renamed')]).toEqual([
      'miss',
      true,
    ])
    await Promise.all(crowd)
  } finally {
    await holding.end()
  }
})

test('a page that a write made stale is still shown when no database answers', async () => {
  const event = await makeEvent(stack)
  const ada = await makeVisitor(stack)
  await onReplica('select id from auth_sessions where id = $1', [ada.sessionId])
  const before = await (await anonymous(stack, event.path)).text()
  expect((await ada.attend(event.path)).status).toBe(303)

  const { primary, replicas } = stack.parts
  await Promise.all([primary, ...replicas].map((part) => part.kill()))
  const page = await anonymous(stack, event.path)
  expect([page.status, page.headers.get('x-cache')]).toEqual([200, 'stale'])
  expect(await page.text()).toBe(before)
})
