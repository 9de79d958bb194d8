import { paths } from '#functions/paths.ts'
import type { PersonPage } from '#functions/people/person.ts'
import { webAddresses } from './person-head.tsx'

/** The person as schema.org describes one, from the same fields as the page. */
export function personJsonLd({ person, topics }: PersonPage, origin: string): object {
  const page = origin + paths.person(person.handle)
  const sameAs = webAddresses(person).map(({ href }) => href)
  return {
    '@context': 'https://schema.org',
    '@type': 'Person',
    '@id': page,
    url: page,
    name: person.name,
    ...(sameAs.length > 0 && { sameAs }),
    ...(topics.length > 0 && { knowsAbout: topics.map(({ name }) => name) }),
  }
}
