import { expect, test } from 'vitest'
import { askTogether } from '#db/ask-together.ts'
import { ReadSession } from '#db/read-session.ts'
import type { Route } from '#db/route.ts'
import { newTrips } from '#db/trips.ts'

type Statement = { query: string }

/** A server that answers every statement with its own text, and what it was asked. */
function makeServer(refusal?: object) {
  const asked: string[][] = []
  const fetch = async (_url: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as Statement | { queries: Statement[] }
    const all = 'queries' in body ? body.queries : [body]
    asked.push(all.map(({ query }) => query))
    if (refusal) return new Response(JSON.stringify(refusal), { status: 400 })
    const results = all.map(({ query }) => ({ rows: [[query.startsWith('q') ? query : 't']] }))
    return new Response(JSON.stringify('queries' in body ? { results } : results[0]))
  }
  const ask = async (route: Route, ...queries: string[]) => {
    const statements = queries.map((query) => JSON.stringify({ query, params: [] }))
    const [first = ''] = statements
    const body = statements.length === 1 ? first : `{"queries":[${statements.join(',')}]}`
    const answer = await askTogether(fetch, 'https://neon.test/sql', { headers: {}, body, route })
    return answer.json()
  }
  return { asked, ask }
}

const server = { url: 'postgres://u:p@replica.test/db', role: 'replica' } as const
const makeRoute = (route: Partial<Route> = {}): Route => ({
  servers: [server],
  merges: true,
  ...route,
})

test('what one request asks in the same turn is one batch, and each gets its own answer', async () => {
  const { asked, ask } = makeServer()
  const trips = newTrips()
  const route = makeRoute({ trips })
  const later = async () => {
    await null
    await null
    return ask(route, 'q2')
  }

  expect(await Promise.all([ask(route, 'q1'), later()])).toEqual([
    { rows: [['q1']] },
    { rows: [['q2']] },
  ])
  expect(asked).toEqual([['q1', 'q2']])
  expect(trips.count).toBe(1)
})

test('a batch, another request’s query, and what may not be asked with others, go alone', async () => {
  const { asked, ask } = makeServer()
  const [route, other, writing] = [makeRoute(), makeRoute(), makeRoute({ merges: false })]

  await Promise.all([
    ask(route, 'q1'),
    ask(route, 'q2', 'q3'),
    ask(other, 'q4'),
    ask(writing, 'q5'),
    ask(writing, 'q6'),
  ])

  expect(asked.map((queries) => queries.join(' ')).sort()).toEqual([
    'q1',
    'q2 q3',
    'q4',
    'q5',
    'q6',
  ])
})

test('together they check once what their reader has seen', async () => {
  const { asked, ask } = makeServer()
  const route = makeRoute({ session: new ReadSession({ wrote: null, read: '0/1' }) })

  const answers = await Promise.all([ask(route, 'q1'), ask(route, 'q2')])

  expect(answers).toEqual([{ rows: [['q1']] }, { rows: [['q2']] }])
  expect(asked).toHaveLength(1)
  expect(asked[0]).toEqual([expect.any(String), 'q1', 'q2', expect.any(String)])
})

test('what is refused for one is refused for all, in the server’s own words', async () => {
  const { ask } = makeServer({ message: 'no such table', code: '42P01' })
  const route = makeRoute()

  const answers = await Promise.all([ask(route, 'q1'), ask(route, 'q2')])

  expect(answers).toMatchObject([{ code: '42P01' }, { code: '42P01' }])
})

test('when no server answers, everybody who waits is told', async () => {
  const gone = async () => {
    throw new Error('connect ECONNREFUSED')
  }
  const init = { headers: {}, body: '{"query":"q","params":[]}', route: makeRoute() }
  const asked = [1, 2].map(() => askTogether(gone, 'https://neon.test/sql', init))

  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ])
})
