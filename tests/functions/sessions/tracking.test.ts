import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  authSessions,
  events,
  sessionRedirects,
  sessions,
  sessionTrackings,
} from '#db/schema/index.ts'
import type { Actor, Deps } from '#functions/deps.ts'
import type { SessionRef } from '#functions/sessions/find-moved-session.ts'
import { listPicks, listTrackedNext } from '#functions/sessions/picks.ts'
import { sessionTarget } from '#functions/sessions/session-target.ts'
import { trackTarget } from '#functions/tracking/track-target.ts'
import { untrackTarget } from '#functions/tracking/untrack-target.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor } from '../../support/make.ts'
import { makeProgrammeDay } from '../../support/make-programme-day.ts'

const { deps } = makeDeps()

type Change = { actor: Actor; ref: SessionRef }
const trackSession = (deps: Deps, { actor, ref }: Change) =>
  trackTarget(deps, { actor, target: sessionTarget(ref) })
const untrackSession = (deps: Deps, { actor, ref }: Change) =>
  untrackTarget(deps, { actor, target: sessionTarget(ref) })

test('a session that is not there is told of also while nobody tracks any', async () => {
  const { event } = await makeProgrammeDay()
  const actor = await makeActor()
  const ref = { ...event, session: 'no-such-session' }
  // With a plan for any values Postgres then reads the empty table from end to end, and compares nothing.
  await db.execute(sql`truncate session_trackings`)
  await db.execute(sql`vacuum (analyze) session_trackings`)
  await db.execute(sql`set plan_cache_mode = force_generic_plan`)
  const untracked = untrackSession(deps, { actor, ref }).catch((error: unknown) => error)
  await untracked.finally(() => db.execute(sql`reset plan_cache_mode`))
  expect(await untracked).toMatchObject({ code: 'not_found' })
})

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

test.each([
  ['cancelled', 'This event was cancelled: nobody can track its sessions any longer'],
  [
    'postponed',
    'This event was postponed and has no new dates yet: nobody can track its sessions until it has',
  ],
] as const)(
  'of an event that is %s, and past, no session is tracked any more, but those that are are let go of',
  async (status, message) => {
    const { event } = await makeProgrammeDay()
    const [actor, other] = [await makeActor(), await makeActor()]
    const ref = { ...event, session: 'opening' }
    await trackSession(deps, { actor, ref })
    await db.update(events).set({ status }).where(eq(events.id, event.id))
    const later = makeDeps({ now: new Date('2026-06-09T12:00:00Z') }).deps
    const mine = async (account: Actor) => (await listPicks(db, { account, ref: event })).size

    await expect(trackSession(later, { actor: other, ref })).rejects.toMatchObject({
      ...{ code: 'conflict', message },
    })
    expect([await mine(actor), await mine(other)]).toEqual([1, 0])
    await untrackSession(later, { actor, ref })
    expect(await mine(actor)).toBe(0)
  },
)

test('a session that is deleted while someone tracks it was not found, and other failures stay', async () => {
  const actor = await makeActor()
  const ref = { year: 2026, slug: 'an-event', session: 'opening' }
  const failWith = (constraint: string) => ({
    ...deps,
    commit: () => Promise.reject(Object.assign(new Error('failed'), { constraint })),
  })
  const gone = failWith('session_trackings_session_id_sessions_id_fk')
  await expect(trackSession(gone, { actor, ref })).rejects.toMatchObject({ code: 'not_found' })
  const other = failWith('session_trackings_person_id_people_id_fk')
  await expect(trackSession(other, { actor, ref })).rejects.toThrow('failed')
})

test('an address that a session had before is where it was, not what is tracked', async () => {
  const { event, sessions: made } = await makeProgrammeDay()
  const actor = await makeActor()
  const old = { year: event.year, slug: event.slug, session: 'before-it-moved' }
  await db.insert(sessionRedirects).values({
    year: old.year,
    eventSlug: old.slug,
    slug: old.session,
    sessionId: made.opening.id,
  })
  for (const change of [trackSession, untrackSession])
    await expect(change(deps, { actor, ref: old })).rejects.toThrow('This session was not found')
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

test.each(['cancelled', 'postponed'] as const)(
  'nothing of an event that is %s comes next',
  async (status) => {
    const { event } = await makeProgrammeDay()
    const actor = await makeActor()
    await trackSession(deps, { actor, ref: { ...event, session: 'opening' } })
    const now = new Date('2026-06-01T06:00:00Z')
    const read = () => listTrackedNext(db, { account: actor, now })
    expect(await read()).toHaveLength(1)

    await db.update(events).set({ status }).where(eq(events.id, event.id))
    expect(await read()).toEqual([])
  },
)
