import { paths } from '#functions/paths.ts'
import { publicPages } from '#workers/public-pages.ts'
import { site } from '#workers/site.ts'
import {
  makeCall,
  makeEvent,
  makePerson,
  makePlace,
  makeSeries,
  makeSession,
  makeTopic,
  makeVenue,
} from './make.ts'
import { makeCoverage } from './make-coverage.ts'

/** Every GET route of both apps, with its parameters filled in. A new route is in here by itself. */
export async function everyPath() {
  const topic = await makeTopic()
  const place = await makePlace()
  const series = await makeSeries()
  const event = await makeEvent({
    ...{ topicIds: [topic.id], placeId: place.id, seriesId: series.id },
  })
  const venue = await makeVenue({ placeId: place.id, eventIds: [event.id] })
  await makeCall({ eventId: event.id })
  const person = await makePerson()
  const session = await makeSession({ eventId: event.id, speakers: [person] })
  const item = await makeCoverage({ eventId: event.id, sessionId: session.id })
  const year = String(event.year)
  const routes = [...site.routes, ...publicPages.routes].filter(({ method }) => method === 'GET')
  const fill = (path: string) =>
    path
      .replace('/venues/:city/:slug/', paths.venue({ city: place.slug, slug: venue.slug }))
      .replace(':year{[0-9]{4}}', year)
      .replace(/:file\{.*\}/, `sitemap-${event.startsOn.slice(0, 7)}.xml`)
      .replace('/:session/', `/${session.slug}/`)
      .replace(/:(topic|slug|place|token|chunk|handle|kind|id)(\{[^}]*\})?/g, (_, name: string) => {
        if (path.startsWith('/topics/')) return topic.slug
        if (path.startsWith('/places/')) return place.slug
        if (path.startsWith('/series/')) return series.slug
        if (name === 'chunk') return '1'
        if (name === 'kind') return item.kind
        if (name === 'id') return item.id
        if (name === 'handle') return person.handle
        return name === 'token' ? 'A'.repeat(43) : event.slug
      })
  const patterns = new Set(routes.map(({ path }) => path).filter((path) => !path.includes('*')))
  const filled = new Map([...patterns].map((pattern) => [pattern, fill(pattern)]))
  return { event, session, patterns: filled, paths: [...new Set(filled.values())] }
}
