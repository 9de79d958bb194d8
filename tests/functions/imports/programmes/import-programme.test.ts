import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { coverage, credits, people, rooms, sessions } from '#db/schema/index.ts'
import type { ProgrammeSession } from '#functions/imports/programme-record.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import type { ProgrammeKind } from '#functions/imports/programmes/source.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent, makePerson } from '#tests/support/make.ts'
import {
  parsedCredit,
  parsedSession,
  parsedVideo,
  toProgrammeRecords,
} from '#tests/support/make-programme.ts'
import { changesOf, creditsOf, only, sessionsOf } from '#tests/support/programme-rows.ts'

const { deps, committed } = makeDeps()

const run = (
  eventId: string,
  told: readonly ProgrammeSession[],
  kind: ProgrammeKind = 'schedule',
) => importProgramme(deps, toProgrammeRecords(told), { eventId, kind })

test('a programme comes in: sessions, rooms in order, people, coverage, and word of it', async () => {
  const { id } = await makeEvent()
  const ada = { ...parsedCredit('Ada Árvore', '7'), bio: '<p>Climbs.</p>' }
  committed.length = 0

  const counts = await run(id, [
    parsedSession({ title: 'Über Bäume', room: 'B', credits: [ada, parsedCredit('Bo')] }),
    parsedSession({
      title: 'Leaves',
      room: 'A',
      coverage: [parsedVideo('https://youtu.be/abcdefghijk')],
      credits: [{ ...parsedCredit('Ada A.', '7'), role: 'host' }],
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
  expect(person).toMatchObject({ name: 'Ada Árvore', bio: '<p>Climbs.</p>' })
  expect(person?.handle).toMatch(/^ada-arvore(-\d+)?$/)
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
    parsedSession({ credits: [parsedCredit('Ada', '1'), parsedCredit('Bo')] }),
    parsedSession({ title: '樹木', coverage: [parsedVideo('https://v.example/1')] }),
    parsedSession({ title: '葉', room: null, startsAt: null, endsAt: null }),
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
  const told = parsedSession({ title: 'Trees', credits: [parsedCredit('Ada')] })
  await run(id, [told])

  const counts = await run(id, [
    {
      ...told,
      ...{ title: 'Bushes', room: 'Cellar', startsAt: '2026-09-01 11:00:00' },
      ...{ endsAt: '2026-09-01 11:45:00', credits: [parsedCredit('Bo'), parsedCredit('Ada')] },
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
  const [one, other] = [parsedSession(), parsedSession()]
  await run(id, [one, other])

  expect(await run(id, [one])).toMatchObject({ withdrawn: 1, unchanged: 1 })
  expect(await run(id, [one])).toMatchObject({ withdrawn: 0, unchanged: 1 })
  expect((await sessionsOf(id)).map((session) => session.withdrawnAt !== null)).toEqual([
    false,
    true,
  ])

  expect(await run(id, [one, other, parsedSession()])).toMatchObject({ restored: 1, created: 1 })
  expect((await sessionsOf(id)).every((session) => session.withdrawnAt === null)).toBe(true)
  const changes = await changesOf(id)
  expect(changes.map(({ kind }) => kind)).toEqual(['withdrawn', 'restored', 'added'])
})

test('a file with no session left in it withdraws nothing and says so', async () => {
  const { id } = await makeEvent()
  await run(id, [parsedSession(), parsedSession()])
  const rejected = [{ file: 'schedule.xml', line: 9, reason: 'It ends in the middle' }]

  const counts = await importProgramme(deps, toProgrammeRecords([], { rejected }), {
    ...{ eventId: id, kind: 'schedule' },
  })

  expect(counts).toMatchObject({ withdrawn: 0, rejected })
  expect(counts.notes[0]?.reason).toContain('none was withdrawn')
})

const spelt = (statement: Statement) =>
  (statement as unknown as { toSQL(): { sql: string } }).toSQL().sql

test('what a person edits while an import is under way stays', async () => {
  const { id } = await makeEvent()
  const told = parsedSession({ title: 'Theirs', track: 'One' })
  await run(id, [told])
  const session = await only(id)
  const edit = { title: 'Ours', editedColumns: ['title'] }
  const commit: typeof deps.commit = async (statements, ...more) => {
    // The write of what was planned, and not what is looked up before.
    if (statements.some((one) => spelt(one).startsWith('insert into "sessions"')))
      await db.update(sessions).set(edit).where(eq(sessions.id, session.id))
    return deps.commit(statements, ...more)
  }

  const found = toProgrammeRecords([{ ...told, title: 'Theirs again', track: 'Two' }])
  await importProgramme({ ...deps, commit }, found, { eventId: id, kind: 'schedule' })

  expect(await only(id)).toMatchObject({ title: 'Ours', track: 'Two' })
})

test('what a person edited, linked or added stays, whatever a source says', async () => {
  const { id } = await makeEvent()
  const told = parsedSession({ title: 'Theirs', track: 'One', credits: [parsedCredit('Ada')] })
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
    ...{ endsAt: '2026-09-02 09:30:00', credits: [parsedCredit('Ada'), parsedCredit('Bo')] },
  }
  await run(id, [{ ...told, ...changed }])

  expect(await only(id)).toMatchObject({
    ...{ title: 'Ours', track: 'Two', startsAt: '2026-09-01 10:00:00' },
  })
  expect((await creditsOf(session.id)).map(({ personId }) => personId)).toEqual([person.id, null])
  expect(await db.$count(coverage, eq(coverage.sessionId, session.id))).toBe(1)
})

test('addresses: one of a kind, none of ours, and something to say in every script', async () => {
  const { id } = await makeEvent()
  const titles = ['Schedule', 'Speakers', 'Trees', 'trees!', '樹木', '樹', 'C++ & you', '']
  const told = titles.map((title) => parsedSession({ title, credits: [parsedCredit('Ada')] }))

  const { rejected } = await run(id, told)

  expect((await sessionsOf(id)).map(({ slug }) => slug)).toEqual([
    ...['schedule-2', 'speakers-2', 'trees', 'trees-2', 'ada', 'ada-2', 'cpp-and-you'],
  ])
  expect(rejected).toMatchObject([{ line: told.at(-1)?.line, reason: 'The title is empty' }])
})

test('what cannot be kept is rejected with its line; the others come in', async () => {
  const { id } = await makeEvent()
  const good = parsedSession({ externalId: 'a' })
  const bad: [Partial<ProgrammeSession>, string][] = [
    [{ externalId: 'a' }, `Its id is that of the session in line ${good.line}`],
    [{ endsAt: '2026-09-01 09:00:00' }, 'It ends before it starts'],
    [{ startsAt: null }, 'It has a start without an end'],
    [{ day: '2026-02-30' }, '2026-02-30 is not a day that exists'],
    [{ title: 'a\u0000b' }, 'There is a null character in it'],
    [
      { coverage: [parsedVideo('https://v.example/', { durationS: 3e9 })] },
      'The database refused it',
    ],
  ]
  const told = bad.map(([fields]) => parsedSession(fields))

  const counts = await run(id, [good, ...told, parsedSession()])

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

  const counts = await importProgramme(deps, toProgrammeRecords([parsedSession()]), options)

  expect(counts).toMatchObject({ created: 1 })
  expect(await sessionsOf(id)).toEqual([])
  expect(await db.$count(rooms, eq(rooms.eventId, id))).toBe(0)
  expect(committed).toEqual([])
})
