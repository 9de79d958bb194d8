import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coverage, people, rateLimits } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { limits } from '#functions/rate-limits.ts'
import { db } from '../../../support/database.ts'
import { makeEdge } from '../../../support/edge.ts'
import { makeActor, makeEvent, makeSession } from '../../../support/make.ts'
import { makeCoverage } from '../../../support/make-coverage.ts'
import { signInAs } from '../../../support/sign-in-as.ts'
import { Visitor } from '../../../support/visitor.ts'

async function visit() {
  const edge = makeEdge()
  const actor = await makeActor()
  const event = await makeEvent()
  const session = await makeSession({ eventId: event.id, title: 'Engines' })
  return { edge, actor, event, session, visitor: await signInAs(edge, actor) }
}

test('whoever is not signed in signs in first, and comes back', async () => {
  const { edge, event, session } = await visit()
  const stranger = new Visitor(edge)
  const answer = await stranger.get(paths.addCoverage(event, session.slug))
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    paths.signInThen(paths.addCoverage(event, session.slug)),
  ])
  const pressed = await stranger.post(paths.addCoverage(event), { url: 'https://example.org/' })
  expect(pressed.status).not.toBe(200)
  expect(await db.$count(coverage, eq(coverage.eventId, event.id))).toBe(0)
})

const idOf = async (eventId: string) =>
  (await db.select().from(coverage).where(eq(coverage.eventId, eventId)))[0]?.id ?? ''

test('a pasted link is added, shown and told so; the same once more was there already', async () => {
  const { visitor, event, session } = await visit()
  const form = await (await visitor.get(paths.addCoverage(event, session.slug))).text()
  expect(form).toMatch(new RegExp(`<option value="${session.slug}" selected="">`))
  const typed = { url: 'https://youtu.be/dQw4w9WgXcQ', session: session.slug, kind: '' }
  const first = await visitor.post(paths.addCoverage(event), typed)
  const id = await idOf(event.id)
  const to = first.headers.get('location') ?? ''
  expect([first.status, to]).toEqual([303, paths.addCoverage(event, session.slug, { added: id })])
  const told = await (await visitor.get(to)).text()
  for (const part of [
    '<h1 dir="auto">Added</h1>',
    `id="link-${id}"`,
    'Engines</a>',
    'Take it back',
  ])
    expect(told).toContain(part)

  const again = await visitor.post(paths.addCoverage(event), typed)
  const there = paths.addCoverage(event, session.slug, { there: id })
  expect(again.headers.get('location')).toBe(there)
  expect(await (await visitor.get(there)).text()).toContain('<h1 dir="auto">Was already there</h1>')
  expect(await db.$count(coverage, eq(coverage.eventId, event.id))).toBe(1)
})

test('what an address makes up about what happened is not believed', async () => {
  const { visitor, event } = await visit()
  const elsewhere = await makeCoverage({ eventId: (await makeEvent()).id })
  const imported = await makeCoverage({ eventId: event.id })
  const madeUp = ['nonsense', crypto.randomUUID(), elsewhere.id, imported.id]
  for (const done of [...madeUp.map((added) => ({ added })), { there: elsewhere.id }]) {
    const html = await (await visitor.get(paths.addCoverage(event, '', done))).text()
    expect(html).toContain('Add something to watch or read</h1>')
  }
})

test('the adder is named, and can take it back; nobody else can', async () => {
  const { edge, visitor, actor, event, session } = await visit()
  const other = await signInAs(edge, await makeActor())
  await visitor.post(paths.addCoverage(event), {
    url: 'https://a.example/x',
    session: session.slug,
  })
  const id = await idOf(event.id)
  const [person] = await db.select().from(people).where(eq(people.id, actor.personId))
  const page = paths.session(event, session.slug)
  const mine = await (await visitor.get(page)).text()
  expect(mine).toContain(`Added by <a href="${paths.person(person?.handle ?? '')}`)
  expect(mine).toContain(`action="${paths.coverageRemoval(id)}"`)
  expect(await (await other.get(page)).text()).not.toContain(paths.coverageRemoval(id))
  expect((await other.post(paths.coverageRemoval(id))).status).toBe(403)
  const stranger = await new Visitor(edge).post(paths.coverageRemoval(id))
  expect(stranger.status).not.toBe(200)
  const elsewhere = {
    Origin: 'https://evil.example',
    'Content-Type': 'application/x-www-form-urlencoded',
  }
  const forged = { method: 'POST', body: '', headers: elsewhere }
  expect((await visitor.send(paths.coverageRemoval(id), forged)).status).toBe(403)
  expect(await idOf(event.id)).toBe(id)

  const back = await visitor.post(paths.coverageRemoval(id))
  const to = paths.addCoverage(event, session.slug, { taken: '1' })
  expect([back.status, back.headers.get('location')]).toEqual([303, to])
  expect(await (await visitor.get(to)).text()).toContain('<h1 dir="auto">What is taken back</h1>')
  expect(await idOf(event.id)).toBe('')
  expect((await visitor.post(paths.coverageRemoval(id))).status).toBe(404)
})

test('what is wrong stands beside its field, and what was typed stays', async () => {
  const { visitor, event, session } = await visit()
  const typed = { url: 'not "a" link', session: session.slug, kind: 'slides' }
  const answer = await visitor.post(paths.addCoverage(event), typed)
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain('value="not &quot;a&quot; link"')
  expect(html).toContain(`<option value="${session.slug}" selected="">`)
  expect(html).toContain('<option value="slides" selected="">')
  expect(html).toMatch(/id="url-error"[^>]*>[^<]*no address on the web/)

  const gone = await visitor.post(paths.addCoverage(event), {
    url: 'https://example.org/kept',
    session: 'not-on-the-programme',
  })
  expect(gone.status).toBe(409)
  const again = await gone.text()
  expect(again).toContain('value="https://example.org/kept"')
  expect(again).toContain('id="session-error"')
})

test('one link too many in an hour is not lost either', async () => {
  const { visitor, actor, event } = await visit()
  const endsAt = new Date(Date.now() + 1_800_000)
  const subject = `add-coverage:${actor.accountId}`
  await db.insert(rateLimits).values({ subject, taken: limits['add-coverage'].most, endsAt })
  const answer = await visitor.post(paths.addCoverage(event), { url: 'https://example.org/kept' })
  const html = await answer.text()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1800'])
  expect(html).toContain('value="https://example.org/kept"')
  expect(html).toContain('That is a lot of links in an hour. Try again in 30 minutes')
})
