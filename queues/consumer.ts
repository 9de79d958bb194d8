import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { jwtVerify } from 'jose'
import * as z from 'zod'
import { type AuditEvent, audit } from '#functions/audit.ts'
import type { Deps } from '#functions/deps.ts'
import { isOutage } from '#functions/errors.ts'
import { isCoalesced, isJob, type Job, jobs } from '#functions/jobs.ts'
import { log } from '#functions/log.ts'
import { type JobFunction, runJob } from '#functions/outbox/run-job.ts'
import { paths } from '#functions/paths.ts'
import { tooLate, withinTime } from '#functions/within-time.ts'
import { type Handlers, handlers } from './handlers.ts'

const MAX_BODY_BYTES = 64 * 1024
/** QStash signs for five minutes. Whatever is good for much longer was not signed by it. */
const MAX_LIFETIME_S = 15 * 60

/** What whoever mounts the consumer provides. */
type QueueEnv = {
  Variables: {
    deps: Deps
    requestId: string
    settings: { QSTASH_CURRENT_SIGNING_KEY: string; QSTASH_NEXT_SIGNING_KEY: string }
  }
}

/**
 * Takes the deliveries of QStash at `POST /:job`. Answers 204 when the message is settled, now or
 * before; 401 without QStash's signature; 489 when it can never succeed, which sends it to the dead
 * letters; 500 when it is worth another try, with the reason in the log, and 503 while the database
 * is away.
 */
export const createConsumer = (functions: Handlers = handlers) =>
  new Hono<QueueEnv>().post('/:job', bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c) => {
    const name = c.req.param('job')
    const body = await c.req.text()
    const requestId = c.get('requestId')
    if (!(await isFromQueue(c, name, body))) {
      audit({ requestId }, { event: 'refusal', reason: 'delivery-not-signed' })
      return c.text('Not signed by the queue', 401)
    }
    if (!isJob(name)) return hopeless(`There is no job ${name}`)
    const delivery = readDelivery(name, body)
    if (delivery === null) return hopeless(`That is no message for ${name}`)

    const { deps } = c.var
    const { id, payload } = delivery
    // The payload was parsed by the schema of this very job, which the union of jobs cannot show.
    const job = functions[name] as JobFunction<unknown>
    const run = async () => {
      let audited: AuditEvent | undefined
      const outcome = await runJob(deps, { id, job: name }, async () => {
        const done = await job(deps, payload)
        if ('statements' in done) audited = done.audited
        return done
      })
      if (audited && outcome === 'settled') audit({ requestId }, audited)
    }
    try {
      const { maxMs } = jobs[name]
      await withinTime(run(), maxMs, tooLate(`It took more than ${maxMs} ms`))
      return c.body(null, 204)
    } catch (error) {
      log.error('a job failed', { requestId, job: name, messageId: id }, error)
      return isOutage(error) ? c.text('The database is away', 503) : c.text('The job failed', 500)
    }
  })

/** The delivery address is built from our own origin: a signature for another site is not for us. */
async function isFromQueue(c: Context<QueueEnv>, job: string, body: string): Promise<boolean> {
  const { deps, settings } = c.var
  const { QSTASH_CURRENT_SIGNING_KEY: current, QSTASH_NEXT_SIGNING_KEY: next } = settings
  const token = c.req.header('upstash-signature') ?? ''
  const url = `${deps.config.origin}${paths.queue(job)}`
  const found = await readToken(token, { key: current, url }).catch(() =>
    readToken(token, { key: next, url }).catch(() => null),
  )
  return found !== null && found === createHash('sha256').update(body).digest('base64url')
}

/**
 * The hash of the body that a token of QStash is about
 * (https://upstash.com/docs/qstash/howto/signature). Rejects for any other token. The SDK's own
 * Receiver takes one without an end, and any algorithm that a shared key can be used with.
 */
async function readToken(token: string, { key, url }: { key: string; url: string }) {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(key), {
    algorithms: ['HS256'],
    issuer: 'Upstash',
    subject: url,
    requiredClaims: ['iat', 'nbf', 'exp', 'body'],
  })
  const { exp = Number.POSITIVE_INFINITY, body } = payload
  if (exp - Date.now() / 1000 > MAX_LIFETIME_S) throw new Error('It is good for too long')
  return String(body).replace(/=+$/, '')
}

const envelope = z.object({ id: z.uuid(), payload: z.unknown() })

function readDelivery(job: Job, body: string): { id: string; payload: unknown } | null {
  try {
    const { id, payload } = envelope.parse(JSON.parse(body))
    const read = jobs[job].payload.safeParse(payload)
    // A run for messages that wait together does not need the one that stands for them.
    if (!read.success && !isCoalesced(job)) return null
    return { id, payload: read.data ?? null }
  } catch {
    return null
  }
}

/** 489 with this header is how QStash is told not to try again. */
function hopeless(reason: string) {
  log.error('a message can never succeed', { reason })
  return new Response(reason, { status: 489, headers: { 'Upstash-NonRetryable-Error': 'true' } })
}
