import { expect } from 'vitest'
import { paths } from '#functions/paths.ts'
import { publicPages } from '#workers/public-pages.ts'
import { site } from '#workers/site.ts'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import {
  makeActor,
  makeAttendance,
  makeCall,
  makeEvent,
  makePerson,
  makePlace,
  makeSeries,
  makeSession,
  makeTopic,
  makeTracking,
  makeVenue,
} from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'

const SECRET_NAME = 'Zebedee Unmistakable'

/** Every GET route of both apps, with its parameters filled in. A new route is in here by itself. */
async function everyPath() {
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
      .replace(/:year(\{[^}]*\})?/, year)
      .replace('/:session/', `/${session.slug}/`)
      .replace(/:(topic|slug|place|token|chunk|handle|kind|id)(\{[^}]*\})?/, (_, name: string) => {
        if (path.startsWith('/topics/')) return topic.slug
        if (path.startsWith('/places/')) return place.slug
        if (path.startsWith('/series/')) return series.slug
        if (name === 'chunk') return '1'
        if (name === 'kind') return item.kind
        if (name === 'id') return item.id
        if (name === 'handle') return person.handle
        return name === 'token' ? 'A'.repeat(43) : event.slug
      })
  const all = [...new Set(routes.map(({ path }) => fill(path)))]
  return { event, session, paths: all.filter((path) => !path.includes('*')) }
}

test('nothing personal and no cookie is in any answer to someone who is not signed in', async () => {
  const { event, session, paths } = await everyPath()
  const actor = await makeActor({ name: SECRET_NAME, handle: `zebedee-${Date.now()}` })
  await makeAttendance({ eventId: event.id, personId: actor.personId, role: 'tracking' })
  await makeTracking({ sessionId: session.id, personId: actor.personId })
  const other = `/${event.year}/${event.slug}/`
  const cookie = await sessionCookie(actor)
  const edge = makeEdge()
  expect(paths.length).toBeGreaterThan(12)

  for (const path of paths) {
    const before = await edge.send(path)
    const beforeText = await before.text()
    const personal = await edge.send(path, { headers: { cookie } })
    const personalText = await personal.text()
    const after = await edge.send(path)
    const afterText = await after.text()

    for (const answer of [before, after]) {
      expect(answer.headers.getSetCookie(), path).toEqual([])
      expect(answer.status, path).toBeLessThan(500)
    }
    // A picture is the same for everybody.
    const cache = path.startsWith('/pictures/') ? 'hit' : 'bypass'
    expect(personal.headers.get('cache-control'), path).toMatch(/private/)
    expect(personal.headers.get('x-cache'), path).toBe(cache)
    // Who attends is public on the event's page; that it is *you* is not.
    if (path !== other) expect(afterText, path).not.toContain(SECRET_NAME)
    expect(afterText, path).not.toContain('Dashboard')
    expect(afterText.replace(/Request [0-9a-f-]{36}/g, ''), path).toBe(
      beforeText.replace(/Request [0-9a-f-]{36}/g, ''),
    )
    if (personal.status === 200 && personalText.includes('<html')) {
      expect(personalText, path).toContain('Dashboard')
    }
  }
})

test('what renders public pages is never shown a cookie, an authorization or an address', async () => {
  const edge = makeEdge()
  const seen: string[][] = []
  const original = publicPages.fetch
  publicPages.fetch = async (request, ...rest) => {
    seen.push([...request.headers.keys()])
    return original.call(publicPages, request, ...rest)
  }
  try {
    await edge.send('/topics/', {
      headers: {
        cookie: 'theme=dark',
        authorization: 'Bearer secret',
        'x-forwarded-for': '192.0.2.1',
        'cf-connecting-ip': '192.0.2.1',
        'x-forwarded-host': 'evil.example',
      },
    })
  } finally {
    publicPages.fetch = original
  }
  expect(seen).toEqual([['accept', 'x-request-id']])
})

test('where a page has moved to is told to the visitor, not followed on the way', async () => {
  const edge = makeEdge()
  const modes: string[] = []
  const original = publicPages.fetch
  publicPages.fetch = async (request, ...rest) => {
    modes.push(request.redirect)
    return original.call(publicPages, request, ...rest)
  }
  try {
    const person = await makePerson()
    const answer = await edge.send(`/people/${person.handle.toUpperCase()}/`)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      301,
      `/people/${person.handle}/`,
    ])
  } finally {
    publicPages.fetch = original
  }
  // On workerd, a request to another entrypoint follows redirects unless it says otherwise.
  expect(modes).toEqual(['manual'])
})
