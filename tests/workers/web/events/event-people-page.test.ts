import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type AttendanceRole, attendances, events, people } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../../support/database.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeEvent, makePerson } from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const site = () => makePublicSite(makeDeps({ now: new Date('2026-06-01T08:00:00Z') }).deps)
const text = async (path: string) => (await site().get(path)).text()

/** An event to which as many people are tied, all at one instant but the first. */
async function makeCrowd(size: number, role: AttendanceRole, fields: object = {}) {
  const event = await makeEvent({ startsOn: '2026-09-01', endsOn: '2026-09-02', ...fields })
  const made = await Promise.all(
    Array.from({ length: size }, () => makePerson({ name: 'Somebody Else' })),
  )
  const createdAt = new Date('2026-05-02T10:00:00Z')
  const rows = made.map(({ id }) => ({ eventId: event.id, personId: id, role, createdAt }))
  if (rows[0]) rows[0].createdAt = new Date('2026-05-01T10:00:00Z')
  if (rows.length > 0) await db.insert(attendances).values(rows)
  return { event, handles: made.map(({ handle }) => handle) }
}

const handlesOn = (html: string) =>
  [...html.matchAll(/class="handle">@([^<]+)</g)].map(([, handle]) => handle)
const nextOn = (html: string) => /href="([^"]*)" rel="next"/.exec(html)?.[1] ?? ''

test.each(['attending', 'tracking'] as const)('“and 5 more” %s leads to a page', async (role) => {
  const { event } = await makeCrowd(29, role)
  const html = await text(paths.event(event))
  expect(html).toContain(`<a href="${paths.eventPeople(event, role)}">and 5 more</a>`)
  expect(html).toContain('class="crowd" href="#event-people"')
})

test('a crowd is listed page by page, whoever came first on top, everybody once', async () => {
  const { event, handles } = await makeCrowd(61, 'attending')
  const first = await text(paths.eventPeople(event, 'attending'))
  const next = nextOn(first)
  const second = await text(next)
  expect([handlesOn(first).length, handlesOn(second).length]).toEqual([60, 1])
  expect([...handlesOn(first), ...handlesOn(second)].toSorted()).toEqual(handles.toSorted())
  expect(handlesOn(first)[0]).toBe(handles[0])
  expect(first).toContain('61 people')
  expect(first).not.toContain('noindex')
  expect(second).toContain('<meta name="robots" content="noindex')
  expect(nextOn(second)).toBe('')
  expect(second).toContain('Back to the start')
  // Who only tracks it by now still holds the place.
  const last = handlesOn(first).at(-1) ?? ''
  const [{ id = '' } = {}] = await db.select().from(people).where(eq(people.handle, last))
  await db.update(attendances).set({ role: 'tracking' }).where(eq(attendances.personId, id))
  expect(handlesOn(await text(next))).toEqual(handlesOn(second))
})

test('each list says of whom it is, and leads back', async () => {
  const past = { startsOn: '2021-05-01', endsOn: '2021-05-02' }
  for (const [role, fields, title] of [
    ['attending', {}, 'Who is going to'],
    ['attending', past, 'Who was at'],
    ['tracking', {}, 'Who is tracking'],
    ['tracking', past, 'Who tracked'],
  ] as const) {
    const { event, handles } = await makeCrowd(1, role, fields)
    const html = await text(paths.eventPeople(event, role))
    expect(html).toContain(`<h1 dir="auto">${title} ${event.name}</h1>`)
    expect(html).toContain(`<title>${title} ${event.name}`)
    expect(html).toContain(`<p class="crumb"><a href="${paths.event(event)}">`)
    expect(handlesOn(html)).toEqual(handles)
    const other = role === 'attending' ? 'tracking' : 'attending'
    const empty = await text(paths.eventPeople(event, other))
    expect(empty).toContain('Nobody has said so yet')
    expect(empty).toContain('<meta name="robots" content="noindex')
  }
})

test('a hidden event shows nobody', async () => {
  const { event } = await makeCrowd(1, 'attending')
  await db.update(events).set({ visibility: 'hidden' }).where(eq(events.id, event.id))
  expect((await site().get(paths.eventPeople(event, 'attending'))).status).toBe(404)
})
