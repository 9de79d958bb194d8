import type { Stores } from '../../deps.ts'
import { append } from '../append.ts'
import type { Remark } from '../conference.ts'
import { upsertEvent } from '../upsert-event.ts'
import { upsertPlaces } from '../upsert-places.ts'
import { toMarkedUpEvent } from './marked-up-event.ts'
import { readPage } from './read-page.ts'

const SOURCE = 'markup'

export type MarkupPage = {
  readonly file: string
  /** Where the page stands, if it is on the web. */
  readonly url: string | null
  readonly bytes: Uint8Array
}

export type MarkupSummary = {
  /** Events that the pages hold, imported or not. */
  found: number
  created: number
  updated: number
  unchanged: number
  readonly rejected: Remark[]
  readonly notes: Remark[]
}

/**
 * Imports the events that pages mark up. One that is known by its name in the source, or surely by its
 * website, city and year, is not made again; the same again changes nothing. A dry run only reads.
 */
export async function importMarkup(
  stores: Stores,
  pages: AsyncIterable<MarkupPage>,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<MarkupSummary> {
  const summary: MarkupSummary = {
    ...{ found: 0, created: 0, updated: 0, unchanged: 0 },
    ...{ rejected: [], notes: [] },
  }
  const placeIds = new Map<string, string>()
  const incoming = new Set<string>()
  for await (const { bytes, ...page } of pages) {
    const { events, rejected, notes } = readPage(bytes, page)
    append(summary.rejected, rejected)
    append(summary.notes, notes)
    for (const event of events) {
      summary.found += 1
      const { file, line } = event
      const reject = (reason: string) => summary.rejected.push({ file, line, reason })
      const sourced = toMarkedUpEvent(event, page.url)
      if ('reason' in sourced) reject(sourced.reason)
      // Two that share an address would take turns at one event.
      else if (incoming.has(sourced.externalId)) reject('It is at the address of one before')
      else {
        incoming.add(sourced.externalId)
        if (dryRun) continue
        const { externalId, city } = sourced
        if (city) await upsertPlaces(stores, [city], placeIds)
        const placeId = city ? (placeIds.get(city.gazetteerId) ?? null) : null
        const columns = { ...sourced.incoming, placeId }
        const kept = await upsertEvent(stores, {
          source: SOURCE,
          externalId,
          city,
          incoming: columns,
        })
        summary[kept.outcome] += 1
      }
    }
  }
  return summary
}
