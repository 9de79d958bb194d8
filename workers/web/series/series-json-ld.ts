import { paths } from '#functions/paths.ts'
import type { SeriesPage } from '#functions/series/series.ts'
import { webUrl } from '../events/web-link.ts'

/** The series as schema.org describes one, with the editions to come. */
export function seriesJsonLd({ series, upcoming }: SeriesPage, origin: string): object {
  const website = webUrl(series.website)?.href
  const page = origin + paths.series(series.slug)
  return {
    '@context': 'https://schema.org',
    '@type': 'EventSeries',
    '@id': page,
    url: page,
    name: series.name,
    ...(website && { sameAs: website }),
    ...(upcoming.length > 0 && {
      subEvent: upcoming.map((event) => ({ '@id': origin + paths.event(event) })),
    }),
  }
}
