import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { authSessions } from '#db/schema/index.ts'
import { getDashboard } from '#functions/attendances/dashboard.ts'
import { listPicks, listTrackedNext } from '#functions/sessions/picks.ts'
import { db } from '../../support/database.ts'
import { makeActor, makeAttendance, makeTracking } from '../../support/make.ts'
import { makeProgrammeDay } from '../../support/make-programme-day.ts'

const now = new Date('2026-06-01T06:00:00Z')

test('what is somebody’s own is read by a session that is alive, and by no other', async () => {
  const { event, sessions } = await makeProgrammeDay()
  const [account, other] = [await makeActor(), await makeActor()]
  const { personId, accountId } = account
  await makeAttendance({ eventId: event.id, personId, role: 'attending' })
  await makeTracking({ sessionId: sessions.opening.id, personId })
  const read = async (by: typeof account) => {
    const [{ upcoming, past }, tracked, picks] = await Promise.all([
      getDashboard(db, { account: by, now }),
      listTrackedNext(db, { account: by, now }),
      listPicks(db, { account: by, ref: event }),
    ])
    return [upcoming.length + past.length, tracked.length, picks.size]
  }
  expect(await read(account)).toEqual([1, 1, 1])
  // The session of one account, and the name of another.
  expect(await read({ ...account, accountId: other.accountId })).toEqual([0, 0, 0])
  expect(await read({ ...other, accountId, personId })).toEqual([0, 0, 0])

  const end = (changes: Partial<typeof authSessions.$inferInsert>) =>
    db.update(authSessions).set(changes).where(eq(authSessions.id, account.sessionId))
  await end({ expiresAt: new Date(Date.now() - 1_000) })
  expect(await read(account)).toEqual([0, 0, 0])
  await end({ expiresAt: new Date(Date.now() + 60_000) })
  expect(await read(account)).toEqual([1, 1, 1])
  await db.delete(authSessions).where(eq(authSessions.id, account.sessionId))
  expect(await read(account)).toEqual([0, 0, 0])
})
