import { expect, test } from 'vitest'
import { upsertStaff } from '#functions/imports/rubyevents/upsert-staff.ts'
import type { SourcedEvent } from '#functions/imports/upsert-event.ts'
import { upsertEvent } from '#functions/imports/upsert-event.ts'
import { makeDeps } from '../../support/deps.ts'

const incoming: SourcedEvent['incoming'] = {
  name: 'Fern Conf',
  description: null,
  kind: 'conference',
  startsOn: '2031-05-01',
  endsOn: '2031-05-02',
  datePrecision: 'day',
  zone: 'Europe/Berlin',
  status: 'scheduled',
  attendanceMode: 'in_person',
  website: null,
  xHandle: null,
  mastodonHandle: null,
  blueskyHandle: null,
  placeId: null,
}

test('what an import writes is purged by messages of the same commit, and what is unchanged is not', async () => {
  const { deps, committed } = makeDeps()
  const sourced = { source: 'markup', externalId: crypto.randomUUID(), city: null, incoming }
  const { id: eventId } = await upsertEvent(deps, sourced)
  const purge = {
    job: 'purge-pages',
    payload: { tags: [`event-${eventId}`, 'home', 'conferences'] },
  }
  expect(committed).toMatchObject([purge])

  await upsertEvent(deps, sourced)
  expect(committed).toHaveLength(1)
  await upsertEvent(deps, { ...sourced, incoming: { ...incoming, name: 'Fern Conf 2031' } })
  expect(committed).toMatchObject([purge, purge])

  const staff = [{ name: 'Ada', role: 'organiser' }]
  await upsertStaff(deps, staff, { eventId, book: new Map() })
  await upsertStaff(deps, staff, { eventId, book: new Map() })
  expect(committed.slice(2)).toMatchObject([{ payload: { tags: [`event-${eventId}`] } }])
})
