import { randomUUID } from 'node:crypto'
import type { Stack } from '#scripts/stack/stack.ts'
import { signDelivery } from '../../queues/signed-delivery.ts'
import { query } from '../people.ts'

/** On every page that is kept: the version that made it, which bare workerd does not know. */
const TAG = 'v-local'

/** Makes every cached page stale, as a deploy does: whoever asks next has it made anew. */
export async function expirePages({ origin, settings, databaseUrl }: Stack): Promise<void> {
  await query(
    databaseUrl,
    `insert into outbox (id, job, payload) values (uuidv7(), 'purge-pages', $1)`,
    [{ tags: [TAG] }],
  )
  const url = `${origin}/_queues/purge-pages`
  const body = JSON.stringify({ id: randomUUID(), payload: { tags: [TAG] } })
  const key = settings.QSTASH_CURRENT_SIGNING_KEY ?? ''
  const headers = { 'upstash-signature': signDelivery({ key, url, body }) }
  const answer = await fetch(url, { method: 'POST', headers, body })
  if (answer.status !== 204) throw new Error(`Nothing was purged: ${answer.status}`)
}
