import { sql } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { outbox } from '#db/schema/index.ts'
import { db } from '../../support/database.ts'
import { form, makeEdge, sessionCookie } from '../../support/edge.ts'
import { makeActor, makeEvent } from '../../support/make.ts'
import { queue } from '../../support/queue.ts'

const warnings: Record<string, unknown>[] = []
beforeEach(() => {
  warnings.length = 0
  queue.taken.length = 0
  vi.spyOn(console, 'warn').mockImplementation((line) => void warnings.push(JSON.parse(line)))
})

/** Somebody adds a link to an event, whose page this isolate has. */
async function addLink(own: Parameters<typeof makeEdge>[0] = {}) {
  const edge = makeEdge(own)
  const event = await makeEvent()
  const path = `/${event.year}/${event.slug}/`
  await edge.send(path)
  await edge.send('/topics/')
  const url = `https://example.org/${event.slug}`
  const cookie = await sessionCookie(await makeActor())
  const { status } = await edge.send(`${path}coverage/add/`, form({ url }, { cookie }))
  expect(status).toBe(303)
  return { edge, path }
}

/** When the queue took the message that asks for this description, as the outbox says. */
async function sentAtOf(coverageId: string) {
  const rows = await db
    .select({ sentAt: outbox.sentAt })
    .from(outbox)
    .where(sql`${outbox.payload} ->> 'coverageId' = ${coverageId}`)
  return rows[0]?.sentAt
}

test('what a write announced is published once its answer is out, and pages here are stale before that', async () => {
  const { edge, path } = await addLink()
  expect((await edge.send(path)).headers.get('x-cache')).toBe('miss')
  expect((await edge.send('/topics/')).headers.get('x-cache')).toBe('hit')

  await edge.settle()
  const [taken] = queue.taken.filter(({ job }) => job === 'describe-coverage')
  const { coverageId } = Object(taken?.payload) as { coverageId: string }
  expect(await sentAtOf(coverageId)).toBeInstanceOf(Date)
  expect(warnings).toEqual([])
})

test('while the queue is away a write is saved as well, and its messages wait in the outbox', async () => {
  const { edge } = await addLink({ own: { QSTASH_URL: 'http://127.0.0.1:9' } })
  const ends = await edge.settle()
  expect(ends.every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(queue.taken).toEqual([])
  expect(warnings).toMatchObject([
    { message: 'publishing waits for the sweep', requestId: expect.any(String) },
  ])
})
