import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { authSessions } from '#db/schema/index.ts'
import { db } from '../../support/database.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeActor } from '../../support/make.ts'
import { readLog } from '../../support/read-log.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { Visitor } from '../../support/visitor.ts'

const edge = makeEdge()

/** The same account in one more browser. */
async function anotherSession(accountId: string, createdAt: Date) {
  const id = newId()
  const expiresAt = new Date(Date.now() + 86_400_000)
  await db.insert(authSessions).values({ id, accountId, createdAt, expiresAt })
  return id
}
const isThere = async (id: string) => (await db.$count(authSessions, eq(authSessions.id, id))) === 1

test('somebody sees where they are signed in, this browser first, and signs one of the others out', async () => {
  const actor = await makeActor()
  const other = await anotherSession(actor.accountId, new Date('2031-05-01T10:20:00Z'))
  const third = await anotherSession(actor.accountId, new Date('2031-05-02T10:20:00Z'))
  const visitor = await signInAs(edge, actor)

  const page = await (await visitor.get('/sign-out/')).text()
  const { result: answer, audit } = await readLog(() =>
    visitor.post('/sign-out/one/', { session: other }),
  )

  expect(page.match(/(This|Another) browser/g)).toEqual([
    'This browser',
    'Another browser',
    'Another browser',
  ])
  expect(page.indexOf('2 May 2031')).toBeLessThan(page.indexOf('1 May 2031'))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-out/'])
  expect(audit).toMatchObject([
    { event: 'sign-out', where: 'elsewhere', accountId: actor.accountId },
  ])
  expect(await Promise.all([other, third, actor.sessionId].map(isThere))).toEqual([
    false,
    true,
    true,
  ])
})

test('nobody signs out, or sees, the sessions of somebody else', async () => {
  const [mine, theirs] = await Promise.all([makeActor(), makeActor()])
  const visitor = await signInAs(edge, mine)

  const page = await (await visitor.get('/sign-out/')).text()
  const { result: answer, audit } = await readLog(() =>
    visitor.post('/sign-out/one/', { session: theirs.sessionId }),
  )

  expect(audit).toEqual([])
  expect(page).not.toContain(theirs.sessionId)
  expect(page).not.toContain('Another browser')
  expect(answer.status).toBe(303)
  expect(await isThere(theirs.sessionId)).toBe(true)
})

test('a session that was ended sees none of the others, and ends none', async () => {
  const actor = await makeActor()
  const other = await anotherSession(actor.accountId, new Date())
  await db.delete(authSessions).where(eq(authSessions.id, actor.sessionId))
  const [reader, writer] = await Promise.all([signInAs(edge, actor), signInAs(edge, actor)])

  const { result: page, audit } = await readLog(() => reader.get('/sign-out/'))
  const write = await writer.post('/sign-out/one/', { session: other })

  expect([page.status, page.headers.get('location')]).toEqual([
    303,
    '/sign-in/?next=%2Fsign-out%2F',
  ])
  expect(audit).toMatchObject([{ event: 'refusal', reason: 'session-ended' }])
  expect(reader.cookies.has('__Host-session')).toBe(false)
  expect(write.status).toBe(401)
  expect(await isThere(other)).toBe(true)
})

test('who is signed out is asked to sign in, and what names no session is refused', async () => {
  const visitor = await signInAs(edge, await makeActor())

  const asked = await new Visitor(edge).get('/sign-out/')
  expect(asked.headers.get('location')).toBe('/sign-in/?next=%2Fsign-out%2F')
  expect((await new Visitor(edge).post('/sign-out/one/', { session: newId() })).status).toBe(401)
  for (const form of [{}, { session: 'x' }, { session: "' or true --" }])
    expect((await visitor.post('/sign-out/one/', form)).status).toBe(422)
})
