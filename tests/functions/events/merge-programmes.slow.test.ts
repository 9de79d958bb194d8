import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { people, sessions } from '#db/schema/index.ts'
import { mergeEvents } from '#functions/events/merge-events.ts'
import { unmergeEvents } from '#functions/events/unmerge-events.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import { paths } from '#functions/paths.ts'
import { mergePeople } from '#functions/people/merge-people.ts'
import { unmergePeople } from '#functions/people/unmerge-people.ts'
import { findMovedSession } from '#functions/sessions/find-moved-session.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeAttendance, makeEvent, makePerson } from '../../support/make.ts'
import { parsedCredit, parsedSession, toProgrammeRecords } from '../../support/make-programme.ts'
import { makePublicSite } from '../../support/public-site.ts'
import { everyRow } from '../merges/every-row.ts'

const { deps } = makeDeps()
const importInto = (eventId: string, told: ReturnType<typeof parsedSession>[]) =>
  importProgramme(deps, toProgrammeRecords(told), { eventId, kind: 'schedule' })

const slugsOf = async (eventId: string) => {
  const rows = await db
    .select({ slug: sessions.slug, withdrawnAt: sessions.withdrawnAt })
    .from(sessions)
    .where(eq(sessions.eventId, eventId))
    .orderBy(asc(sessions.slug))
  return rows.map(({ slug, withdrawnAt }) => (withdrawnAt ? `${slug} withdrawn` : slug))
}

/** Two schedules that know nothing of each other, and happen to number their talks alike. */
async function makeSchedules() {
  const [gone, kept] = [await makeEvent(), await makeEvent()]
  const tell = (about: string, externalId: string) =>
    parsedSession({ title: about, externalId, credits: [parsedCredit(`${about} ${newId()}`, '7')] })
  const ofGone = [tell('Opening', '1'), tell('Rust at night', '2')]
  const ofKept = [tell('Opening', '1'), tell('Go by day', '2'), tell('Closing', '3')]
  await importInto(gone.id, ofGone)
  await importInto(kept.id, ofKept)
  return { gone, kept, ofGone, ofKept }
}

test('D8: after a merge each schedule still finds its own sessions, and withdraws none of the other', async () => {
  const { gone, kept, ofGone, ofKept } = await makeSchedules()
  const { mergeId } = await mergeEvents(deps, { gone, kept })
  const all = ['closing', 'go-by-day', 'opening', 'opening-2', 'rust-at-night']
  expect(await slugsOf(kept.id)).toEqual(all)

  const peopleBefore = await db.$count(people)
  for (const told of [ofGone, ofKept, ofGone]) {
    const counts = await importInto(kept.id, told)
    expect(counts).toMatchObject({ created: 0, updated: 0, withdrawn: 0, unchanged: told.length })
  }
  const counts = await importInto(kept.id, ofGone.slice(1))
  expect(counts).toMatchObject({ withdrawn: 1, created: 0 })
  expect(await slugsOf(kept.id)).toEqual([
    ...all.slice(0, 3),
    'opening-2 withdrawn',
    'rust-at-night',
  ])
  expect(await db.$count(people)).toBe(peopleBefore)

  await unmergeEvents(deps, mergeId)
  expect(await slugsOf(gone.id)).toEqual(['opening withdrawn', 'rust-at-night'])
  expect(await importInto(gone.id, ofGone)).toMatchObject({ restored: 1, created: 0, unchanged: 1 })
  expect(await importInto(kept.id, ofKept)).toMatchObject({ created: 0, unchanged: 3 })
})

test('D8: a session whose slug was taken gets a number, and its old address remembers it', async () => {
  const { gone, kept } = await makeSchedules()
  const at = { year: gone.year, slug: gone.slug }
  const keptAt = { year: kept.year, slug: kept.slug }
  const { mergeId } = await mergeEvents(deps, { gone, kept })
  const find = (session: string) => findMovedSession(db, { ...at, session })
  expect(await find('opening')).toEqual({ ...keptAt, session: 'opening-2' })
  expect(await find('rust-at-night')).toEqual({ ...keptAt, session: 'rust-at-night' })
  expect(await find('nothing')).toBeNull()
  await unmergeEvents(deps, mergeId)
  expect(await find('opening')).toBeNull()
})

test('D8: every address of an event that was merged leads to the one that was kept', async () => {
  const { gone, kept } = await makeSchedules()
  await mergeEvents(deps, { gone, kept })
  const site = makePublicSite(deps)
  const moves = [
    [paths.event(gone), paths.event(kept)],
    [paths.schedule(gone), paths.schedule(kept)],
    [paths.eventSpeakers(gone), paths.eventSpeakers(kept)],
    [paths.session(gone, 'opening'), paths.session(kept, 'opening-2')],
    [paths.session(gone, 'rust-at-night'), paths.session(kept, 'rust-at-night')],
    [`${paths.event(gone)}coverage/`, `${paths.event(kept)}coverage/`],
    [`${paths.event(gone)}schedule.xml`, `${paths.event(kept)}schedule.xml`],
  ] as const
  for (const [from, to] of moves) {
    const answer = await site.get(from)
    expect([from, answer.status, answer.headers.get('location')]).toEqual([from, 301, to])
    expect((await site.get(to)).status).toBe(200)
  }
})

test('D6: a speaker merged into another is found there by the next import, and back after the merge is', async () => {
  const [event, other] = [await makeEvent(), await makeEvent()]
  const name = `Ann ${newId()}`
  const told = [parsedSession({ credits: [parsedCredit(name, '7')] })]
  await importInto(event.id, told)
  await importInto(other.id, [parsedSession({ credits: [parsedCredit(`${name} B.`, '9')] })])
  const [gone] = await db.select().from(people).where(eq(people.name, name))
  const [kept] = await db
    .select()
    .from(people)
    .where(eq(people.name, `${name} B.`))
  if (!gone || !kept) throw new Error('The import made no people')

  const { mergeId } = await mergePeople(deps, { gone: gone.handle, kept: kept.handle })
  expect(await importInto(event.id, told)).toMatchObject({ unchanged: 1, newPeople: 0 })
  await unmergePeople(deps, mergeId)
  expect(await importInto(event.id, told)).toMatchObject({ unchanged: 1, newPeople: 0 })
  expect(await db.$count(people, eq(people.name, name))).toBe(1)
})

test('a merge of events waits until a later merge of its people is taken back', async () => {
  const { gone, kept } = await makeSchedules()
  const [one, other] = [await makePerson(), await makePerson()]
  await makeAttendance({ eventId: gone.id, personId: one.id, role: 'attending' })
  const words = [gone.id, kept.id, one.id, other.id]
  const before = await everyRow(words)
  const first = await mergeEvents(deps, { gone, kept })
  const second = await mergePeople(deps, { gone: one.handle, kept: other.handle })
  await expect(unmergeEvents(deps, first.mergeId)).rejects.toMatchObject({ code: 'conflict' })
  await unmergePeople(deps, second.mergeId)
  await unmergeEvents(deps, first.mergeId)
  expect(await everyRow(words)).toEqual(before)
})
