import { and, asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import {
  coverage,
  credits,
  people,
  personExternalIds,
  rooms,
  scheduleChanges,
  sessionExternalIds,
  sessions,
} from '#db/schema/index.ts'
import type { ProgrammeSession } from '#functions/imports/programme.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import type { ProgrammeKind } from '#functions/imports/programmes/source.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent, makePerson, makeSession } from '#tests/support/make.ts'
import {
  tellCredit,
  tellProgramme,
  tellRecording,
  tellSession,
  tellVideo,
} from '#tests/support/make-programme.ts'

const { deps, committed } = makeDeps()

const run = (
  eventId: string,
  told: readonly ProgrammeSession[],
  kind: ProgrammeKind = 'schedule',
) => importProgramme(deps, tellProgramme(told), { eventId, kind })

const sessionsOf = (eventId: string) =>
  db.select().from(sessions).where(eq(sessions.eventId, eventId)).orderBy(asc(sessions.id))
const only = async (eventId: string) => {
  const [session, ...others] = await sessionsOf(eventId)
  if (!session || others.length > 0) throw new Error('There is not just one session')
  return session
}
const creditsOf = (sessionId: string) =>
  db.select().from(credits).where(eq(credits.sessionId, sessionId)).orderBy(asc(credits.position))
const changesOf = (eventId: string) =>
  db
    .select({
      kind: scheduleChanges.kind,
      before: scheduleChanges.before,
      after: scheduleChanges.after,
    })
    .from(scheduleChanges)
    .where(eq(scheduleChanges.eventId, eventId))
    .orderBy(asc(scheduleChanges.id))

test('a programme comes in: sessions, rooms in order, people, coverage, and word of it', async () => {
  const { id } = await makeEvent()
  const ada = { ...tellCredit('Ada Árvore', '7'), bio: '<p>Climbs.</p>' }
  committed.length = 0

  const counts = await run(id, [
    tellSession({ title: 'Über Bäume', room: 'B', credits: [ada, tellCredit('Bo')] }),
    tellSession({
      title: 'Leaves',
      room: 'A',
      coverage: [tellVideo('https://youtu.be/abcdefghijk')],
      credits: [{ ...tellCredit('Ada A.', '7'), role: 'host' }],
    }),
  ])

  expect(counts).toMatchObject({
    ...{ created: 2, updated: 0, unchanged: 0, withdrawn: 0, restored: 0 },
    ...{ rejected: [], notes: [], changes: {}, newPeople: 1 },
  })
  const [trees, leaves] = await sessionsOf(id)
  expect([trees?.slug, leaves?.slug]).toEqual(['uber-baume', 'leaves'])
  const kept = await db.select().from(rooms).where(eq(rooms.eventId, id)).orderBy(rooms.position)
  expect(kept.map(({ name }) => name)).toEqual(['B', 'A'])
  const [first, second] = await creditsOf(trees?.id ?? '')
  expect([first?.name, second?.name, second?.personId]).toEqual(['Ada Árvore', 'Bo', null])
  const [host] = await creditsOf(leaves?.id ?? '')
  expect(host).toMatchObject({ name: 'Ada A.', role: 'host', personId: first?.personId })
  const [person] = await db
    .select()
    .from(people)
    .where(eq(people.id, first?.personId ?? ''))
  expect(person).toMatchObject({ handle: 'ada-arvore', name: 'Ada Árvore', bio: '<p>Climbs.</p>' })
  expect(await db.select().from(coverage).where(eq(coverage.eventId, id))).toMatchObject([
    { urlKey: 'youtube:abcdefghijk', sessionId: leaves?.id, source: `schedule:${id}` },
  ])
  expect(committed).toMatchObject([
    { job: 'describe-coverage' },
    { job: 'count-coverage', payload: { eventId: id } },
    { job: 'purge-pages', payload: { tags: [`event-${id}`, 'coverage', `person-${person?.id}`] } },
  ])
})

test('again changes nothing, and says nothing', async () => {
  const { id } = await makeEvent()
  const told = [
    tellSession({ credits: [tellCredit('Ada', '1'), tellCredit('Bo')] }),
    tellSession({ title: '樹木', coverage: [tellVideo('https://v.example/1')] }),
    tellSession({ title: '葉', room: null, startsAt: null, endsAt: null }),
  ]
  await run(id, told)
  const before = await sessionsOf(id)
  committed.length = 0

  const again = await run(id, told)

  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 3, newPeople: 0, changes: {} })
  expect(await sessionsOf(id)).toEqual(before)
  expect(committed).toEqual([])
  expect(await changesOf(id)).toEqual([])
})

