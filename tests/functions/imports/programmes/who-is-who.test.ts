import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { credits, people, personExternalIds, sessionExternalIds } from '#db/schema/index.ts'
import type { ProgrammeSession } from '#functions/imports/programme-record.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import type { ProgrammeKind } from '#functions/imports/programmes/source.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent, makePerson, makeSession } from '#tests/support/make.ts'
import {
  parsedCredit,
  parsedRecording,
  parsedSession,
  parsedVideo,
  toProgrammeRecords,
} from '#tests/support/make-programme.ts'
import { creditsOf, only, sessionsOf } from '#tests/support/programme-rows.ts'

const { deps } = makeDeps()

const run = (
  eventId: string,
  told: readonly ProgrammeSession[],
  kind: ProgrammeKind = 'schedule',
) => importProgramme(deps, toProgrammeRecords(told), { eventId, kind })

test('a recording joins its talk: it adds coverage and what is missing, and the schedule stays the owner', async () => {
  const { id } = await makeEvent()
  const talk = parsedSession({
    title: 'Trees & Leaves',
    credits: [parsedCredit('Ada Árvore', '7')],
  })
  const video = parsedRecording({
    ...{ externalId: `${id}/trees`, title: 'TREES &amp; LEAVES!', abstract: '<p>Green.</p>' },
    credits: [parsedCredit('Ada Arvore', `${id}:Ada Arvore`)],
    coverage: [parsedVideo('https://youtu.be/abcdefghijk', { durationS: 60 })],
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
  const talk = parsedSession({ title: 'Trees', credits: [parsedCredit('Ada Árvore', '7')] })
  const name = `${id}:Ada Arvore`
  const video = parsedRecording({
    ...{
      externalId: `${id}/trees`,
      title: 'Trees...',
      credits: [parsedCredit('Ada Arvore', name)],
    },
    coverage: [parsedVideo('https://youtu.be/abcdefghijk')],
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
  await run(id, [parsedSession({ title: 'Keynote', credits: [parsedCredit('Ada Árvore')] })])

  const video = parsedRecording({ title: 'Keynote', credits: [parsedCredit('Bo Busch')] })

  expect(await run(id, [video], 'pyvideo')).toMatchObject({ created: 1, updated: 0 })
  expect((await sessionsOf(id)).map(({ slug }) => slug)).toEqual(['keynote', 'keynote-2'])
})

test('D6: a name without an id is nobody’s; one that this event bills with an id is theirs', async () => {
  const { id } = await makeEvent()
  const stranger = await makePerson({ name: 'Bo Busch' })
  await run(id, [
    parsedSession({ credits: [parsedCredit('Ada Árvore', '1'), parsedCredit('Cy', '2')] }),
    parsedSession({ credits: [parsedCredit('Cy', '3')] }),
    parsedSession({
      title: 'Panel',
      credits: [parsedCredit('ada arvore'), parsedCredit('Bo Busch'), parsedCredit('Cy')],
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
  const told = () =>
    parsedSession({ credits: [parsedCredit('Ada', guid), parsedCredit('Bo', '1')] })
  const [first, second] = [await run(one.id, [told()]), await run(other.id, [told()])]

  expect([first.newPeople, second.newPeople]).toEqual([2, 1])
})

test('people get biographies from their only source, and keep what they wrote themselves', async () => {
  const { id } = await makeEvent()
  const bill = (bio: string, links: string[] = []) => [
    parsedSession({ externalId: 'x', credits: [{ ...parsedCredit('Ada', '1'), bio, links }] }),
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

  const counts = await run(id, [parsedSession({ externalId: session.id, title: 'Bushes' })])

  expect(counts).toMatchObject({ created: 0, updated: 1 })
  expect(await only(id)).toMatchObject({ id: session.id, slug: 'trees', title: 'Bushes' })
  const taken = await db.$count(
    sessionExternalIds,
    and(eq(sessionExternalIds.externalId, session.id)),
  )
  expect(taken).toBe(0)
})
