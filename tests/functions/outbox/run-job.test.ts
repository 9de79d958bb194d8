import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { type Message, message } from '#functions/messages.ts'
import { publishMessages } from '#functions/outbox/publish-messages.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { makeDeps } from '../../support/deps.ts'

test('where there is nothing to send, or to note as sent, nobody is asked', async () => {
  const { deps, published } = makeDeps()
  const silent = { ...deps, commit: () => expect.unreachable() }
  const publish = () => expect.unreachable()
  await publishMessages({ ...silent, publish }, [])
  const waiting = message('update-sets', { eventId: newId(), personId: newId() })
  await publishMessages(silent, [waiting])
  expect(published).toEqual([waiting])
})

test('what a job announces goes out with its settlement; a repeated delivery does no work', async () => {
  const { deps, committed } = makeDeps()
  const [id, next] = [newId(), message('ingest-posts', { eventId: newId() })]
  const run = (work: () => Promise<never[]> | Promise<{ statements: []; messages: Message[] }>) =>
    runJob(deps, { id, job: 'ingest-posts' }, work)
  expect(await run(async () => ({ statements: [], messages: [next] }))).toBe('settled')
  expect(committed).toEqual([next])
  expect(await run(() => expect.unreachable())).toBe('repeated')
})
