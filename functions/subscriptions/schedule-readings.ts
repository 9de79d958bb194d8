import { asc, eq, inArray, lte } from 'drizzle-orm'
import { events, scheduleSubscriptions } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { message } from '../messages.ts'
import { publishMessages } from '../outbox/publish-messages.ts'
import { isReadingOver, nextTry } from './next-reading.ts'

/** More than this a minute wait for the next one. */
const READINGS = 10

/**
 * For the cron: announces `read-schedule` for the schedules that are due, and ends the subscriptions
 * of events that are over. What is announced counts as failed until the job says otherwise, so that
 * one which never ends comes again later and later.
 */
export async function scheduleReadings(deps: Deps): Promise<{ announced: number }> {
  const { write } = deps
  const now = deps.now()
  const due = await write
    .select({
      id: scheduleSubscriptions.id,
      failures: scheduleSubscriptions.failures,
      zone: events.zone,
      endsOn: events.endsOn,
    })
    .from(scheduleSubscriptions)
    .innerJoin(events, eq(events.id, scheduleSubscriptions.eventId))
    .where(lte(scheduleSubscriptions.nextAt, now))
    .orderBy(asc(scheduleSubscriptions.nextAt))
    .limit(READINGS)
  if (due.length === 0) return { announced: 0 }
  const over = due.filter((subscription) => isReadingOver(subscription, now)).map(({ id }) => id)
  const read = due.filter(({ id }) => !over.includes(id))
  const messages = read.map(({ id }) => message('read-schedule', { subscriptionId: id }))
  await deps.commit(
    [
      ...read.map(({ id, failures }) =>
        write
          .update(scheduleSubscriptions)
          .set({ failures: failures + 1, nextAt: nextTry(failures + 1, now) })
          .where(eq(scheduleSubscriptions.id, id)),
      ),
      ...(over.length > 0
        ? [write.delete(scheduleSubscriptions).where(inArray(scheduleSubscriptions.id, over))]
        : []),
    ],
    { messages },
  )
  await publishMessages(deps, messages)
  return { announced: messages.length }
}
