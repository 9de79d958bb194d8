import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { events } from '#db/schema/index.ts'
import { type SourcedEvent, upsertEvent } from '#functions/imports/upsert-event.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { db } from '../../support/database.ts'

const usual: Omit<SourcedEvent['incoming'], 'name' | 'description' | 'website'> = {
  ...{ kind: 'conference', placeId: null, zone: 'UTC', datePrecision: 'day' },
  ...{ startsOn: '2031-05-02', endsOn: '2031-05-02' },
  ...{ status: 'scheduled', attendanceMode: 'online' },
  ...{ xHandle: null, mastodonHandle: null, blueskyHandle: null },
}

const stores = storesOf(db)
const tell = (website: string, name: string, description: string | null): SourcedEvent => ({
  ...{ source: 'markup', externalId: website, city: null },
  incoming: { ...usual, name, description, website },
})
const aWebsite = () => `https://${crypto.randomUUID()}.example/`
const edit = (id: string) =>
  db
    .update(events)
    .set({ name: 'Ours', editedColumns: ['name'] })
    .where(eq(events.id, id))

test('what a person has edited of an event, no page that marks it up writes again', async () => {
  const website = aWebsite()
  const { id } = await upsertEvent(stores, tell(website, 'Theirs', null))
  await edit(id)

  const unchanged = await upsertEvent(stores, tell(website, 'Theirs again', null))
  expect(unchanged).toMatchObject({ id, outcome: 'unchanged' })
  const again = await upsertEvent(stores, tell(website, 'Theirs again', '<p>News.</p>'))
  expect(again).toMatchObject({ id, outcome: 'updated' })
  const [row] = await db.select().from(events).where(eq(events.id, id))
  expect(row).toMatchObject({ name: 'Ours', description: '<p>News.</p>' })
})

test('nor what a person edits while it is being imported', async () => {
  const website = aWebsite()
  const { id } = await upsertEvent(stores, tell(website, 'Theirs', null))
  const commit: typeof stores.commit = async (...asked) => {
    await edit(id)
    return stores.commit(...asked)
  }
  const news = tell(website, 'Theirs again', '<p>News.</p>')
  await upsertEvent(
    { ...stores, commit },
    { ...news, incoming: { ...news.incoming, endsOn: '2031-05-03' } },
  )
  const [row] = await db.select().from(events).where(eq(events.id, id))
  expect(row).toMatchObject({ name: 'Ours', description: '<p>News.</p>', endsOn: '2031-05-03' })
})