test('D12: renamed, moved and recast sessions stay themselves, at their addresses, and the changelog says so', async () => {
  const { id } = await makeEvent()
  const told = tellSession({ title: 'Trees', credits: [tellCredit('Ada')] })
  await run(id, [told])

  const counts = await run(id, [
    {
      ...told,
      ...{ title: 'Bushes', room: 'Cellar', startsAt: '2026-09-01 11:00:00' },
      ...{ endsAt: '2026-09-01 11:45:00', credits: [tellCredit('Bo'), tellCredit('Ada')] },
    },
  ])

  expect(counts).toMatchObject({ created: 0, updated: 1, changes: { moved: 1, renamed: 1 } })
  expect(await only(id)).toMatchObject({ slug: 'trees', title: 'Bushes' })
  const day = '2026-09-01'
  expect(await changesOf(id)).toEqual([
    {
      kind: 'moved',
      before: { day, startsAt: `${day} 10:00:00`, endsAt: `${day} 10:30:00`, room: 'Hall' },
      after: { day, startsAt: `${day} 11:00:00`, endsAt: `${day} 11:45:00`, room: 'Cellar' },
    },
    { kind: 'renamed', before: { title: 'Trees' }, after: { title: 'Bushes' } },
    { kind: 'recast', before: { names: ['Ada'] }, after: { names: ['Bo', 'Ada'] } },
  ])
})

test('D12: what is no longer listed is withdrawn, not deleted, and comes back when it does', async () => {
  const { id } = await makeEvent()
  const [one, other] = [tellSession(), tellSession()]
  await run(id, [one, other])

  expect(await run(id, [one])).toMatchObject({ withdrawn: 1, unchanged: 1 })
  expect(await run(id, [one])).toMatchObject({ withdrawn: 0, unchanged: 1 })
  expect((await sessionsOf(id)).map((session) => session.withdrawnAt !== null)).toEqual([
    false,
    true,
  ])

  expect(await run(id, [one, other, tellSession()])).toMatchObject({ restored: 1, created: 1 })
  expect((await sessionsOf(id)).every((session) => session.withdrawnAt === null)).toBe(true)
  const changes = await changesOf(id)
  expect(changes.map(({ kind }) => kind)).toEqual(['withdrawn', 'restored', 'added'])
})

test('a file with no session left in it withdraws nothing and says so', async () => {
  const { id } = await makeEvent()
  await run(id, [tellSession(), tellSession()])
  const rejected = [{ file: 'schedule.xml', line: 9, reason: 'It ends in the middle' }]

  const counts = await importProgramme(deps, tellProgramme([], { rejected }), {
    ...{ eventId: id, kind: 'schedule' },
  })

  expect(counts).toMatchObject({ withdrawn: 0, rejected })
  expect(counts.notes[0]?.reason).toContain('none was withdrawn')
})

test('what a person edited, linked or added stays, whatever a source says', async () => {
  const { id } = await makeEvent()
  const told = tellSession({ title: 'Theirs', track: 'One', credits: [tellCredit('Ada')] })
  await run(id, [told])
  const session = await only(id)
  const person = await makePerson()
  await db
    .update(sessions)
    .set({ title: 'Ours', editedColumns: ['title', 'starts_at'] })
    .where(eq(sessions.id, session.id))
  await db.update(credits).set({ personId: person.id }).where(eq(credits.sessionId, session.id))
  const added = { id: newId(), eventId: id, sessionId: session.id, kind: 'slides' as const }
  await db.insert(coverage).values({ ...added, url: 'https://s.example/', urlKey: 's.example' })

  const changed = {
    ...{ title: 'Theirs again', track: 'Two', startsAt: '2026-09-02 09:00:00' },
    ...{ endsAt: '2026-09-02 09:30:00', credits: [tellCredit('Ada'), tellCredit('Bo')] },
  }
  await run(id, [{ ...told, ...changed }])

  expect(await only(id)).toMatchObject({
    ...{ title: 'Ours', track: 'Two', startsAt: '2026-09-01 10:00:00' },
  })
  expect((await creditsOf(session.id)).map(({ personId }) => personId)).toEqual([person.id, null])
  expect(await db.$count(coverage, eq(coverage.sessionId, session.id))).toBe(1)
})

