import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coverage } from '#db/schema/index.ts'
import { takeBackCoverage } from '#functions/coverage/take-back-coverage.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor, makeEvent } from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'

const isThere = (id: string) => db.$count(coverage, eq(coverage.id, id))

test('whoever added a link takes it back, and it is counted and shown no more', async () => {
  const { deps, committed } = makeDeps()
  const [actor, event] = [await makeActor(), await makeEvent()]
  const { id } = await makeCoverage({ eventId: event.id, addedById: actor.personId })

  const { year, slug } = event
  expect(await takeBackCoverage(deps, { actor, id })).toEqual({
    ref: { year, slug },
    session: undefined,
  })

  expect(await isThere(id)).toBe(0)
  expect(committed.map(({ job, payload }) => [job, payload])).toEqual([
    ['count-coverage', { eventId: event.id }],
    ['purge-pages', { tags: [`event-${event.id}`, 'coverage'] }],
  ])
})

test('what an import or somebody else added stays, as it does for a session that has ended', async () => {
  const { deps } = makeDeps()
  const [actor, other, event] = [await makeActor(), await makeActor(), await makeEvent()]
  const imported = await makeCoverage({ eventId: event.id, addedById: null })
  const theirs = await makeCoverage({ eventId: event.id, addedById: other.personId })
  const own = await makeCoverage({ eventId: event.id, addedById: actor.personId })
  for (const { id } of [imported, theirs])
    await expect(takeBackCoverage(deps, { actor, id })).rejects.toMatchObject({ code: 'forbidden' })
  const ended = { ...actor, sessionId: crypto.randomUUID() }
  await expect(takeBackCoverage(deps, { actor: ended, id: own.id })).rejects.toMatchObject({
    code: 'sign_in_required',
  })
  for (const { id } of [imported, theirs, own]) expect(await isThere(id)).toBe(1)
})
