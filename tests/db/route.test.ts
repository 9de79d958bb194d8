import { neon } from '@neondatabase/serverless'
import { expect, test } from 'vitest'
import { createRoutedDatabase } from '#db/client.ts'
import { isUnreachable } from '#db/failures.ts'
import { ReadSession } from '#db/read-session.ts'
import { askInOrder, type Outcome, type RoutedInit, type Server } from '#db/route.ts'
import { newTrips } from '#db/trips.ts'

const replica: Server = { url: 'postgres://u:p@replica.test/db', role: 'replica' }
const primary: Server = { url: 'postgres://u:p@primary.test/db', role: 'primary' }

type Said = { status: number; body: unknown } | Error
const row = { fields: [], rows: [], command: 'SELECT', rowCount: 0, rowAsArray: true }
const fine: Said = { status: 200, body: row }
const refused = (code: string | null, status = 400): Said => ({
  status,
  body: { message: 'no', code },
})

/** Asks both servers in order, each of which says what it is told to. */
async function ask(said: Record<Server['role'], Said>, servers = [replica, primary]) {
  const asked: string[] = []
  const outcomes: Outcome[] = []
  const trips = newTrips()
  const route = {
    servers,
    trips,
    onOutcome: (_: Server, outcome: Outcome) => void outcomes.push(outcome),
  }
  const fetch = async (_url: string, init: RequestInit) => {
    const host = new URL(new Headers(init.headers).get('Neon-Connection-String') ?? '').host
    const role = host === 'replica.test' ? 'replica' : 'primary'
    asked.push(role)
    const answer = said[role]
    if (answer instanceof Error) throw answer
    return new Response(JSON.stringify(answer.body), { status: answer.status })
  }
  const init: RoutedInit = { headers: {}, body: '{"query":"select 1","params":[]}', route }
  const answer = await askInOrder(fetch, 'https://neon.test/sql', init).catch((e: Error) => e)
  return { asked, outcomes, answer, trips: trips.count }
}

test.each([
  ['a connection closed without a word', refused('')],
  ['no code at all', refused(null)],
  ['shutting down by an operator', refused('57P01')],
  ['a crash', refused('57P02')],
  ['recovery', refused('57P03')],
  ['a lost connection', refused('08006')],
  ['a cancelled connection, in the words of Neon’s proxy', refused('08P01')],
  ['too many connections', refused('53300')],
  ['a conflict with recovery', refused('40001')],
  ['a write that only the primary takes', refused('25006')],
  ['no connection to be had', refused('', 500)],
  ['the proxy’s own limit', refused('', 429)],
  ['the network', new Error('connect ECONNREFUSED')],
  ['a time-out', new DOMException('too late', 'TimeoutError')],
])('a replica that fails by %s is passed over', async (_, said) => {
  const { asked, answer, trips } = await ask({ replica: said, primary: fine })

  expect(asked).toEqual(['replica', 'primary'])
  expect(answer).toMatchObject({ ok: true })
  expect(trips).toBe(2)
})

test.each([
  ['a mistake in the statement', refused('42601')],
  ['a broken constraint', refused('23505')],
  ['a bad value', refused('22P02')],
  ['a cancelled statement', refused('57014')],
  ['an answer that is too large', refused(null, 507)],
])('%s would be the same anywhere, and is asked once', async (_, said) => {
  const { asked, answer, outcomes } = await ask({ replica: said, primary: fine })

  expect(asked).toEqual(['replica'])
  expect(answer).toMatchObject({ ok: false })
  expect(outcomes).toEqual(['answered'])
})

test('when neither answers, the primary’s own words are told, whichever was asked first', async () => {
  const said = { replica: refused('57P03'), primary: refused('57P01') }
  for (const servers of [
    [replica, primary],
    [primary, replica],
  ]) {
    const { answer } = await ask(said, servers)
    expect(await (answer as { json(): Promise<unknown> }).json()).toMatchObject({ code: '57P01' })
  }
})

test('what came of each server is told: answered, failed, timed out', async () => {
  const outcomes = async (said: Said) => (await ask({ replica: said, primary: fine })).outcomes
  expect(await outcomes(fine)).toEqual(['answered'])
  expect(await outcomes(refused('25006'))).toEqual(['answered', 'answered'])
  expect(await outcomes(refused('57P01'))).toEqual(['failed', 'answered'])
  expect(await outcomes(new Error('connect ECONNREFUSED'))).toEqual(['failed', 'answered'])
  expect(await outcomes(new DOMException('', 'TimeoutError'))).toEqual(['timed-out', 'answered'])
})

test('what the primary refuses to write is its answer, and no replica is asked instead', async () => {
  const said = { primary: refused('25006'), replica: fine }
  const { asked, answer } = await ask(said, [primary, replica])
  expect(asked).toEqual(['primary'])
  expect(await (answer as { json(): Promise<unknown> }).json()).toMatchObject({ code: '25006' })
})

test('an answer is read as text or as JSON, whichever the driver wants', async () => {
  const { answer } = await ask({ replica: fine, primary: fine })
  const { text, json } = answer as { text(): Promise<string>; json(): Promise<unknown> }
  expect([JSON.parse(await text()), await json()]).toEqual([row, row])
})

