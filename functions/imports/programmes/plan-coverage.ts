import { newId } from '#db/id.ts'
import type { coverage } from '#db/schema/index.ts'
import { playerUrlOf } from '../../coverage/players.ts'
import { isSameDocument, oneOfEachDocument } from '../../coverage/same-document.ts'
import { coverageUrlKey } from '../../coverage/url-key.ts'
import type { ProgrammeCoverage } from '../programme-record.ts'
import type { KnownCoverage } from './known-programme.ts'

export type CoverageRow = typeof coverage.$inferInsert & { readonly id: string }

type Place = { readonly eventId: string; readonly sessionId: string; readonly source: string }

/**
 * What a source adds to a session's coverage: what is not there yet in any form, and what nobody has said
 * about what is. Nothing is taken away: it may have come from somewhere else too.
 */
export function planCoverage(
  found: readonly ProgrammeCoverage[],
  known: readonly KnownCoverage[],
  place: Place,
): CoverageRow[] {
  const rows = new Map<string, CoverageRow>()
  for (const item of oneOfEachDocument(found)) {
    const { kind, url, title, language, durationS, thumbnailUrl } = item
    const urlKey = coverageUrlKey(url)
    const key = `${kind} ${urlKey}`
    if (rows.has(key)) continue
    const incoming = { title, language, durationS, thumbnailUrl }
    const same = known.find((other) => other.kind === kind && other.urlKey === urlKey)
    if (same ? !saysMore(incoming, same) : known.some((other) => isSameDocument(other, item)))
      continue
    const playerUrl = playerUrlOf(url, thumbnailUrl)
    rows.set(key, { id: newId(), ...place, kind, url, urlKey, playerUrl, ...incoming })
  }
  return [...rows.values()]
}

type Facts = Pick<KnownCoverage, 'title' | 'language' | 'durationS' | 'thumbnailUrl'>

const saysMore = (incoming: Facts, known: Facts) =>
  (['title', 'language', 'durationS', 'thumbnailUrl'] as const).some(
    (fact) => known[fact] === null && incoming[fact] !== null,
  )
