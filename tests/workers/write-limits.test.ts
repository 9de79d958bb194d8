import { expect, test, vi } from 'vitest'
import { rateLimits } from '#db/schema/index.ts'
import type { Actor } from '#functions/deps.ts'
import { paths } from '#functions/paths.ts'
import { limits, rateLimit } from '#functions/rate-limits.ts'
import { site } from '#workers/site.ts'
import { db } from '../support/database.ts'
import { form, makeEdge, sessionCookie } from '../support/edge.ts'
import { makeActor, makeEvent, makeSession } from '../support/make.ts'
import { makeCoverage } from '../support/make-coverage.ts'

vi.spyOn(console, 'warn').mockImplementation(() => undefined)

const event = await makeEvent()
const session = await makeSession({ eventId: event.id })
const here = `/${event.year}/${event.slug}/`

type Write = {
  /** Made for whoever writes where it has to be theirs. */
  path: string | ((actor: Actor) => Promise<string>)
  fields: Record<string, string>
  kind: keyof typeof limits
}
const pathOf = ({ path }: Write, actor: Actor) => (typeof path === 'string' ? path : path(actor))

/** What whoever is signed in may send, by the pattern of its route. */
const writes: Record<string, Write> = {
  '/:year{[0-9]{4}}/:slug/attendance/': {
    ...{ path: `${here}attendance/`, fields: { role: 'attending' }, kind: 'write' },
  },
  '/:year{[0-9]{4}}/:slug/:session/tracking/': {
    ...{ path: `${here}${session.slug}/tracking/`, fields: { tracking: 'on' }, kind: 'write' },
  },
  '/:year{[0-9]{4}}/:slug/coverage/add/': {
    path: `${here}coverage/add/`,
    fields: { url: 'https://example.org/talk' },
    kind: 'add-coverage',
  },
  '/coverage/:id/removal/': {
    path: async ({ personId: addedById }) =>
      paths.coverageRemoval((await makeCoverage({ eventId: event.id, addedById })).id),
    ...{ fields: {}, kind: 'write' },
  },
  '/report/coverage/:id/': {
    path: async () => paths.reportCoverage((await makeCoverage({ eventId: event.id })).id),
    ...{ fields: { reason: 'spam' }, kind: 'report' },
  },
  '/welcome/': { path: '/welcome/', fields: { name: 'Ada', handle: 'ada-1' }, kind: 'write' },
  '/sign-out/': { path: '/sign-out/', fields: {}, kind: 'sign-out' },
  '/sign-out/one/': {
    ...{ path: '/sign-out/one/', fields: { session: crypto.randomUUID() }, kind: 'sign-out' },
  },
  '/sign-out/everywhere/': { path: '/sign-out/everywhere/', fields: {}, kind: 'sign-out' },
}

/** Sent before anybody is signed in: what limits these is told elsewhere. Nobody guesses a token, and a code only five times. */
const ANONYMOUS = ['/sign-in/', '/sign-in/sent/', '/sign-in/:token/', '/_queues/:job']

test('every form that whoever is signed in can send is in this list', () => {
  const posts = site.routes.filter(({ method }) => method === 'POST').map(({ path }) => path)
  const known = [...Object.keys(writes), ...ANONYMOUS]
  expect([...new Set(posts)].filter((path) => !known.includes(path))).toEqual([])
})

/** As if somebody had done this so often already. */
async function doSoOften({ accountId, sessionId }: Actor, kind: Write['kind'], taken: number) {
  const { subject, windowS } = rateLimit(kind, kind === 'sign-out' ? sessionId : accountId)
  const endsAt = new Date(Date.now() + windowS * 1_000)
  await db.insert(rateLimits).values({ subject, taken, endsAt })
}

test.each(Object.entries(writes))('%s: a program is stopped, kindly', async (_, write) => {
  const { fields, kind } = write
  const actor = await makeActor()
  const headers = { cookie: await sessionCookie(actor) }
  await doSoOften(actor, kind, limits[kind].most)

  const answer = await makeEdge().send(await pathOf(write, actor), form(fields, headers))

  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await answer.text()).toMatch(/a lot[^<]*\. Try again in \d+ (second|minute)s?/)
})

test.each(Object.entries(writes))('%s: the last one that is allowed passes', async (_, write) => {
  const { fields, kind } = write
  const actor = await makeActor()
  const headers = { cookie: await sessionCookie(actor) }
  await doSoOften(actor, kind, limits[kind].most - 1)
  const answer = await makeEdge().send(await pathOf(write, actor), form(fields, headers))
  expect(answer.status).toBe(303)
})

test('whoever asks for JSON is told in JSON', async () => {
  const actor = await makeActor()
  await doSoOften(actor, 'write', limits.write.most)
  const headers = { cookie: await sessionCookie(actor), accept: 'application/json' }

  const answer = await makeEdge().send(`${here}attendance/`, form({ role: 'attending' }, headers))

  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(await answer.json()).toMatchObject({ status: 429, title: 'Too many tries' })
})