test('a recording joins its talk: it adds coverage and what is missing, and the schedule stays the owner', async () => {
  const { id } = await makeEvent()
  const talk = tellSession({ title: 'Trees & Leaves', credits: [tellCredit('Ada Árvore', '7')] })
  const video = tellRecording({
    ...{ externalId: `${id}/trees`, title: 'TREES &amp; LEAVES!', abstract: '<p>Green.</p>' },
    credits: [tellCredit('Ada Arvore', `${id}:Ada Arvore`)],
    coverage: [tellVideo('https://youtu.be/abcdefghijk', { durationS: 60 })],
  })
  await run(id, [talk])

  expect(await run(id, [video], 'pyvideo')).toMatchObject({ created: 0, updated: 1, newPeople: 0 })

  const session = await only(id)
  expect(session).toMatchObject({ title: 'Trees & Leaves', abstract: '<p>Green.</p>' })
  expect(await creditsOf(session.id)).toMatchObject([{ name: 'Ada Árvore' }])
  const names = await db
    .select()
    .from(sessionExternalIds)
    .where(eq(sessionExternalIds.sessionId, session.id))
  expect(names.map(({ source }) => source).sort()).toEqual(['pyvideo', `schedule:${id}`])

  for (const kind of ['pyvideo', 'schedule', 'pyvideo'] as const) {
    const again = await run(id, [kind === 'pyvideo' ? video : talk], kind)
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 1, withdrawn: 0 })
  }
  const moved = { ...talk, title: 'Trees', startsAt: '2026-09-01 09:00:00' }
  expect(await run(id, [moved])).toMatchObject({ updated: 1, changes: { moved: 1, renamed: 1 } })
  expect(await run(id, [], 'pyvideo')).toMatchObject({ withdrawn: 0 })
})

test('the same talks in the other order make the same programme', async () => {
  const { id } = await makeEvent()
  const talk = tellSession({ title: 'Trees', credits: [tellCredit('Ada Árvore', '7')] })
  const name = `${id}:Ada Arvore`
  const video = tellRecording({
    ...{ externalId: `${id}/trees`, title: 'Trees...', credits: [tellCredit('Ada Arvore', name)] },
    coverage: [tellVideo('https://youtu.be/abcdefghijk')],
  })
  const [counts] = [await run(id, [{ ...video, title: 'Trees' }], 'pyvideo')]
  expect(counts).toMatchObject({ created: 1, newPeople: 1 })

  expect(await run(id, [talk])).toMatchObject({ created: 0, updated: 1, newPeople: 0, changes: {} })

  const session = await only(id)
  expect(session).toMatchObject({ title: 'Trees', startsAt: '2026-09-01 10:00:00' })
  const [credit] = await creditsOf(session.id)
  const names = await db
    .select()
    .from(personExternalIds)
    .where(eq(personExternalIds.personId, credit?.personId ?? ''))
  expect(names.map(({ externalId }) => externalId).sort()).toEqual(['7', name].sort())
})

test('a title alone joins nothing', async () => {
  const { id } = await makeEvent()
  await run(id, [tellSession({ title: 'Keynote', credits: [tellCredit('Ada Árvore')] })])

  const video = tellRecording({ title: 'Keynote', credits: [tellCredit('Bo Busch')] })

  expect(await run(id, [video], 'pyvideo')).toMatchObject({ created: 1, updated: 0 })
  expect((await sessionsOf(id)).map(({ slug }) => slug)).toEqual(['keynote', 'keynote-2'])
})

test('D6: a name without an id is nobody’s; one that this event bills with an id is theirs', async () => {
  const { id } = await makeEvent()
  const stranger = await makePerson({ name: 'Bo Busch' })
  await run(id, [
    tellSession({ credits: [tellCredit('Ada Árvore', '1'), tellCredit('Cy', '2')] }),
    tellSession({ credits: [tellCredit('Cy', '3')] }),
    tellSession({
      title: 'Panel',
      credits: [tellCredit('ada arvore'), tellCredit('Bo Busch'), tellCredit('Cy')],
    }),
  ])

  const panel = (await sessionsOf(id)).find(({ title }) => title === 'Panel')
  const [ada, bo, cy] = await creditsOf(panel?.id ?? '')
  expect(ada?.personId).not.toBeNull()
  expect([bo?.personId, cy?.personId]).toEqual([null, null])
  expect(await db.$count(credits, eq(credits.personId, stranger.id))).toBe(0)
})

