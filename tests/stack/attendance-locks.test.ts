import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { makeEvent, query } from './people.ts'
import { postgresForTest } from './support.ts'

/**
 * A change of role counts at its event, and must do so without a lock on the event itself: whoever has
 * both, in the other order than a new attendance takes them, is half of a deadlock.
 */
test('who changes their mind waits for nobody who has the event locked', async () => {
  const { url } = (await postgresForTest()).primary
  const event = await makeEvent({ databaseUrl: url })
  const [ada] = await query<{ id: string }>(
    url,
    `insert into people (id, handle, name) values (uuidv7(), 'ada', 'Ada') returning id`,
  )
  const attend = `insert into attendances (event_id, person_id, role) values ($1, $2, 'attending')`
  await query(url, attend, [event.id, ada?.id])
  const editor = new Client({ connectionString: url })
  await editor.connect()
  onTestFinished(() => editor.end())
  await editor.query('begin')
  await editor.query('select from events where id = $1 for update', [event.id])

  const change = `update attendances set role = 'tracking' where event_id = $1 and person_id = $2`
  await query(`${url}?options=-c%20lock_timeout%3D2s`, change, [event.id, ada?.id])

  const counts = 'select attending_count, tracking_count from event_counts where event_id = $1'
  expect(await query(url, counts, [event.id])).toEqual([{ attending_count: 0, tracking_count: 1 }])
})
