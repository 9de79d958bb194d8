import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coverage, rateLimits } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { limits } from '#functions/rate-limits.ts'
import { db } from '../../../support/database.ts'
import { makeEdge } from '../../../support/edge.ts'
import { makeActor, makeEvent, makeSession } from '../../../support/make.ts'
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

test('a pasted link ends up on the event’s coverage page; twice is once', async () => {
  const { visitor, event, session } = await visit()
  const form = await (await visitor.get(paths.addCoverage(event, session.slug))).text()
  expect(form).toMatch(new RegExp(`<option value="${session.slug}" selected="">`))
  const typed = { url: 'https://youtu.be/dQw4w9WgXcQ', session: session.slug, kind: '' }
  for (let times = 0; times < 2; times += 1) {
    const answer = await visitor.post(paths.addCoverage(event), typed)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      paths.eventCoverage(event),
    ])
  }
  const rows = await db.select().from(coverage).where(eq(coverage.eventId, event.id))
  expect(rows.map(({ kind, sessionId }) => [kind, sessionId])).toEqual([['video', session.id]])
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
