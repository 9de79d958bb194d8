import { expect } from 'vitest'
import { publicPages } from '#workers/public-pages.ts'
import { makeEdge, ORIGIN, sessionCookie } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { everyPath } from '../../support/every-path.ts'
import { makeActor, makeAttendance, makePerson, makeTracking } from '../../support/make.ts'
import { unsafe } from '../../support/unsafe.ts'

const SECRET_NAME = 'Zebedee Unmistakable'

test('nothing personal and no cookie is in any answer to someone who is not signed in', async () => {
  const { event, session, paths } = await everyPath()
  const actor = await makeActor({ name: SECRET_NAME, handle: `zebedee-${Date.now()}` })
  await makeAttendance({ eventId: event.id, personId: actor.personId, role: 'tracking' })
  await makeTracking({ sessionId: session.id, personId: actor.personId })
  const shown = `/${event.year}/${event.slug}/`
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
    for (const answer of [before, personal, after]) expect(unsafe(answer, ORIGIN), path).toEqual([])
    // A picture is the same for everybody.
    const cache = path.startsWith('/pictures/') ? 'hit' : 'bypass'
    expect(personal.headers.get('cache-control'), path).toMatch(/private/)
    expect(personal.headers.get('x-cache'), path).toBe(cache)
    // Who attends is public on the event's page; that it is *you* is not.
    if (path !== shown && path !== `${shown}trackers/`)
      expect(afterText, path).not.toContain(SECRET_NAME)
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
