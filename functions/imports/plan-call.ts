import { newId } from '#db/id.ts'
import type { calls } from '#db/schema/index.ts'
import { endOfDay } from '../calls/deadline.ts'
import type { SourceEvent } from './merge.ts'

export type KnownCall = Pick<
  typeof calls.$inferSelect,
  'id' | 'eventId' | 'kind' | 'url' | 'deadline' | 'source'
>

/**
 * What to write of the call for speakers that a source tells of, or null when we have it so already.
 * A source changes only the call that it told of itself. What it no longer speaks of stays.
 */
export function planCall(
  { call }: SourceEvent,
  eventId: string,
  { source, known }: { source: string; known: readonly KnownCall[] },
): (typeof calls.$inferInsert & { readonly id: string }) | null {
  if (!call) return null
  const forSpeakers = known.filter(({ kind }) => kind === 'speakers')
  const own = forSpeakers.find((other) => other.source === source)
  // The same page from somebody else: they know better than a list.
  if (forSpeakers.some((other) => other !== own && other.url === call.url)) return null
  const deadline = call.closesOn === null ? null : endOfDay(call.closesOn)
  const isSame = own?.url === call.url && own.deadline?.getTime() === deadline?.getTime()
  if (isSame) return null
  return {
    id: own?.id ?? newId(),
    eventId,
    kind: 'speakers',
    url: call.url,
    deadline,
    deadlineIsDay: true,
  }
}
