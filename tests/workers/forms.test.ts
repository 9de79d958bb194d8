import { expect, test } from 'vitest'
import { rateLimits } from '#db/schema/index.ts'
import { limits } from '#functions/rate-limits.ts'
import { isForm } from '#workers/middleware/form.ts'
import { site } from '#workers/site.ts'
import { db } from '../support/database.ts'
import { form, makeEdge, sessionCookie } from '../support/edge.ts'
import { everyPath } from '../support/every-path.ts'
import { makeActor, makeEvent, makeSignedIn } from '../support/make.ts'

const edge = makeEdge()

test('every form is answered by takeForm', () => {
  const posts = site.routes.filter(({ method, path }) => method === 'POST' && !/_queues/.test(path))
  const others = posts.filter(({ handler }) => !isForm(handler)).map(({ path }) => path)

  expect(posts.length).toBeGreaterThan(7)
  expect(others).toEqual([])
})

test('no form is anything but 303, 401 or 422 for who sends nothing with it', async () => {
  const { forms } = await everyPath()
  const cookie = await sessionCookie(await makeActor())
  for (const path of [...forms.values()].filter((path) => !path.startsWith('/_queues'))) {
    for (const headers of [{}, { cookie }]) {
      const { status } = await edge.send(path, form({}, headers))
      expect([303, 401, 403, 422], path).toContain(status)
    }
  }
})

test('a limit stands above the form, with what was typed, and when to try again', async () => {
  const account = await makeSignedIn()
  const cookie = await sessionCookie({ ...account, personId: '' })
  const endsAt = new Date(Date.now() + 30_000)
  const subject = `write:${account.accountId}`
  await db.insert(rateLimits).values({ subject, taken: limits.write.most, endsAt })

  const typed = form({ name: 'Ada', handle: `ada-${Date.now()}`, next: '/calls/' }, { cookie })
  const answer = await edge.send('/welcome/', typed)
  const html = await answer.text()

  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(html).toMatch(/<div class="error-summary"[\s\S]*?<li>That was a lot at once\./)
  expect(html).toContain('name="next" value="/calls/"')
  expect(html).toContain('value="Ada"')
})

test('whoever asks for JSON is told what is wrong as a problem, whatever the form', async () => {
  const cookie = await sessionCookie(await makeActor())
  const { year, slug } = await makeEvent()
  const headers = { cookie, accept: 'application/json' }
  const add = `/${year}/${slug}/coverage/add/`
  const gone = { url: 'https://example.org/', session: 'not-there' }
  const sent = [
    [add, { url: 'no link', kind: 'novel' }, 422, /no address on the web.*Choose one of these/],
    [add, gone, 409, /not on the programme any more/],
    ['/sign-in/sent/', { code: 'AAAAAA' }, 422, /That code does not work/],
    [`/sign-in/${'A'.repeat(43)}/`, {}, 403, /This link does not work here/],
    [`/${year}/${slug}/attendance/`, { role: 'lurking' }, 422, /attending/],
  ] as const
  for (const [path, fields, status, detail] of sent) {
    const answer = await edge.send(path, form(fields, headers))
    expect(answer.headers.get('content-type'), path).toBe('application/problem+json')
    expect(await answer.json(), path).toMatchObject({
      status,
      detail: expect.stringMatching(detail),
    })
  }
})

test('whoever is not signed in is told to, and a body that is no form is told as that', async () => {
  const { year, slug } = await makeEvent()
  const path = `/${year}/${slug}/attendance/`
  const headers = { accept: 'application/json' }
  const stranger = await edge.send(path, form({ role: 'attending' }, headers))
  expect([stranger.status, await stranger.json()]).toMatchObject([
    401,
    { detail: 'Sign in to do that' },
  ])
  const broken = await edge.send('/sign-in/', {
    ...form({}, { ...headers, 'Content-Type': 'multipart/form-data; boundary=x' }),
    body: 'no part of anything',
  })
  expect([broken.status, await broken.json()]).toMatchObject([
    400,
    { detail: 'That form could not be read' },
  ])
})
