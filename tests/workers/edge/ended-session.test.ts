import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { authSessions } from '#db/schema/index.ts'
import { db } from '../../support/database.ts'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { everyPath } from '../../support/every-path.ts'
import { makeActor, makeAttendance, makeTracking } from '../../support/make.ts'

/** Names the request, and nothing else. */
const withoutId = (html: string) => html.replace(/Request [0-9a-z-]{20,}/g, '')

test('whoever has the cookie of a session that ended sees on every page what a stranger sees', async () => {
  const { event, session, paths } = await everyPath()
  const actor = await makeActor({ name: 'Zoe Unmistakable' })
  await makeAttendance({ eventId: event.id, personId: actor.personId, role: 'tracking' })
  await makeTracking({ sessionId: session.id, personId: actor.personId })
  const cookie = await sessionCookie(actor)
  const edge = makeEdge()
  await db.delete(authSessions).where(eq(authSessions.id, actor.sessionId))
  // How long each part took to answer is nobody's secret, and differs.
  const asked = paths.filter((path) => path !== '/healthz')
  expect(asked.length).toBeGreaterThan(12)

  for (const path of asked) {
    const ended = await edge.send(path, { headers: { cookie } })
    const stranger = await edge.send(path)

    expect([path, ended.status, ended.headers.get('location')]).toEqual([
      path,
      stranger.status,
      stranger.headers.get('location'),
    ])
    const html = withoutId(await ended.text())
    expect(html, path).toBe(withoutId(await stranger.text()))
    // Whatever has a page's frame has asked who is signed in, and tells the browser.
    if (!path.startsWith('/pictures/') && html.includes('<header class="site-header"'))
      expect(ended.headers.getSetCookie().join(), path).toMatch(/__Host-session=; Max-Age=0/)
  }
})
