import { paths } from '#functions/paths.ts'
import type { PersonPage } from '#functions/people/person.ts'
import { webUrl } from '../events/web-link.ts'

/** The person as schema.org describes one, from the same fields as the page. */
export function personJsonLd({ person, topics }: PersonPage, origin: string): object {
  const page = origin + paths.person(person.handle)
  const website = webUrl(person.website)?.href
  return {
    '@context': 'https://schema.org',
    '@type': 'Person',
    '@id': page,
    url: page,
    name: person.name,
    ...(website && { sameAs: website }),
    ...(topics.length > 0 && { knowsAbout: topics.map(({ name }) => name) }),
  }
}