test('without any server to ask nothing is pretended', async () => {
  const none = await ask({ replica: fine, primary: fine }, [])
  expect(none).toMatchObject({ asked: [], answer: new Error('No database server was asked') })
})

/** A reader who wrote 8405, and servers that say so much to the three statements of a query. */
async function askAfterWrite(said: Record<Server['role'], Said>, servers = [replica, primary]) {
  const session = new ReadSession({ wrote: '8405', read: null })
  const asked: string[] = []
  const inits: RequestInit[] = []
  const fetch = async (_url: string, init: RequestInit) => {
    const url = new Headers(init.headers).get('Neon-Connection-String')
    const role = url === replica.url ? 'replica' : 'primary'
    asked.push(role)
    inits.push(init)
    const { status, body } = said[role] as Exclude<Said, Error>
    return new Response(JSON.stringify(body), { status })
  }
  const init: RoutedInit = {
    headers: {},
    body: '{"query":"select 1","params":[]}',
    route: { servers, session },
  }
  const again = () => askInOrder(fetch, 'https://neon.test/sql', init)
  const answer = await again().catch((error: Error) => error)
  return { asked, answer, again, inits }
}
const results = (...columns: string[]): Said => ({
  status: 200,
  body: { results: columns.map((column) => ({ rows: [[column]] })) },
})
const onPrimary = results('row', '0/5')

test.each([
  ['has not replayed it', results('f', 'old row', '0/4')],
  ['has never heard of it', refused('22023')],
])(
  'a replica that %s answers nothing of what its reader wrote, and is asked once',
  async (_, said) => {
    const { asked, answer, again, inits } = await askAfterWrite({
      replica: said,
      primary: onPrimary,
    })
    expect(asked).toEqual(['replica', 'primary'])
    const { text, json } = answer as { text(): Promise<string>; json(): Promise<unknown> }
    expect([await json(), JSON.parse(await text())]).toEqual(Array(2).fill({ rows: [['row']] }))
    await again()
    expect(asked).toEqual(['replica', 'primary', 'primary'])
    for (const { redirect } of inits) expect(redirect).toBe('manual')
  },
)

test('where no other server is left, a replica that lacks what its reader wrote is a failure', async () => {
  const { answer } = await askAfterWrite({ replica: refused('22023'), primary: fine }, [replica])
  expect(answer).toEqual(new Error('The replica has not replayed what its reader has seen'))
})

test('an answer that breaks off is a failure of its server, and never a raw time-out', async () => {
  const broken = new ReadableStream({
    pull: (controller) => controller.error(new DOMException('too late', 'TimeoutError')),
  })
  const route = { servers: [primary] }
  const fetch = async () => new Response(broken)
  const init: RoutedInit = { headers: {}, body: '{"query":"select 1","params":[]}', route }
  await expect(askInOrder(fetch, 'https://neon.test/sql', init)).rejects.toThrow('too late')
})

test('queries that fall back side by side wait for two trips, not for three', async () => {
  const trips = newTrips()
  const fetch = async (_url: string, init: RequestInit) => {
    const url = new Headers(init.headers).get('Neon-Connection-String') ?? ''
    await new Promise((resolve) => setTimeout(resolve, 2))
    if (url.includes('replica')) throw new Error('gone')
    return new Response(JSON.stringify(row))
  }
  const init = {
    headers: {},
    body: '{"query":"select 1","params":[]}',
    route: { servers: [replica, primary], trips },
  }
  await Promise.all([askInOrder(fetch, '', init), askInOrder(fetch, '', init)])
  expect(trips.count).toBe(2)
  await askInOrder(fetch, '', init)
  expect(trips.count).toBe(4)
})

test('a database without a server is refused', () => {
  expect(() => createRoutedDatabase({ servers: [] })).toThrow('needs a server')
})

test('the driver’s error for each of these is known as unreachable, and a mistake is not', async () => {
  const errorOf = async (said: Exclude<Said, Error>) => {
    const route = { servers: [primary] }
    const fetchFunction = (url: string, init: RoutedInit) =>
      askInOrder(
        async () => new Response(JSON.stringify(said.body), { status: said.status }),
        url,
        init,
      )
    const { neonConfig } = await import('@neondatabase/serverless')
    const before = neonConfig.fetchFunction
    neonConfig.fetchFunction = fetchFunction
    try {
      return await neon(primary.url, { fetchOptions: { route } })`select 1`.catch((e: Error) => e)
    } finally {
      neonConfig.fetchFunction = before
    }
  }
  for (const code of ['', '57P01', '08006', '53300', '40001', '57014'])
    expect(isUnreachable(await errorOf({ status: 400, body: { message: 'no', code } })), code).toBe(
      true,
    )
  expect(isUnreachable(await errorOf({ status: 500, body: { message: 'no' } }))).toBe(true)
  for (const code of ['23505', '42601', '25006'])
    expect(isUnreachable(await errorOf({ status: 400, body: { message: 'no', code } })), code).toBe(
      false,
    )
})
