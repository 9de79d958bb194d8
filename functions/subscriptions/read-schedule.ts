import { and, eq } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { events, scheduleSubscriptions } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { Payload } from '../messages.ts'
import type { Settlement } from '../outbox/run-job.ts'
import { type PublicAnswer, PublicFetchFailure } from '../web/fetch-public.ts'
import { isReadingOver, nextReading, nextTry } from './next-reading.ts'
import { scheduleTypes } from './schedule-types.ts'

/** What an isolate can hold beside its work; the biggest programme that we know has 5. */
const MAX_BYTES = 16 * 1024 * 1024
const MAX_ERROR_LENGTH = 300

/**
 * Job. Reads a schedule on the web again, and brings the event's programme to what it says. One that
 * has not changed costs one request. What cannot be read leaves all as it was, says why, and is tried
 * again later and later.
 */
export async function readSchedule(
  deps: Deps,
  { subscriptionId }: Payload<'read-schedule'>,
): Promise<Settlement> {
  const subscription = await findSubscription(deps, subscriptionId)
  if (!subscription) return { statements: [] }
  const { url, etag, lastModified, event } = subscription
  const now = deps.now()
  if (isReadingOver(event, now)) return { statements: [end(deps, subscriptionId)] }
  const answer = await deps
    .fetchPublic(url, { accept: scheduleTypes, maxBytes: MAX_BYTES, etag, lastModified })
    .catch((error: unknown) => {
      if (error instanceof PublicFetchFailure) return error
      throw error
    })
  if (answer instanceof PublicFetchFailure) return failed(deps, subscription, answer.message)
  if (answer.status === 304) return { statements: [settle(deps, subscription, {})] }
  if (answer.status !== 200)
    return failed(deps, subscription, `It answers ${answer.status}`, answer.retryAfterS)
  return await importAnswer(deps, subscription, answer)
}

type Subscription = NonNullable<Awaited<ReturnType<typeof findSubscription>>>

async function findSubscription({ write }: Deps, id: string) {
  const [found] = await write
    .select({
      id: scheduleSubscriptions.id,
      url: scheduleSubscriptions.url,
      etag: scheduleSubscriptions.etag,
      lastModified: scheduleSubscriptions.lastModified,
      failures: scheduleSubscriptions.failures,
      event: {
        id: events.id,
        year: events.year,
        slug: events.slug,
        zone: events.zone,
        startsOn: events.startsOn,
        endsOn: events.endsOn,
        dayChangeMinutes: events.dayChangeMinutes,
        editedColumns: events.editedColumns,
      },
    })
    .from(scheduleSubscriptions)
    .innerJoin(events, eq(events.id, scheduleSubscriptions.eventId))
    .where(eq(scheduleSubscriptions.id, id))
  return found ?? null
}

async function importAnswer(
  deps: Deps,
  subscription: Subscription,
  { body, etag, lastModified }: PublicAnswer,
): Promise<Settlement> {
  const { url, event } = subscription
  // Only this job reads programmes, so only this job loads what reads them.
  const { readProgramme } = await import('./read-programme.ts')
  const read = await readProgramme(deps, { body, url, event })
  if ('problem' in read) return failed(deps, subscription, read.problem)
  const { statements, messages, isChanged } = read
  const found = { etag, lastModified, ...(isChanged && { changedAt: deps.now() }) }
  const audited = { event: 'import', eventId: event.id, subscriptionId: subscription.id } as const
  return {
    statements: [...statements, settle(deps, subscription, found)],
    messages,
    ...(isChanged && { audited }),
  }
}

type Found = Partial<typeof scheduleSubscriptions.$inferInsert>

/** Somebody may have subscribed to another address meanwhile: then this one is of no interest. */
function settle({ write, now }: Deps, { id, url, event }: Subscription, found: Found): Statement {
  const nextAt = nextReading(event, now())
  return write
    .update(scheduleSubscriptions)
    .set({ fetchedAt: now(), nextAt, failures: 0, lastError: null, ...found })
    .where(and(eq(scheduleSubscriptions.id, id), eq(scheduleSubscriptions.url, url)))
}

function failed(
  { write, now }: Deps,
  { id, url, failures }: Subscription,
  reason: string,
  retryAfterS: number | null = null,
): Settlement {
  const set = {
    lastError: reason.slice(0, MAX_ERROR_LENGTH),
    nextAt: nextTry(failures, now(), retryAfterS),
  }
  const isThis = and(eq(scheduleSubscriptions.id, id), eq(scheduleSubscriptions.url, url))
  return { statements: [write.update(scheduleSubscriptions).set(set).where(isThis)] }
}

const end = ({ write }: Deps, id: string): Statement =>
  write.delete(scheduleSubscriptions).where(eq(scheduleSubscriptions.id, id))
