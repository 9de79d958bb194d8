import { expect, test, vi } from 'vitest'
import {
  documentKinds,
  eventRedirects,
  personRedirects,
  sessionRedirects,
  topicSynonyms,
} from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { databases, db } from '../../support/database.ts'
import { form, makeEdge, sessionCookie } from '../../support/edge.ts'
import { everyPath } from '../../support/every-path.ts'
import { makeActor } from '../../support/make.ts'

const { event, session, series, topic, place, person, item, patterns } = await everyPath()
const here = `/${event.year}/${event.slug}/`

/** What asks whether a replica is fresh, of which no page waits. */
const isCheck = (body: string) =>
  /^\{"query":"select (pg_current_wal_lsn|coalesce\(pg_last_wal_replay_lsn)/.test(body)

/** How often the databases are asked for an answer, and how often it says that it waited. */
async function countOf(path: string, init: RequestInit = {}) {
  const asked = vi.spyOn(databases, 'onRequest')
  const edge = makeEdge()
  const { status, headers } = await edge.send(path, init)
  const requests = asked.mock.calls.filter(([body]) => !isCheck(body)).length
  asked.mockRestore()
  await edge.settle()
  const trips = Number(/\bdb;desc="(\d+)"/.exec(headers.get('server-timing') ?? '')?.[1])
  return { path, status, requests, trips }
}

const signIn = async () => ({ cookie: await sessionCookie(await makeActor()) })

/** Asks each server by itself, nothing at all. */
const others = ['/healthz', '/robots.txt']
const pages = [...patterns].flatMap(([pattern, path]) => (others.includes(pattern) ? [] : [path]))

/** The same pages narrowed, and their other parts. */
const narrowed = [
  `/conferences/?topic=${topic.slug}`,
  `/conferences/?topic=${topic.slug}&place=${place.slug}`,
  `/conferences/?online=1&from=${event.startsOn.slice(0, 7)}`,
  `/calls/?topic=${topic.slug}&place=${place.slug}&kind=papers`,
  '/calls/?travel=1&closing=soon',
  `/speakers/?topic=${topic.slug}&place=${place.slug}&after=${person.handle}`,
  '/series/?after=m',
  ...[undefined, ...documentKinds].map((kind) => paths.search({ q: 'conf a', kind })),
  `${here}schedule/?view=grid`,
  `${here}schedule/?picks=1`,
  `${here}speakers/?after=200`,
  `${here}attendees/?after=${person.handle}`,
  `${here}trackers/?after=${person.handle}`,
  `${here}coverage/add/?session=${session.slug}`,
  `${here}coverage/add/?added=${item.id}`,
  ...(['person', 'series', 'topic'] as const).map((scope) =>
    paths.coverageOf(
      scope,
      { person: person.handle, series: series.slug, topic: topic.slug }[scope],
    ),
  ),
]

test('every signed-in page asks one server once', async () => {
  const headers = await signIn()
  const counts = []
  for (const path of [...pages, ...narrowed]) counts.push(await countOf(path, { headers }))

  expect(counts.filter(({ requests, trips }) => requests !== 1 || trips !== 1)).toEqual([])
  expect(counts.filter(({ status }) => status === 200).length).toBeGreaterThan(35)
})

test('every page waits once at most for whoever is not signed in', async () => {
  const counts = []
  for (const path of [...pages, ...narrowed]) counts.push(await countOf(path))

  expect(counts.filter(({ trips }) => trips > 1)).toEqual([])
})

test('what is not where it was asked for is looked for elsewhere, one request later', async () => {
  const headers = await signIn()
  const old = { year: event.year, slug: `old-${event.slug}` }
  const was = { year: event.year, eventSlug: event.slug, slug: 'was-here' }
  await db.insert(eventRedirects).values({ ...old, eventId: event.id })
  await db.insert(sessionRedirects).values({ ...was, sessionId: session.id })
  await db.insert(personRedirects).values({ handle: 'was-called-so', personId: person.id })
  await db.insert(topicSynonyms).values({ slug: 'also-called-so', topicId: topic.id })
  const moved = ['', 'schedule/', 'speakers/', 'attendees/', 'calls/', 'coverage/'].map(
    (part) => `/${old.year}/${old.slug}/${part}`,
  )
  const elsewhere = [...moved, `${here}was-here/`, '/people/was-called-so/']

  for (const path of [...elsewhere, '/topics/also-called-so/'])
    expect(await countOf(path, { headers })).toEqual({ path, status: 301, requests: 2, trips: 2 })
  for (const path of ['/1999/no-such-event/', `${here}no-such-session/`])
    expect(await countOf(path, { headers })).toEqual({ path, status: 404, requests: 2, trips: 2 })
})

test.each([
  ['attendance/', { role: 'attending' }],
  ['attendance/', { role: 'none' }],
  [`${session.slug}/tracking/`, { tracking: 'on' }],
  [`${session.slug}/tracking/`, { tracking: 'off' }],
])('%s with %j is answered after one request', async (path, fields) => {
  const asked = form(fields, await signIn())

  expect(await countOf(here + path, asked)).toMatchObject({ status: 303, requests: 1, trips: 1 })
})

test('a write that finds nothing is told so on a page, which then asks whose it is', async () => {
  const asked = form({ tracking: 'on' }, await signIn())

  const count = await countOf(`${here}no-such-session/tracking/`, asked)
  expect(count).toMatchObject({ status: 404, requests: 2, trips: 2 })
})
