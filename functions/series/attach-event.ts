import { eq, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { events, series } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { notFound } from '../errors.ts'
import { message } from '../messages.ts'
import type { EventRef } from '../paths.ts'
import { findEventId } from './find-event-id.ts'

type Asked = {
  readonly event: EventRef
  readonly series: string
  /** What a series is called that is not there yet; without it, an unknown series is `not_found`. */
  readonly name?: string | undefined
}

/**
 * Makes an event an edition of a series, and takes it out of the one it was in. Throws `not_found` for
 * an unknown event, and for an unknown series that has no name to be made with.
 */
export async function attachEvent(deps: Stores, { event, series: slug, name }: Asked) {
  const [eventId, [known]] = await Promise.all([
    findEventId(deps.write, event),
    deps.write.select({ id: series.id }).from(series).where(eq(series.slug, slug)),
  ])
  if (!known && name === undefined) throw notFound(`The series ${slug}`)
  const id = sql`(select ${series.id} from ${series} where ${series.slug} = ${slug})`
  const tags = [`event-${eventId}`, 'series', ...(known ? [`series-${known.id}`] : [])]
  await deps.commit(
    [
      ...(name === undefined || known
        ? []
        : [
            deps.write
              .insert(series)
              .values({ id: newId(), slug, name })
              .onConflictDoNothing({ target: series.slug }),
          ]),
      deps.write
        .update(events)
        .set({ seriesId: id, updatedAt: sql`now()` })
        .where(eq(events.id, eventId)),
    ],
    { messages: [message('purge-pages', { tags })] },
  )
  return { eventId, created: !known }
}
