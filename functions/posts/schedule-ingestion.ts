import { and, asc, eq, gte, isNotNull, lte, sql } from 'drizzle-orm'
import { events, outbox, postCursors } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { isListed } from '../events/visibility.ts'
import { message } from '../messages.ts'
import { publishMessages } from '../outbox/publish-messages.ts'
import { isSettled } from '../outbox/settled.ts'
import { type Day, daysBetween } from '../time/day.ts'
import { todayIn } from '../time/today.ts'

/** Days before and after an event on which its posts are read. */
const DAYS_AROUND = 3
/** X lets us ask 30 times a minute, and a Mastodon instance 60. */
const MAX_EVENTS = 25
/** More than can be near at once: their own calendars decide which of them are. */
const MAX_CANDIDATES = 500
const REREAD_AFTER_MS = 50_000
/** Before an event and after it people post seldom: a message a minute would be paid for nothing. */
const REREAD_QUIET_AFTER_MS = 15 * 60_000 - 10_000
const DAY_MS = 86_400_000

const utcDay = (now: Date, days: number) =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)

/**
 * For the cron: announces `ingest-posts` for public events with a hashtag that are on, or within
 * 3 days of it in their own zone, least recently read first. An event that is on is read each minute,
 * the others each 15 minutes. One whose last message still waits is left for the next minute.
 */
export async function scheduleIngestion(deps: Deps): Promise<{ announced: number }> {
  if (deps.postSources.length === 0) return { announced: 0 }
  const now = deps.now()
  const candidates = await listCandidates(deps, now)
  const messages = candidates
    .filter((event) => isNear(event, now) && isDue(event, now))
    .slice(0, MAX_EVENTS)
    .map(({ id }) => message('ingest-posts', { eventId: id }))
  if (messages.length === 0) return { announced: 0 }
  await deps.commit([], { messages })
  await publishMessages(deps, messages)
  return { announced: messages.length }
}

type Near = { zone: string; startsOn: Day; endsOn: Day }

/** On, or at most 3 days before or after, on the event's own calendar. */
export function isNear({ zone, startsOn, endsOn }: Near, now: Date): boolean {
  const day = todayIn(zone, now)
  return daysBetween(day, startsOn) <= DAYS_AROUND && daysBetween(endsOn, day) <= DAYS_AROUND
}

/** On the event's own days each minute, around them each 15 minutes. */
function isDue(event: Near & { lastReadAt: Date | null }, now: Date): boolean {
  if (event.lastReadAt === null) return true
  const day = todayIn(event.zone, now)
  const isOn = event.startsOn <= day && day <= event.endsOn
  const waitMs = isOn ? REREAD_AFTER_MS : REREAD_QUIET_AFTER_MS
  return now.getTime() - event.lastReadAt.getTime() > waitMs
}

/** Every event that is near in some zone. One whose days are not known yet is on no day. */
function listCandidates({ write }: Deps, now: Date) {
  const lastRead = sql`(
    select max(${postCursors.readAt}) from ${postCursors} where ${postCursors.eventId} = ${events.id}
  )`
  const before = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`
  const mayBeOn = and(lte(events.startsOn, utcDay(now, 1)), gte(events.endsOn, utcDay(now, -1)))
  const rereadAfter = sql`case when ${mayBeOn} then ${before(REREAD_AFTER_MS)}
    else ${before(REREAD_QUIET_AFTER_MS)} end`
  // Ten minutes: what waits longer has failed, and a new message is the better attempt.
  const isWaiting = sql`exists (
    select from ${outbox} where ${outbox.job} = 'ingest-posts'
      and ${outbox.createdAt} > now() - interval '10 minutes'
      and ${outbox.payload} ->> 'eventId' = ${events.id}::text
      and not ${isSettled}
  )`
  return write
    .select({
      id: events.id,
      zone: events.zone,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      lastReadAt: sql<Date | null>`${lastRead}`.mapWith(postCursors.readAt),
    })
    .from(events)
    .where(
      and(
        isNotNull(events.hashtag),
        isListed,
        eq(events.datePrecision, 'day'),
        gte(events.endsOn, utcDay(now, -DAYS_AROUND - 1)),
        lte(events.startsOn, utcDay(now, DAYS_AROUND + 1)),
        sql`coalesce(${lastRead} < ${rereadAfter}, true)`,
        sql`not ${isWaiting}`,
      ),
    )
    .orderBy(sql`${lastRead} nulls first`, asc(events.id))
    .limit(MAX_CANDIDATES)
}
