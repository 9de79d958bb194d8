import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { db } from '../../support/database.ts'
import { form, makeEdge, sessionCookie } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { makeActor, makeEvent } from '../../support/make.ts'

const nextYear = new Date().getFullYear() + 1
const NEXT_YEAR = { startsOn: `${nextYear}-05-01`, endsOn: `${nextYear}-05-02` }

test('while read-only everybody reads as a stranger, and every write is refused with a time to come back', async () => {
  const edge = makeEdge()
  const cookie = await sessionCookie(await makeActor({ name: 'Zoe Unmistakable' }))
  const event = await makeEvent(NEXT_YEAR)
  const path = `/${event.year}/${event.slug}/`
  await edge.send(path)
  edge.clock.mode = { ...WRITABLE, readOnly: true, reason: 'moving house' }

  const page = await edge.send(path, { headers: { cookie } })
  const write = await edge.send(`${path}attendance/`, form({ role: 'attending' }, { cookie }))
  const delivery = await edge.send('/_queues/update-sets', { method: 'POST', body: '{}' })

  expect([page.status, page.headers.get('x-cache')]).toEqual([200, 'hit'])
  expect(page.headers.getSetCookie()).toEqual([])
  expect(await page.text()).not.toContain('Dashboard')
  const dashboard = await edge.send('/dashboard/', { headers: { cookie } })
  expect(dashboard.headers.get('location')).toBe(
    (await edge.send('/dashboard/')).headers.get('location'),
  )
  expect(await dashboard.text()).not.toContain('Zoe Unmistakable')
  for (const refused of [write, delivery]) {
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.getSetCookie()).toEqual([])
  }
  expect(await write.text()).toContain('moving house')

  edge.clock.mode = WRITABLE
  const signedIn = await edge.send(path, { headers: { cookie } })
  expect(await signedIn.text()).toContain('Dashboard')
})

test('when the database itself takes no writes, a write is told when to come back', async () => {
  const edge = makeEdge()
  const cookie = await sessionCookie(await makeActor())
  const event = await makeEvent(NEXT_YEAR)
  const path = `/${event.year}/${event.slug}/attendance/`
  await db.execute(sql`set default_transaction_read_only to on`)
  const refused = await edge.send(path, form({ role: 'attending' }, { cookie }))
  await db.execute(sql`set default_transaction_read_only to off`)

  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60'])
  expect(await refused.text()).toContain('Hallway is read-only for a short while')
  expect((await edge.send(path, form({ role: 'attending' }, { cookie }))).status).toBe(303)
})

test('read-only mode ends by itself at its time', async () => {
  const edge = makeEdge()
  const cookie = await sessionCookie(await makeActor())
  const event = await makeEvent(NEXT_YEAR)
  const attend = () =>
    edge.send(`/${event.year}/${event.slug}/attendance/`, form({ role: 'attending' }, { cookie }))
  const until = new Date(edge.clock.nowMs + 600_000).toISOString()
  edge.clock.mode = { ...WRITABLE, readOnly: true, until }
  const refused = await attend()
  expect(refused.headers.get('retry-after')).toMatch(/^(600|599)$/)
  expect(await refused.text()).toContain(`until ${until.slice(11, 16)} UTC`)

  edge.clock.mode = {
    ...WRITABLE,
    readOnly: true,
    until: new Date(edge.clock.nowMs - 1).toISOString(),
  }
  expect((await attend()).status).toBe(303)
})
