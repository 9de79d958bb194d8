import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { reports } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../../support/database.ts'
import { makeEdge } from '../../../support/edge.ts'
import { makeActor, makeEvent } from '../../../support/make.ts'
import { makeCoverage } from '../../../support/make-coverage.ts'
import { signInAs } from '../../../support/sign-in-as.ts'
import { Visitor } from '../../../support/visitor.ts'

async function visit() {
  const edge = makeEdge()
  const event = await makeEvent()
  const item = await makeCoverage({ eventId: event.id, title: '<b>Engines</b>' })
  return { edge, event, item, path: paths.reportCoverage(item.id) }
}
const of = (id: string) => db.select().from(reports).where(eq(reports.coverageId, id))

test('a visitor finds the way to report on every card, says what is wrong, and is told what follows', async () => {
  const { edge, event, item, path } = await visit()
  const visitor = new Visitor(edge, { 'CF-Connecting-IP': '2001:db8:aaaa::1' })
  expect(await (await visitor.get(paths.eventCoverage(event))).text()).toContain(`href="${path}"`)
  const form = await (await visitor.get(path)).text()
  expect(form).toContain('&lt;b&gt;Engines&lt;/b&gt;')

  const sent = await visitor.post(path, { reason: 'broken', note: '<script>\0' })
  expect([sent.status, sent.headers.get('location')]).toEqual([
    303,
    paths.reportCoverage(item.id, { sent: '1' }),
  ])
  expect(await of(item.id)).toMatchObject([
    { reason: 'broken', note: '<script>', reporterId: null, closedAt: null },
  ])
  const thanks = await visitor.get(sent.headers.get('location') ?? '')
  expect(await thanks.text()).toContain('Somebody looks at all that is reported')
  expect([...visitor.cookies.keys()]).toEqual([])
})

test('an address that says that a report was sent is not believed', async () => {
  const { edge, item } = await visit()
  const page = await new Visitor(edge).get(paths.reportCoverage(item.id, { sent: '1' }))
  const html = await page.text()
  expect(html).toContain('What is reported</h1>')
  expect(html).not.toMatch(/>Reported|Thank you/)
  expect(await of(item.id)).toEqual([])
})

test('a member is remembered as the reporter', async () => {
  const { edge, item, path } = await visit()
  const actor = await makeActor()
  await (await signInAs(edge, actor)).post(path, { reason: 'other', note: '' })
  expect(await of(item.id)).toMatchObject([{ reporterId: actor.personId, note: null }])
})

test('a form without a reason or with too much comes back as it was, and other sites send none', async () => {
  const { edge, item, path } = await visit()
  const visitor = new Visitor(edge, { 'CF-Connecting-IP': '2001:db8:bbbb::1' })
  const note = '"><img src=x>'.repeat(100)
  const wrong = await visitor.post(path, { note })
  const html = await wrong.text()
  expect(wrong.status).toBe(422)
  expect(html).toContain('Choose what is wrong with it')
  expect(html).toContain('Say it in 1000 characters')
  expect(html).not.toContain('<img src=x>')
  expect(html).toContain('&quot;&gt;&lt;img src=x&gt;')
  const headers = {
    Origin: 'https://evil.example',
    'Content-Type': 'application/x-www-form-urlencoded',
  }
  expect((await visitor.send(path, { method: 'POST', body: 'reason=spam', headers })).status).toBe(
    403,
  )
  expect(await of(item.id)).toEqual([])
})

test('what is not there cannot be reported', async () => {
  const { edge } = await visit()
  const hidden = await makeEvent({ visibility: 'hidden' })
  const item = await makeCoverage({ eventId: hidden.id })
  const visitor = new Visitor(edge)
  for (const id of [item.id, crypto.randomUUID(), 'nonsense', '%00'])
    expect((await visitor.get(paths.reportCoverage(id))).status).toBe(404)
})
