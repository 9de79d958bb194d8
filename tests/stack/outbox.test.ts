import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { startInterceptor } from './interceptor.ts'
import { makeEvent, makeVisitor, query } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

/**
 * From the click to the mail there are many steps, and at each of them something may die. Whatever
 * does: once everything is back, what was accepted has had its effect, once.
 */
type Interceptor = Awaited<ReturnType<typeof startInterceptor>>
let stack: Stack
let database: Interceptor
let queue: Interceptor
let mail: Interceptor

beforeAll(async () => {
  database = await startInterceptor()
  queue = await startInterceptor()
  mail = await startInterceptor()
  const settings = {
    NEON_SQL_ENDPOINT: `${database.url}/sql`,
    QSTASH_URL: queue.url,
    RESEND_URL: mail.url,
  }
  stack = await startTestStack({ retryScale: 0.02, settings })
  database.leadTo(stack.parts.neon.url)
  queue.leadTo(stack.parts.qstash.url)
  mail.leadTo(stack.parts.mailbox.url)
})
afterAll(async () => {
  for (const interceptor of [database, queue, mail]) interceptor.stop()
  await stopTestStack(stack)
})
afterEach(() => {
  for (const interceptor of [database, queue, mail]) interceptor.on({})
})

const worker = { kill: () => stack.parts.worker.kill(), start: () => stack.parts.worker.start() }
const primary = { kill: () => stack.parts.primary.kill(), start: () => stack.parts.primary.start() }
const qstash = { kill: () => stack.parts.qstash.kill(), start: () => stack.parts.qstash.start() }

const commits = (text: string) => text.includes('pg_current_xact_id')
/** Which exchange of the mail's journey is cut, on which side of it, and what dies there. */
const steps = [
  ['the Worker, before the write is committed', 'database', 'before', writesToken, () => worker],
  [
    'the Worker, after the write and before its answer',
    'database',
    'after',
    writesToken,
    () => worker,
  ],
  ['the database, before the write is committed', 'database', 'before', writesToken, () => primary],
  [
    'the database, after the write and before its answer',
    'database',
    'after',
    writesToken,
    () => primary,
  ],
  ['the Worker, before the message is published', 'queue', 'before', publishes, () => worker],
  ['the queue, before the message is published', 'queue', 'before', publishes, () => qstash],
  ['the Worker, after the message is published', 'queue', 'after', publishes, () => worker],
  ['the queue, after it has taken the message', 'queue', 'after', publishes, () => qstash],
  [
    'the database, before the message is marked sent',
    'database',
    'before',
    marksSent,
    () => primary,
  ],
  ['the Worker, after the message is marked sent', 'database', 'after', marksSent, () => worker],
  ['the Worker, before the job sends the mail', 'mail', 'before', sendsMail, () => worker],
  ['the Worker, after the mail is sent', 'mail', 'after', sendsMail, () => worker],
  ['the database, before the job is settled', 'database', 'before', settles, () => primary],
  [
    'the Worker, after the job is settled and before its answer',
    'database',
    'after',
    settles,
    () => worker,
  ],
  [
    'the database, after the job is settled and before its answer',
    'database',
    'after',
    settles,
    () => primary,
  ],
] as const

function writesToken(_: string, body: string) {
  return commits(body) && body.includes('sign_in_tokens')
}
function publishes(url: string) {
  return url.includes('/v2/batch')
}
function marksSent(_: string, body: string) {
  return commits(body) && body.includes('update \\"outbox\\"')
}
function sendsMail(url: string) {
  return url.includes('/emails')
}
function settles(_: string, body: string) {
  return commits(body) && body.includes('insert into \\"job_runs\\"')
}

test.each(steps)('%s: the mail is sent once', async (_, where, side, matches, victim) => {
  const email = `killed-${crypto.randomUUID()}@example.org`
  const died = Promise.withResolvers<void>()
  let armed = true
  const interceptor = { database, queue, mail }[where]
  interceptor.on({
    [side]: async ({ url, body }: { url: string; body: string }) => {
      if (!armed || !matches(url, body)) return
      armed = false
      await victim().kill()
      died.resolve()
    },
  })

  const accepted = await askForLink(email)
  await died.promise
  await victim().start()
  const kept = await query<{ email: string }>(
    stack.databaseUrl,
    'select email from sign_in_tokens where email = $1',
    [email],
  )
  // A write whose answer was lost may have been made or not; one that was answered was made.
  if (accepted) expect(kept).toHaveLength(1)

  await settleEverything()
  expect(mailsTo(email)).toHaveLength(kept.length)
})

test('the set of an event is right once everything is back, whatever dies on the way', async () => {
  const event = await makeEvent(stack)
  const visitors = await Promise.all(Array.from({ length: 6 }, () => makeVisitor(stack)))
  let cut = 0
  database.on({
    after: async ({ body }) => {
      if (!commits(body) || !body.includes('job_runs') || cut >= 2) return
      cut += 1
      await (cut === 1 ? worker : primary).kill()
      void (cut === 1 ? worker : primary).start()
    },
  })

  for (const visitor of visitors) await vi.waitFor(() => attends(visitor, event.path), 20_000)
  await settleEverything()

  const { createRedis, redisKeys } = await import('#db/redis.ts')
  const redis = createRedis({
    url: stack.settings.UPSTASH_REDIS_REST_URL ?? '',
    token: stack.settings.UPSTASH_REDIS_REST_TOKEN ?? '',
  })
  const members = await redis.smembers(redisKeys.attending(event.id))
  expect(members.sort()).toEqual(visitors.map(({ personId }) => personId).sort())
})

async function attends(visitor: Awaited<ReturnType<typeof makeVisitor>>, path: string) {
  expect((await visitor.attend(path)).status).toBe(303)
}

/** True when the site said that it has accepted it. */
async function askForLink(email: string): Promise<boolean> {
  const body = new URLSearchParams({ email })
  const headers = { origin: stack.origin }
  const asked = fetch(`${stack.origin}/sign-in/`, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
  })
  return await asked.then(
    ({ status }) => status === 303,
    () => false,
  )
}

const mailsTo = (email: string) => stack.mails().filter(({ to }) => to.includes(email))

const UNSETTLED = `select count(*)::int as n from outbox o where not exists
  (select from job_runs r where r.message_id = o.id and r.job = o.job)`

/** Makes time pass, for the outbox and for the queue, until nothing is left to be done. */
async function settleEverything() {
  for (const interceptor of [queue, mail]) interceptor.on({})
  await vi.waitFor(
    async () => {
      await query(
        stack.databaseUrl,
        `update outbox set created_at = created_at - interval '1 minute'
         where sent_at is null or job = 'purge-pages'`,
      )
      await stack.runCron('* * * * *')
      stack.parts.qstash.server.advance(60_000)
      expect(await query(stack.databaseUrl, UNSETTLED)).toEqual([{ n: 0 }])
    },
    { timeout: 45_000, interval: 500 },
  )
}
