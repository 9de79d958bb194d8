import { eventRow, type personRow, type seriesRow } from '#scripts/make/rows.ts'
import { type SampleEvent, sampleEvents } from './conferences.ts'
import { cities } from './places.ts'

const DAY_MS = 86_400_000

/** The rows that others name, and places and topics that are there already. */
export type Known = {
  readonly now: Date
  /** By gazetteer id. */
  readonly placeIds: ReadonlyMap<string, string>
  /** By slug. */
  readonly topicIds: ReadonlyMap<string, string>
  /** By slug. */
  readonly series: ReadonlyMap<string, ReturnType<typeof seriesRow>>
  /** By handle. */
  readonly people: ReadonlyMap<string, ReturnType<typeof personRow>>
}

export type Edition = { readonly sample: SampleEvent; readonly row: ReturnType<typeof eventRow> }

export const editionsOf = (known: Known): Edition[] =>
  sampleEvents.map((sample) => ({ sample, row: editionRow(sample, known) }))

function editionRow(sample: SampleEvent, { now, placeIds, series }: Known) {
  const city = sample.city ? cities[sample.city] : null
  const host = `https://${sample.slug}.example/`
  const { name, slug, tagline, kind, status, hashtag } = sample
  const { xHandle, mastodonHandle, blueskyHandle } = sample
  return eventRow({
    ...{ name, slug, tagline, kind, status, hashtag, xHandle, mastodonHandle, blueskyHandle },
    ...daysOf(sample, now),
    seriesId: series.get(slug)?.id ?? null,
    datePrecision: sample.precision,
    zone: city?.zone ?? 'UTC',
    attendanceMode: sample.mode,
    placeId: city ? (placeIds.get(city.gazetteerId) ?? null) : null,
    website: host,
    codeOfConductUrl: sample.conduct ? `${host}code-of-conduct/` : null,
    languages: [...(sample.languages ?? ['en'])],
  })
}

/** The days of an event; where less is certain, the whole month or year. */
function daysOf({ in: start, days, precision }: SampleEvent, now: Date) {
  const first = new Date(now.getTime() + start * DAY_MS)
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()]
  if (precision === 'year') return { startsOn: `${year}-01-01`, endsOn: `${year}-12-31` }
  if (precision === 'month')
    return { startsOn: day(Date.UTC(year, month)), endsOn: day(Date.UTC(year, month + 1, 0)) }
  return { startsOn: day(first.getTime()), endsOn: day(first.getTime() + (days - 1) * DAY_MS) }
}

export const day = (at: number) => new Date(at).toISOString().slice(0, 10)

const newestFirst = (editions: readonly Edition[]) =>
  editions.toSorted((a, b) => b.row.startsOn.localeCompare(a.row.startsOn))

/** The newest edition that has begun. */
export function lastEdition(editions: readonly Edition[], slug: string, now: Date): Edition {
  const today = day(now.getTime())
  const last = newestFirst(editions).find(({ row }) => row.slug === slug && row.startsOn <= today)
  if (!last) throw new Error(`There is no past sample event ${slug}`)
  return last
}

/** The first edition that is not over. */
export function nextEdition(editions: readonly Edition[], slug: string, now: Date): Edition {
  const today = day(now.getTime())
  const next = newestFirst(editions).findLast(({ row }) => row.slug === slug && row.endsOn >= today)
  if (!next) throw new Error(`There is no coming sample event ${slug}`)
  return next
}
