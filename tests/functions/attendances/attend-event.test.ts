import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type AttendanceRole, attendances, authSessions } from '#db/schema/index.ts'
import { eventTarget } from '#functions/attendances/event-target.ts'
import { findSignedIn } from '#functions/attendances/queries.ts'
import type { Actor, Deps } from '#functions/deps.ts'
import type { EventRef } from '#functions/paths.ts'
import { trackTarget } from '#functions/tracking/track-target.ts'
import { untrackTarget } from '#functions/tracking/untrack-target.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor, makeAttendance, makeEvent, makeSignedIn } from '../../support/make.ts'

type Change = { actor: Actor; ref: EventRef }
const attendEvent = (deps: Deps, { actor, ref, role }: Change & { role: AttendanceRole }) =>
  trackTarget(deps, { actor, target: eventTarget(ref), role })
const leaveEvent = (deps: Deps, { actor, ref }: Change) =>
  untrackTarget(deps, { actor, target: eventTarget(ref) })

const rolesOf = async (eventId: string, personId: string) => {
  const rows = await db
    .select({ role: attendances.role })
    .from(attendances)
    .where(and(eq(attendances.eventId, eventId), eq(attendances.personId, personId)))
  return rows.map(({ role }) => role)
}

test('attending announces the sets and the pages that show it', async () => {
  const { deps, committed } = makeDeps()
  const [actor, event] = await Promise.all([makeActor(), makeEvent()])
  const { personId } = actor

  await attendEvent(deps, { actor, ref: event, role: 'attending' })

  expect(await rolesOf(event.id, personId)).toEqual(['attending'])
  expect(committed.map(({ job, payload }) => ({ job, payload }))).toEqual([
    { job: 'update-sets', payload: { eventId: event.id, personId } },
    { job: 'purge-pages', payload: { tags: [`event-${event.id}`, `person-${actor.personId}`] } },
  ])
})

test('double clicks and two tabs leave one row, of the role that came last', async () => {
  const { deps } = makeDeps()
  const [actor, ref] = await Promise.all([makeActor(), makeEvent()])

  await Promise.all([1, 2, 3].map(() => attendEvent(deps, { actor, ref, role: 'attending' })))
  await attendEvent(deps, { actor, ref, role: 'tracking' })
  expect(await rolesOf(ref.id, actor.personId)).toEqual(['tracking'])

  await Promise.all([leaveEvent(deps, { actor, ref }), leaveEvent(deps, { actor, ref })])
  expect(await rolesOf(ref.id, actor.personId)).toEqual([])
})

test('leaving one event leaves the others, and everybody else, as they were', async () => {
  const { deps } = makeDeps()
  const [one, other] = await Promise.all([makeEvent(), makeEvent()])
  const [actor, friend] = await Promise.all([makeActor(), makeActor()])
  for (const ref of [one, other])
    for (const who of [actor, friend])
      await attendEvent(deps, { actor: who, ref, role: 'attending' })

  await leaveEvent(deps, { actor, ref: one })

  expect(await rolesOf(one.id, actor.personId)).toEqual([])
  expect(await rolesOf(other.id, actor.personId)).toEqual(['attending'])
  for (const { id } of [one, other])
    expect(await rolesOf(id, friend.personId)).toEqual(['attending'])
})

test('a cancelled event takes no mark, whenever it was to be, and lets go of those that it has', async () => {
  const { deps, committed } = makeDeps()
  const actor = await makeActor()
  const status = 'cancelled'
  const past = await makeEvent({ status, startsOn: '2020-03-01' })
  for (const ref of [past, await makeEvent({ status, startsOn: '2036-03-01' })])
    for (const role of ['attending', 'tracking'] as const)
      await expect(attendEvent(deps, { actor, ref, role })).rejects.toMatchObject({
        ...{ code: 'conflict' },
        message: 'This event was cancelled: nobody can attend or track it any longer',
      })
  expect([await rolesOf(past.id, actor.personId), committed]).toEqual([[], []])

  await makeAttendance({ eventId: past.id, personId: actor.personId, role: 'attending' })
  await leaveEvent(deps, { actor, ref: past })
  expect(await rolesOf(past.id, actor.personId)).toEqual([])
})

