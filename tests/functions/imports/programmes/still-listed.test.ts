import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sessions } from '#db/schema/index.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent } from '#tests/support/make.ts'
import { parsedSession, toProgrammeRecords } from '#tests/support/make-programme.ts'

const { deps } = makeDeps()

const sessionsOf = (eventId: string) =>
  db.select().from(sessions).where(eq(sessions.eventId, eventId)).orderBy(asc(sessions.id))

test('what is still listed but cannot be read stays as it was', async () => {
  const { id } = await makeEvent()
  const told = [parsedSession(), parsedSession(), parsedSession(), parsedSession()]
  const [good, unreadable, impossible] = told
  if (!good || !unreadable || !impossible) throw new Error('There are four')
  await importProgramme(deps, toProgrammeRecords(told), { eventId: id, kind: 'schedule' })
  const before = await sessionsOf(id)
  const rejected = [{ file: 'schedule.xml', line: 9, reason: 'The title is missing' }]
  const again = toProgrammeRecords([good, { ...impossible, endsAt: '2026-09-01 09:00:00' }], {
    ...{ rejected, rejectedIds: [unreadable.externalId] },
  })

  const counts = await importProgramme(deps, again, { eventId: id, kind: 'schedule' })

  expect(counts).toMatchObject({ withdrawn: 1, unchanged: 1, updated: 0 })
  expect(counts.rejected.map(({ reason }) => reason)).toEqual([
    'The title is missing',
    'It ends before it starts',
  ])
  const after = await sessionsOf(id)
  expect(after.slice(0, 3)).toEqual(before.slice(0, 3))
  expect(after[3]?.withdrawnAt).not.toBeNull()
})
