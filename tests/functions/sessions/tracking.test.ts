import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { authSessions, events, sessions, sessionTrackings } from '#db/schema/index.ts'
import { listPicks, listTrackedNext } from '#functions/sessions/picks.ts'
import { trackSession } from '#functions/sessions/track-session.ts'
import { untrackSession } from '#functions/sessions/untrack-session.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor } from '../../support/make.ts'
import { makeProgrammeDay } from '../../support/make-programme-day.ts'

const { deps } = makeDeps()

test('tracking twice, or in two tabs at once, is tracking once', async () => {
  const { event, sessions } = await makeProgrammeDay()
  const actor = await makeActor()
  const ref = { ...event, session: 'opening' }
  await Promise.all([trackSession(deps, { actor, ref }), trackSession(deps, { actor, ref })])
  await trackSession(deps, { actor, ref })
  const rows = await db
    .select()
    .from(sessionTrackings)
    .where(eq(sessionTrackings.personId, actor.personId))
  expect(rows).toHaveLength(1)
  expect(await listPicks(db, { account: actor, ref: event })).toEqual(
    new Map([[sessions.opening.id, '2026-06-01']]),
  )
})

test('letting go, as often as one likes, leaves nothing, and only of one’s own', async () => {
  const { event } = await makeProgrammeDay()
  const [actor, other] = [await makeActor(), await makeActor()]
  const ref = { ...event, session: 'opening' }
  for (const one of [actor, other]) await trackSession(deps, { actor: one, ref })
  await untrackSession(deps, { actor, ref })
  await untrackSession(deps, { actor, ref })
  expect((await listPicks(db, { account: actor, ref: event })).size).toBe(0)
  expect((await listPicks(db, { account: other, ref: event })).size).toBe(1)
})

test('no session, no event and no sign-in: nothing is written', async () => {
  const { event } = await makeProgrammeDay()
  const actor = await makeActor()
  const gone = { ...event, session: 'no-such-session' }
  const hidden = (await makeProgrammeDay()).event
  await db.update(events).set({ visibility: 'hidden' }).where(eq(events.id, hidden.id))
  for (const ref of [gone, { ...hidden, session: 'opening' }])
    for (const change of [trackSession, untrackSession])
      await expect(change(deps, { actor, ref })).rejects.toThrow(/not found/)
  await db.delete(authSessions).where(eq(authSessions.id, actor.sessionId))
  const ref = { ...event, session: 'opening' }
  await expect(trackSession(deps, { actor, ref })).rejects.toMatchObject({
    code: 'sign_in_required',
  })
})

test('the dashboard has what is on or to come, by the event’s own clock, soonest first', async () => {
  const { event, sessions: made } = await makeProgrammeDay()
  const actor = await makeActor()
  for (const session of ['second-day', 'party', 'opening', 'gone'])
    await trackSession(deps, { actor, ref: { ...event, session } })
  const slugsAt = async (now: string) =>
    (await listTrackedNext(db, { account: actor, now: new Date(now) })).map(({ slug }) => slug)
  // The opening is from 10:00 to 10:50 in Brussels, two hours ahead of UTC.
  expect(await slugsAt('2026-06-01T08:49:00Z')).toEqual(['opening', 'party', 'second-day'])
  expect(await slugsAt('2026-06-01T08:51:00Z')).toEqual(['party', 'second-day'])
  await db.update(sessions).set({ withdrawnAt: new Date() }).where(eq(sessions.id, made.party.id))
  expect(await slugsAt('2026-06-01T08:51:00Z')).toEqual(['second-day'])
  expect(await slugsAt('2026-06-03T00:00:00Z')).toEqual([])
})
