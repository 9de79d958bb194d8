import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { authSessions } from '#db/schema/index.ts'
import { db } from '../../support/database.ts'
import { form, makeEdge, ORIGIN, sessionCookie } from '../../support/edge.ts'
import { makeActor, makeEvent } from '../../support/make.ts'

/** Where a browser goes that asked for `path` and follows the answer; null when it stays. */
function followed(path: string, answer: Response): string | null {
  const location = answer.headers.get('location')
  return location === null ? null : new URL(location, `${ORIGIN}${path}`).origin
}

const parts = [
  ...['/', '//', '\\', '.', '..', '%2e', '%2f', '%2F%2f', '%5c', '@', ':', '?', '#', ';', '&', '='],
  ...['\t', '\n', '\r', '%0d%0aLocation:', '%09', '%00', ' ', 'evil.example', 'evil', 'EVIL'],
  ...['topics', 'people', 'dashboard', 'sign-in', '2026', 'healthz', 'é', '%E0%A4%A'],
]
const tail = fc.string({ unit: fc.constantFrom(...parts), maxLength: 8 })
const wildPath = tail.map((text) => `/${text}`)

const known = [
  '//evil.example/',
  '//evil.example',
  '//evil',
  '/\\evil',
  '/\\evil.example/',
  '/%2f%2fevil',
  '/%5cevil',
  '/.//evil',
  '/.//evil.example/',
  '/..//evil/',
  '/a/..//evil',
  '/\t/evil',
  '/%09/evil',
  '/%0d%0aLocation:%20https://evil.example/',
  '//user@evil.example/',
  '/@evil.example',
  '///evil.example/x/',
  '//evil.example/?next=//evil.example/',
]

async function cookies() {
  const [alive, ended] = [await makeActor(), await makeActor()]
  const cookie = {
    alive: await sessionCookie(alive),
    // Old enough to have been looked at again, whenever that is.
    ended: await sessionCookie(ended, { agoMs: 3 * 86_400_000 }),
  }
  await db.delete(authSessions).where(eq(authSessions.id, ended.sessionId))
  return cookie
}

test('whoever follows an answer stays on this site, however strange the address', async () => {
  const edge = makeEdge()
  const { alive, ended } = await cookies()
  const stays = async (path: string) => {
    for (const cookie of [null, alive, ended]) {
      const answer = await edge.send(path, cookie === null ? {} : { headers: { cookie } })
      expect([ORIGIN, null], path).toContain(followed(path, answer))
      expect(answer.headers.get('location') ?? '/', path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
    }
  }

  for (const path of known) await stays(path)
  await fc.assert(fc.asyncProperty(wildPath, stays), { numRuns: 20 })
})

test('whoever follows a form stays on this site, whatever it says about where to go on', async () => {
  const edge = makeEdge()
  const { alive } = await cookies()
  const event = await makeEvent({ startsOn: '2035-09-01' })
  const attendance = `/${event.year}/${event.slug}/attendance/`
  const stays = async (next: string) => {
    const pressed = await edge.send(
      attendance,
      form({ role: 'attending', back: next }, { cookie: alive }),
    )
    expect([next, pressed.status]).toEqual([next, 303])
    const led = [attendance, pressed] as const
    for (const page of ['/sign-in/', '/welcome/', '/sign-in/github/']) {
      const path = `${page}?next=${encodeURIComponent(next)}`
      const answer = await edge.send(path, { headers: { cookie: alive } })
      expect([ORIGIN, null], next).toContain(followed(path, answer))
    }
    expect(followed(...led), next).toBe(ORIGIN)
  }

  for (const next of [...known, 'https://evil.example/', 'javascript:alert(1)']) await stays(next)
  await fc.assert(fc.asyncProperty(fc.oneof(wildPath, tail), stays), { numRuns: 10 })
})
