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

const PICTURE = 'https://pictures.example/1.png'

/**
 * Every route of both apps, with its parameters filled in: `patterns` and `paths` of what a GET finds,
 * `forms` of what takes a POST. A new route is in here by itself.
 */
export async function everyPath({ startsOn }: { startsOn?: string } = {}) {
  const made = await makeOneOfEach(startsOn)
  const filled = (method: string) => {
    const routes = [...site.routes, ...publicPages.routes].filter(
      (route) => route.method === method,
    )
    const patterns = new Set(routes.map(({ path }) => path).filter((path) => !path.includes('*')))
    return new Map([...patterns].map((pattern) => [pattern, fill(pattern, made)]))
  }
  const patterns = filled('GET')
  return { ...made, patterns, paths: [...new Set(patterns.values())], forms: filled('POST') }
}

async function makeOneOfEach(startsOn: string | undefined) {
  const topic = await makeTopic()
  const place = await makePlace()
  const series = await makeSeries()
  const event = await makeEvent({
    ...{ topicIds: [topic.id], placeId: place.id, seriesId: series.id },
    ...(startsOn && { startsOn }),
  })
  const venue = await makeVenue({ placeId: place.id, eventIds: [event.id] })
  await makeCall({ eventId: event.id })
  const person = await makePerson({ photoUrl: PICTURE })
  const session = await makeSession({ eventId: event.id, speakers: [person] })
  const about = { eventId: event.id, sessionId: session.id }
  const item = await makeCoverage({ ...about, thumbnailUrl: PICTURE })
  return { topic, place, series, event, venue, person, session, item }
}

type Made = Awaited<ReturnType<typeof makeOneOfEach>>

function fill(pattern: string, { topic, place, series, event, venue, ...made }: Made): string {
  const { person, session, item } = made
  return pattern
    .replace('/venues/:city/:slug/', paths.venue({ city: place.slug, slug: venue.slug }))
    .replace(':scope{people|series|topics}/:slug', `people/${person.handle}`)
    .replace(':year{[0-9]{4}}', String(event.year))
    .replace(/:file\{.*\}/, `sitemap-${event.startsOn.slice(0, 7)}.xml`)
    .replace('/:session/', `/${session.slug}/`)
    .replace(
      /:(topic|slug|place|token|chunk|handle|kind|id|job)(\{[^}]*\})?/g,
      (_, name: string) => {
        if (pattern.startsWith('/topics/')) return topic.slug
        if (pattern.startsWith('/places/')) return place.slug
        if (pattern.startsWith('/series/')) return series.slug
        if (name === 'chunk') return '1'
        if (name === 'kind') return item.kind
        if (name === 'id') return item.id
        if (name === 'handle') return person.handle
        if (name === 'job') return 'update-sets'
        return name === 'token' ? 'A'.repeat(43) : event.slug
      },
    )
}
