import { isDeepStrictEqual } from 'node:util'
import { newId } from '#db/id.ts'
import { eventSlug } from './event-slug.ts'
import { type KnownEvent, yearOf } from './known-events.ts'
import type { SourceEvent } from './merge.ts'
import { type KnownCall, planCall } from './plan-call.ts'
import { columnName } from './unless-edited.ts'
import type { EventWrite } from './write-events.ts'

export type PlanContext = {
  readonly source: string
  readonly known: readonly KnownEvent[]
  /** By event. */
  readonly calls: ReadonlyMap<string, readonly KnownCall[]>
  /** Whatever the source speaks of now, by its names. */
  readonly present: ReadonlySet<string>
  /** Events that this import has spoken of already, and by which name. Grows with every plan. */
  readonly spoken: Map<string, string>
  /** `year/slug` of every event. Grows with every plan. */
  readonly taken: Set<string>
  readonly placeIds: ReadonlyMap<string, string>
  readonly topicIds: ReadonlyMap<string, string>
}

/** What to write for an event, or null when it is already as the source says. */
export function planEvent(event: SourceEvent, context: PlanContext): EventWrite | null {
  const match = findMatch(event, context)
  const incoming = toColumns(event, context)
  const topicIds = event.topics.map((slug) => idOf(slug, context.topicIds))
  if (!match) {
    const id = newId()
    const year = yearOf(event)
    const slug = eventSlug(event, (choice) => context.taken.has(`${year}/${choice}`))
    context.taken.add(`${year}/${slug}`)
    context.spoken.set(id, event.externalId)
    const row = { id, year, slug, ...incoming }
    const call = planCall(event, id, { source: context.source, known: [] })
    return { event, row, call, ties: ties(id, topicIds, 0), isNew: true }
  }

  const { externalId, topicIds: kept, editedColumns, ...before } = match
  // Another file of the same import has had its say. This one may only add to it.
  const isFirst = !context.spoken.has(match.id)
  const row = isFirst ? { ...before, ...withoutEdited(incoming, editedColumns) } : before
  const call = isFirst
    ? planCall(event, match.id, {
        source: context.source,
        known: context.calls.get(match.id) ?? [],
      })
    : null
  context.spoken.set(match.id, event.externalId)
  const added = topicIds.filter((id) => !kept.includes(id))
  const isSame = isDeepStrictEqual(row, before) && added.length === 0 && call === null
  if (isSame && externalId === event.externalId) return null
  return { event, row, call, ties: ties(match.id, added, kept.length), isNew: false }
}

/**
 * The event that the source means. It is told by the source's name for it; or else, when it moved to
 * other days or was renamed, by its website: the one event there, in that city and year, of which
 * the source no longer speaks.
 */
function findMatch(event: SourceEvent, context: PlanContext): KnownEvent | null {
  const { known, present, spoken } = context
  const isFree = ({ id }: KnownEvent) => (spoken.get(id) ?? event.externalId) === event.externalId
  const named = known.find((other) => other.externalId === event.externalId && isFree(other))
  if (named) return named
  const placeId = event.city ? idOf(event.city.gazetteerId, context.placeIds) : null
  const left = known.filter(
    (other) =>
      other.website === event.website &&
      other.year === yearOf(event) &&
      other.placeId === placeId &&
      !present.has(other.externalId) &&
      isFree(other),
  )
  const ids = new Set(left.map((other) => other.id))
  return ids.size === 1 ? (left[0] ?? null) : null
}

/** What the source says, as columns. */
function toColumns(event: SourceEvent, { placeIds }: PlanContext) {
  const { externalId, city, topics, call, at, ...columns } = event
  const languages = [...event.languages]
  return { ...columns, languages, placeId: city ? idOf(city.gazetteerId, placeIds) : null }
}

/** What a person has edited stays as they left it. */
function withoutEdited(
  incoming: ReturnType<typeof toColumns>,
  edited: readonly string[],
): Partial<typeof incoming> {
  const kept = Object.entries(incoming).filter(([name]) => !edited.includes(columnName(name)))
  return Object.fromEntries(kept)
}

function idOf(name: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(name)
  if (!id) throw new Error(`${name} was not kept before it was needed`)
  return id
}

const ties = (eventId: string, topicIds: readonly string[], from: number) =>
  topicIds.map((topicId, index) => ({ eventId, topicId, position: from + index }))