test('what was put off from days that are past on its own clock takes no mark; until then it does', async () => {
  const fields = {
    status: 'postponed',
    startsOn: '2026-06-01',
    zone: 'Pacific/Kiritimati',
  } as const
  const [actor, ref] = [await makeActor(), await makeEvent(fields)]
  // Its clock is 14 hours ahead: 2 June begins there at 10:00 UTC on 1 June.
  const at = (now: string) => makeDeps({ now: new Date(now) })
  const late = at('2026-06-01T10:00:00Z')
  for (const role of ['attending', 'tracking'] as const)
    await expect(attendEvent(late.deps, { actor, ref, role })).rejects.toMatchObject({
      code: 'conflict',
      message:
        'This event was postponed and has no new dates yet: nobody can attend or track it until it has',
    })
  expect([await rolesOf(ref.id, actor.personId), late.committed]).toEqual([[], []])

  await attendEvent(at('2026-06-01T09:59:59Z').deps, { actor, ref, role: 'tracking' })
  await leaveEvent(late.deps, { actor, ref })
  expect(await rolesOf(ref.id, actor.personId)).toEqual([])
})

test('attending again keeps the place in the list of who came first', async () => {
  const [actor, ref] = await Promise.all([makeActor(), makeEvent()])
  const at = (now: string) => makeDeps({ now: new Date(now) }).deps
  await attendEvent(at('2026-01-01T00:00:00Z'), { actor, ref, role: 'tracking' })
  await attendEvent(at('2026-05-01T00:00:00Z'), { actor, ref, role: 'attending' })

  const [row] = await db.select().from(attendances).where(eq(attendances.eventId, ref.id))

  expect(row).toMatchObject({ role: 'attending', createdAt: new Date('2026-01-01T00:00:00Z') })
})

test('an event that is hidden or not there cannot be attended', async () => {
  const { deps } = makeDeps()
  const [actor, hidden] = await Promise.all([makeActor(), makeEvent({ visibility: 'hidden' })])

  const message = 'This event was not found'
  for (const ref of [hidden, { year: 2026, slug: 'no-such-event' }]) {
    const notFound = expect.objectContaining({ code: 'not_found', message })
    await expect(attendEvent(deps, { actor, ref, role: 'attending' })).rejects.toThrow(notFound)
    await expect(leaveEvent(deps, { actor, ref })).rejects.toThrow(notFound)
  }
})

test('an event that is deleted while someone attends it was not found', async () => {
  const { deps } = makeDeps()
  const [actor, ref] = await Promise.all([makeActor(), makeEvent()])
  const constraint = 'attendances_event_id_events_id_fk'
  const commit = () => Promise.reject(Object.assign(new Error('deleted'), { constraint }))

  await expect(attendEvent({ ...deps, commit }, { actor, ref, role: 'attending' })).rejects.toThrow(
    expect.objectContaining({ code: 'not_found' }),
  )
})

test('a session that was ended elsewhere writes nothing more', async () => {
  const { deps, committed } = makeDeps()
  const [actor, ref] = await Promise.all([makeActor(), makeEvent()])
  await db.delete(authSessions).where(eq(authSessions.id, actor.sessionId))

  await expect(attendEvent(deps, { actor, ref, role: 'attending' })).rejects.toThrow(
    expect.objectContaining({ code: 'sign_in_required' }),
  )

  expect(await rolesOf(ref.id, actor.personId)).toEqual([])
  expect(committed).toEqual([])
})

test('who is signed in sees their own marks; nobody is once the session has ended', async () => {
  const { deps } = makeDeps()
  const [actor, nameless, event, other] = await Promise.all([
    makeActor({ name: 'Ada Lovelace' }),
    makeSignedIn(),
    makeEvent(),
    makeEvent(),
  ])
  expect(await findSignedIn(db, { account: actor })).toMatchObject({
    personId: actor.personId,
    viewer: { name: 'Ada Lovelace', roles: new Map() },
  })
  await attendEvent(deps, { actor, ref: event, role: 'attending' })
  await attendEvent(deps, { actor, ref: other, role: 'tracking' })

  expect((await findSignedIn(db, { account: actor }))?.viewer?.roles).toEqual(
    new Map([
      [event.id, 'attending'],
      [other.id, 'tracking'],
    ]),
  )
  expect(await findSignedIn(db, { account: nameless })).toEqual({ personId: null, viewer: null })
  const borrowed = { ...actor, accountId: nameless.accountId }
  expect(await findSignedIn(db, { account: borrowed })).toBeNull()
  await db.delete(authSessions).where(eq(authSessions.id, actor.sessionId))
  expect(await findSignedIn(db, { account: actor })).toBeNull()
})