test('one guid is one person at every event; one number is not', async () => {
  const [one, other] = [await makeEvent(), await makeEvent()]
  const guid = newId()
  const told = () => tellSession({ credits: [tellCredit('Ada', guid), tellCredit('Bo', '1')] })
  const [first, second] = [await run(one.id, [told()]), await run(other.id, [told()])]

  expect([first.newPeople, second.newPeople]).toEqual([2, 1])
})

test('people get biographies from their only source, and keep what they wrote themselves', async () => {
  const { id } = await makeEvent()
  const bill = (bio: string, links: string[] = []) => [
    tellSession({ externalId: 'x', credits: [{ ...tellCredit('Ada', '1'), bio, links }] }),
  ]
  const ada = async () => {
    const [row] = await db
      .select({ id: people.id, bio: people.bio, links: people.links })
      .from(people)
      .innerJoin(personExternalIds, eq(personExternalIds.personId, people.id))
      .where(eq(personExternalIds.source, `schedule:${id}`))
    return row
  }
  await run(id, bill('One'))
  await run(id, bill('Two', ['https://ada.example/']))
  expect(await ada()).toMatchObject({ bio: 'Two', links: ['https://ada.example/'] })

  const person = await ada()
  await db
    .update(people)
    .set({ bio: 'Mine', editedColumns: ['bio'] })
    .where(eq(people.id, person?.id ?? ''))
  await run(id, bill('Three'))
  expect(await ada()).toMatchObject({ bio: 'Mine' })
})

test('our own id names a session too, as our exports do', async () => {
  const { id } = await makeEvent()
  const session = await makeSession({ eventId: id, title: 'Trees', slug: 'trees' })

  const counts = await run(id, [tellSession({ externalId: session.id, title: 'Bushes' })])

  expect(counts).toMatchObject({ created: 0, updated: 1 })
  expect(await only(id)).toMatchObject({ id: session.id, slug: 'trees', title: 'Bushes' })
  const taken = await db.$count(
    sessionExternalIds,
    and(eq(sessionExternalIds.externalId, session.id)),
  )
  expect(taken).toBe(0)
})

test('addresses: one of a kind, none of ours, and something to say in every script', async () => {
  const { id } = await makeEvent()
  const titles = ['Schedule', 'Speakers', 'Trees', 'trees!', '樹木', '樹', 'C++ & you', '']
  const told = titles.map((title) => tellSession({ title, credits: [tellCredit('Ada')] }))

  const { rejected } = await run(id, told)

  expect((await sessionsOf(id)).map(({ slug }) => slug)).toEqual([
    ...['schedule-2', 'speakers-2', 'trees', 'trees-2', 'ada', 'ada-2', 'cpp-and-you'],
  ])
  expect(rejected).toMatchObject([{ line: told.at(-1)?.line, reason: 'The title is empty' }])
})

test('what cannot be kept is rejected with its line; the others come in', async () => {
  const { id } = await makeEvent()
  const good = tellSession({ externalId: 'a' })
  const bad: [Partial<ProgrammeSession>, string][] = [
    [{ externalId: 'a' }, `Its id is that of the session in line ${good.line}`],
    [{ endsAt: '2026-09-01 09:00:00' }, 'It ends before it starts'],
    [{ startsAt: null }, 'It has a start without an end'],
    [{ day: '2026-02-30' }, '2026-02-30 is not a day that exists'],
    [{ title: 'a\u0000b' }, 'There is a null character in it'],
    [
      { coverage: [tellVideo('https://v.example/', { durationS: 3e9 })] },
      'The database refused it',
    ],
  ]
  const told = bad.map(([fields]) => tellSession(fields))

  const counts = await run(id, [good, ...told, tellSession()])

  expect(counts.created).toBe(2)
  expect(counts.rejected).toEqual(
    bad.map(([, reason], i) => ({
      ...{ file: 'schedule.xml', line: told[i]?.line },
      reason: expect.stringContaining(reason),
    })),
  )
  expect(await sessionsOf(id)).toHaveLength(2)
})

test('a dry run counts and writes nothing', async () => {
  const { id } = await makeEvent()
  committed.length = 0
  const options = { eventId: id, kind: 'schedule', dryRun: true } as const

  const counts = await importProgramme(deps, tellProgramme([tellSession()]), options)

  expect(counts).toMatchObject({ created: 1 })
  expect(await sessionsOf(id)).toEqual([])
  expect(await db.$count(rooms, eq(rooms.eventId, id))).toBe(0)
  expect(committed).toEqual([])
})
