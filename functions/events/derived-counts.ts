import { asc } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { pageQuery } from '#db/page-query.ts'
import { monthCounts } from '#db/schema/index.ts'
import type { PlaceWithCounts } from '../places/place.ts'
import { listPlaces } from '../places/queries.ts'
import { listTopics } from '../topics/queries.ts'
import type { TopicWithCounts } from '../topics/topic.ts'
import type { Choice, FacetCounts } from './facets.ts'

/** More than there are months in which anything takes place. */
const MAX_MONTHS = 1_200

export const monthList = pageQuery('months', { always: [] }, (db) => [
  db.select().from(monthCounts).orderBy(asc(monthCounts.month)).limit(MAX_MONTHS),
])

/** What is counted by the clock (`countEvents`), so that no page has to count all there is. */
export type DerivedCounts = {
  /** Of the events to come. */
  readonly upcoming: FacetCounts
  /** How many events start in each year, newest first. */
  readonly years: readonly { readonly year: number; readonly count: number }[]
}

/** Public. One trip. */
export async function readDerivedCounts(db: Database): Promise<DerivedCounts> {
  const [topics, { countries, cities }, [months]] = await Promise.all([
    listTopics(db),
    listPlaces(db),
    monthList(db, {}),
  ])
  const upcoming = {
    total: sum(months.map(({ upcomingCount }) => upcomingCount)),
    online: sum(months.map(({ onlineCount }) => onlineCount)),
    month: months.map(({ month, upcomingCount: count }) => ({ slug: month, name: '', count })),
    topic: topics.flatMap(toChoice),
    country: countries.flatMap(toChoice),
    city: cities.flatMap(toChoice),
  }
  return { upcoming, years: toYears(months) }
}

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)

const toChoice = ({
  slug,
  name,
  upcomingCount: count,
}: TopicWithCounts | PlaceWithCounts): Choice[] => (count > 0 ? [{ slug, name, count }] : [])

function toYears(months: readonly { month: string; eventCount: number }[]) {
  const years = new Map<number, number>()
  for (const { month, eventCount } of months) {
    const year = Number(month.slice(0, 4))
    years.set(year, (years.get(year) ?? 0) + eventCount)
  }
  return [...years].map(([year, count]) => ({ year, count })).toReversed()
}
