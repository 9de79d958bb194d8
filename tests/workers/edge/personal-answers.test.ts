import { expect, test } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { form, makeEdge, sessionCookie } from '../../support/edge.ts'
import { makeActor } from '../../support/make.ts'

test('what is made for one person is kept by no cache', async () => {
  const headers = { cookie: await sessionCookie(await makeActor()) }
  for (const path of ['/topics/', '/dashboard/', '/no-such-page/']) {
    const answer = await makeEdge().send(path, { headers })
    expect(answer.headers.get('cache-control'), path).toBe('private, no-store')
  }
})

test('while read-only whatever only reads is answered, and what writes is told why not', async () => {
  const edge = makeEdge({ mode: { ...WRITABLE, readOnly: true } })
  for (const method of ['GET', 'HEAD'])
    expect((await edge.send('/sign-in/', { method })).status).toBe(200)
  const refused = await edge.send('/sign-in/', form({ email: 'ada@example.org' }))
  expect(refused.status).toBe(503)
  expect(await refused.text()).toContain(
    'Hallway is read-only for a short while. Nothing you sent was saved; everything can still be read',
  )
})

test('an address that makes no sense is told by the name of what does not', async () => {
  const answer = await makeEdge().send('/conferences/?month=2026-13')
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('We could not make sense of “month” in the address')
})
