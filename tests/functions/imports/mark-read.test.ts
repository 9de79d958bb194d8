import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { externalIds } from '#db/schema/index.ts'
import { selectSources } from '#functions/events/event-sources.ts'
import { type SourcedEvent, upsertEvent } from '#functions/imports/upsert-event.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'

const incoming: SourcedEvent['incoming'] = {
  ...({ name: 'Moss Conf', description: null, kind: 'conference', zone: 'UTC' } as const),
  ...({ startsOn: '2031-05-01', endsOn: '2031-05-02', datePrecision: 'day' } as const),
  ...({ status: 'scheduled', attendanceMode: 'online', website: null, placeId: null } as const),
  ...{ xHandle: null, mastodonHandle: null, blueskyHandle: null },
}

test('a source that tells the same of an event was read all the same, which is written once a day', async () => {
  const { deps } = makeDeps()
  const sourced = { source: 'markup', externalId: crypto.randomUUID(), city: null, incoming }
  const event = await upsertEvent(deps, sourced)
  const named = and(
    eq(externalIds.source, 'markup'),
    eq(externalIds.externalId, sourced.externalId),
  )
  const readAt = async () => (await selectSources(db, event))[0]?.readAt?.getTime() ?? 0
  const old = new Date('2026-01-01T00:00:00Z')
  expect(await readAt()).toBeGreaterThan(old.getTime())

  await db.update(externalIds).set({ readAt: old }).where(named)
  expect(await upsertEvent(deps, sourced)).toMatchObject({ outcome: 'unchanged' })
  const then = await readAt()
  expect(then).toBeGreaterThan(old.getTime())
  await upsertEvent(deps, sourced)
  expect(await readAt()).toBe(then)
})
