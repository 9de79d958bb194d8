import { beforeEach, expect, test, vi } from 'vitest'
import { replicaName } from '#db/replicas.ts'
import { eventRedirects } from '#db/schema/index.ts'
import { db } from '../../support/database.ts'
import { form, makeEdge, sessionCookie } from '../../support/edge.ts'
import { makeEvent } from '../../support/make.ts'
import { freezeReplica } from '../../support/replicas.ts'

const warnings: Record<string, unknown>[] = []
beforeEach(() => {
  warnings.length = 0
  vi.spyOn(console, 'warn').mockImplementation((line) => void warnings.push(JSON.parse(line)))
})

const nextYear = new Date().getFullYear() + 1
const {
  year,
  slug,
  id: eventId,
} = await makeEvent({
  ...{ startsOn: `${nextYear}-05-01`, endsOn: `${nextYear}-05-02` },
})
const path = `/${year}/${slug}/`
const oldPath = `/${year}/old-${slug}/`
await db.insert(eventRedirects).values({ year, slug: `old-${slug}`, eventId })
const makeReplicas = await freezeReplica({ readers: 10 })

const tripsOf = ({ headers }: Response) =>
  Number(/\bdb;desc="(\d+)"/.exec(headers.get('server-timing') ?? '')?.[1])

/** A site over a primary and two replicas, and the browser of somebody who reads from one of these. */
async function visit(from: 'fresh' | 'frozen') {
  const replicas = makeReplicas()
  const { urls, readerOf, asked } = replicas
  const edge = makeEdge({
    own: { DATABASE_URL: urls.primary, REPLICA_URLS: [urls.fresh, urls.frozen] },
  })
  edge.clock.replicas = { behind: [], atMs: Date.now() }
  const jar = new Map([['__Host-session', await sessionCookie(readerOf(from))]])
  const send = async (path: string, init: ReturnType<typeof form> | object = {}) => {
    asked.length = 0
    const headers = { ...Object(init).headers, cookie: [...jar.values()].join('; ') }
    const answer = await edge.send(path, { ...init, headers })
    for (const line of answer.headers.getSetCookie())
      jar.set(line.slice(0, line.indexOf('=')), line.slice(0, line.indexOf(';')))
    const page = await answer.text()
    return { status: answer.status, trips: tripsOf(answer), asked: [...asked], page, answer }
  }
  const attend = () => send(`${path}attendance/`, form({ role: 'attending' }))
  return { ...replicas, edge, jar, send, attend }
}

test('a reader is led to the same replica always, and strangers to both', async () => {
  const { edge, send, asked } = await visit('fresh')
  for (let i = 0; i < 5; i++)
    expect(await send(path)).toMatchObject({ status: 200, trips: 1, asked: ['fresh'] })

  asked.length = 0
  for (let i = 0; i < 40; i++) {
    edge.startIsolate()
    await edge.send('/topics/')
  }
  expect([...new Set(asked)].sort()).toEqual(['fresh', 'frozen'])
})

test('a write asks the primary alone, once, and its writer sees it, whichever replica is theirs', async () => {
  for (const mine of ['fresh', 'frozen'] as const) {
    const { send, attend } = await visit(mine)
    expect((await send(path)).page).not.toContain('Attending')
    expect(await attend()).toMatchObject({ status: 303, trips: 1, asked: ['primary'] })

    const next = await send(path)
    expect(next.page).toContain('Attending')
    const way = { fresh: ['fresh'], frozen: ['frozen', 'primary'] }[mine]
    expect(next).toMatchObject({ trips: way.length, asked: way })
  }
})

test('each cookie alone keeps its reader from what is older; without both the page is an old one', async () => {
  for (const left of ['seen', 'read', null]) {
    const { jar, send, attend } = await visit('frozen')
    await attend()
    await send(path)
    for (const name of ['seen', 'read']) if (name !== left) jar.delete(`__Host-${name}`)
    const { page, asked } = await send(path)
    expect(asked).toEqual(left === null ? ['frozen'] : ['frozen', 'primary'])
    expect(page.includes('Attending')).toBe(left !== null)
  }
})

