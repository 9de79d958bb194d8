import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  coverage,
  credits,
  eventStaff,
  people,
  personExternalIds,
  personRedirects,
  sessionTrackings,
} from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { mergePeople } from '#functions/people/merge-people.ts'
import { getPerson } from '#functions/people/profile.ts'
import { unmergePeople } from '#functions/people/unmerge-people.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import {
  makeActor,
  makeAttendance,
  makeEvent,
  makePerson,
  makeSession,
} from '../../support/make.ts'
import { makePublicSite } from '../../support/public-site.ts'
import { everyRow } from '../merges/every-row.ts'

type Two = { gone: { id: string; handle: string; name: string }; kept: Two['gone'] }

/** A row of numbers that is the same each time for the same seed. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % sides
  }
}

/** Two people with ties to some of the same events and sessions, and to others. */
async function makeTwo(seed: number): Promise<Two> {
  const roll = dice(seed)
  const [gone, kept] = [await makePerson({ bio: '<p>x</p>' }), await makePerson()]
  for (let n = 0; n < 6; n++) {
    const event = await makeEvent()
    const speakers = [gone, kept].filter(() => roll(2) === 0)
    const session = await makeSession({ eventId: event.id, speakers })
    for (const { id: personId } of [gone, kept]) {
      const role = roll(2) === 0 ? 'attending' : 'tracking'
      if (roll(2) === 0) await makeAttendance({ eventId: event.id, personId, role })
      if (roll(2) === 0)
        await db.insert(sessionTrackings).values({ sessionId: session.id, personId })
    }
  }
  const [event, extra] = [await makeEvent(), await makeEvent()]
  for (const [position, { id: personId, name }] of [gone, kept].entries()) {
    await db.insert(personExternalIds).values({ source: 'test', externalId: personId, personId })
    for (const { id: eventId } of [event, extra].filter(() => roll(2) === 0)) {
      await db.insert(eventStaff).values({ eventId, position, name, role: 'Host', personId })
      const url = `https://tube.example/${personId}`
      await db
        .insert(coverage)
        .values({ eventId, kind: 'video', url, urlKey: url, addedById: personId })
    }
  }
  if (roll(2) === 0)
    await db.insert(personRedirects).values({ handle: `old-${gone.handle}`, personId: gone.id })
  return { gone, kept }
}

const everything = ({ gone, kept }: Two) => everyRow([gone.id, kept.id, gone.handle, kept.handle])

test.each([1, 2, 3, 5, 8, 13, 21, 34])(
  'D6: a merge of people taken back leaves no trace (seed %i)',
  async (seed) => {
    const { deps } = makeDeps()
    const two = await makeTwo(seed * 7919)
    const before = await everything(two)

    const { mergeId } = await mergePeople(deps, { gone: two.gone.handle, kept: two.kept.handle })
    const merged = await everything(two)
    await unmergePeople(deps, mergeId)

    expect(merged).not.toEqual(before)
    const { person_external_ids, ...others } = merged
    expect(JSON.stringify(others)).not.toContain(`"${two.gone.id}\\"`)
    expect(await everything(two)).toEqual(before)
    await expect(unmergePeople(deps, mergeId)).rejects.toMatchObject({ code: 'not_found' })
  },
)

test('D6: a merged person has the sessions of both, and the old address leads there', async () => {
  const { deps, committed } = makeDeps()
  const [gone, kept, event] = [await makePerson(), await makePerson(), await makeEvent()]
  for (const person of [gone, kept]) await makeSession({ eventId: event.id, speakers: [person] })
  await makeAttendance({ eventId: event.id, personId: gone.id, role: 'attending' })

  await mergePeople(deps, { gone: gone.handle, kept: kept.handle })

  const { upcoming } = await getPerson(db, kept.handle, { now: deps.now() })
  expect(upcoming).toMatchObject([{ event: { id: event.id }, talks: [{}, {}] }])
  const billed = await db.select().from(credits).where(eq(credits.personId, kept.id))
  expect(billed.map(({ name }) => name).sort()).toEqual([gone.name, kept.name].sort())
  const answer = await makePublicSite(deps).get(paths.person(gone.handle))
  expect([answer.status, answer.headers.get('location')]).toEqual([301, paths.person(kept.handle)])
  expect(committed.map(({ job }) => job)).toEqual(['update-sets', 'update-sets', 'purge-pages'])
})

test('what came to the kept person after a merge stays with them', async () => {
  const { deps } = makeDeps()
  const [gone, kept, event] = [await makePerson(), await makePerson(), await makeEvent()]
  const { mergeId } = await mergePeople(deps, { gone: gone.handle, kept: kept.handle })
  await makeSession({ eventId: event.id, speakers: [kept] })

  await unmergePeople(deps, mergeId)

  expect(await db.$count(credits, eq(credits.personId, kept.id))).toBe(1)
  expect(await db.$count(credits, eq(credits.personId, gone.id))).toBe(0)
})

test('merges are taken back in their order, and never lose somebody who signs in', async () => {
  const { deps } = makeDeps()
  const [a, b, c] = [await makePerson(), await makePerson(), await makePerson()]
  const first = await mergePeople(deps, { gone: a.handle, kept: b.handle })
  const second = await mergePeople(deps, { gone: b.handle, kept: c.handle })

  await expect(unmergePeople(deps, first.mergeId)).rejects.toMatchObject({ code: 'conflict' })
  await unmergePeople(deps, second.mergeId)
  await unmergePeople(deps, first.mergeId)

  for (const { handle } of [a, b, c]) await getPerson(db, handle, { now: deps.now() })
  const handle = `member-${a.handle}`
  await makeActor({ handle })
  const asked = mergePeople(deps, { gone: handle, kept: c.handle })
  await expect(asked).rejects.toMatchObject({ code: 'conflict' })
  const alone = mergePeople(deps, { gone: c.handle, kept: c.handle })
  await expect(alone).rejects.toMatchObject({ code: 'conflict' })
  const nobody = mergePeople(deps, { gone: 'nobody-here', kept: c.handle })
  await expect(nobody).rejects.toMatchObject({ code: 'not_found' })
})

test('D6: a person is not brought back over somebody who has taken the handle since', async () => {
  const { deps } = makeDeps()
  const [gone, kept, event] = [await makePerson(), await makePerson(), await makeEvent()]
  await makeSession({ eventId: event.id, speakers: [gone] })
  const { mergeId } = await mergePeople(deps, { gone: gone.handle, kept: kept.handle })
  const usurper = await makePerson({ handle: gone.handle })
  const words = [gone.id, kept.id, usurper.id]
  const before = await everyRow(words)

  await expect(unmergePeople(deps, mergeId)).rejects.toMatchObject({ code: 'conflict' })
  expect(await everyRow(words)).toEqual(before)

  await db
    .update(people)
    .set({ handle: `was-${gone.handle}` })
    .where(eq(people.id, usurper.id))
  expect(await unmergePeople(deps, mergeId)).toEqual({ handle: gone.handle })
  expect(await db.$count(credits, eq(credits.personId, gone.id))).toBe(1)
})