test('a replica that lacks what its reader wrote is asked once for a page, however much that asks', async () => {
  const { send, attend } = await visit('frozen')
  await attend()
  const way = ['frozen', 'primary', 'primary']
  expect(await send(oldPath)).toMatchObject({ status: 301, trips: 3, asked: way })
})

test('both cookies are for an hour, and no script’s business; they are set when there is something new', async () => {
  const { send, attend } = await visit('fresh')
  const cookie = (name: string) =>
    new RegExp(`^__Host-${name}=[^;]+; Max-Age=3620; Path=/; HttpOnly; Secure; SameSite=Lax$`)
  const setBy = ({ answer }: { answer: Response }) => answer.headers.getSetCookie()

  expect(setBy(await attend())).toEqual([expect.stringMatching(cookie('seen'))])
  expect(setBy(await send(path))).toEqual([expect.stringMatching(cookie('read'))])
  expect(setBy(await send(path))).toEqual([])
})

test('where there is no replica nobody needs a cookie', async () => {
  const { urls, readerOf } = makeReplicas()
  const edge = makeEdge({ own: { DATABASE_URL: urls.primary, REPLICA_URLS: [] } })
  const cookie = await sessionCookie(readerOf('fresh'))
  const answers = [
    await edge.send(`${path}attendance/`, form({ role: 'attending' }, { cookie })),
    await edge.send(path, { headers: { cookie } }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([303, 200])
  expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([])
})

test('a cookie that was made up is as good as none', async () => {
  const { jar, send, attend } = await visit('frozen')
  await attend()
  for (const name of ['__Host-seen', '__Host-read'])
    jar.set(name, `${jar.get(name)?.slice(0, -3)}AAA`)
  expect(await send(path)).toMatchObject({ status: 200, asked: ['frozen'] })
})

test('a replica that fails costs one trip, then rests, and the log says so once', async () => {
  const { send, away, urls } = await visit('fresh')
  away.add('fresh')
  expect(await send(path)).toMatchObject({ status: 200, trips: 2, asked: ['fresh', 'primary'] })
  for (let i = 0; i < 2; i++)
    expect(await send(path)).toMatchObject({ status: 200, trips: 1, asked: ['primary'] })
  const about = { message: 'a replica does not answer', server: replicaName(urls.fresh) }
  expect(warnings).toMatchObject([{ ...about, outcome: 'failed' }])
})

test('without the primary pages come from a replica, whatever is known of it, and a write is told to come back', async () => {
  const { edge, send, attend, away } = await visit('frozen')
  edge.clock.replicas = { behind: [], atMs: 0 }
  away.add('primary')
  expect(await attend()).toMatchObject({ status: 503 })
  expect(await send(path)).toMatchObject({ status: 200, trips: 1, asked: ['frozen'] })
})

test('whatever a write has to read comes from the primary too', async () => {
  const { send } = await visit('fresh')
  const nowhere = await send(`${path}no-such-session/tracking/`, form({ tracking: 'on' }))
  expect(nowhere).toMatchObject({ status: 404, asked: ['primary', 'primary'] })
})

test('a replica that the cron found behind is left out', async () => {
  const { edge, send, urls, asked } = await visit('frozen')
  edge.clock.replicas = { behind: [replicaName(urls.frozen)], atMs: Date.now() }
  expect(await send(path)).toMatchObject({ trips: 1, asked: ['primary'] })
  expect(asked).toEqual(['primary'])
})

test.each([
  ['fresh', ['fresh']],
  ['frozen', ['primary']],
] as const)(
  'an isolate that hears nothing of the %s replica sees for itself, while the primary answers',
  async (name, next) => {
    const { edge, send } = await visit(name)
    edge.clock.replicas = { behind: [], atMs: 0 }
    // The primary has got further since the other stood still.
    await makeEvent()
    expect(await send(path)).toMatchObject({ status: 200, trips: 1, asked: ['primary'] })
    const soon = vi.spyOn(globalThis, 'setTimeout')
    soon.mockImplementation(((done: () => void) => setImmediate(done)) as never)
    await edge.settle()
    soon.mockRestore()
    expect(await send(path)).toMatchObject({ trips: 1, asked: next })
  },
)
