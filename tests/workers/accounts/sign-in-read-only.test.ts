import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeEvent } from '../../support/make.ts'
import { anEmail, arriveToSignIn } from '../../support/sign-in-mail.ts'
import { SOON } from '../../support/wish.ts'

test('while read-only the page still says what for, and a press is told that nothing was saved', async () => {
  const edge = makeEdge({ mode: { ...WRITABLE, readOnly: true, reason: 'moving house' } })
  const [{ visitor }, event] = [arriveToSignIn(edge), await makeEvent(SOON)]
  const at = paths.signInTo('attending', paths.event(event))

  expect(await (await visitor.get(at)).text()).toContain('Sign in to attend')
  const pressed = await visitor.post('/sign-in/', { email: anEmail(), next: at })
  expect(pressed.status).toBe(503)
  expect(await pressed.text()).toContain('Nothing you sent was saved')
  expect(visitor.cookies.size).toBe(0)
})

test('while read-only whoever opens a mail is told to keep it, and whoever wants one that nobody can sign in', async () => {
  const edge = makeEdge()
  const { visitor, ask } = arriveToSignIn(edge)
  const { link } = await ask(visitor)
  const until = new Date(edge.clock.nowMs + 300_000).toISOString()
  edge.clock.mode = { ...WRITABLE, readOnly: true, until, reason: 'moving house' }

  const time = `until ${until.slice(11, 16)} UTC (moving house)`
  for (const path of [link, '/sign-in/sent/', '/sign-in/github/', '/sign-in/github/callback/']) {
    const told = await visitor.get(path)
    const page = await told.text()
    expect([path, told.status, told.headers.get('retry-after')]).toEqual([
      ...[path, 503, expect.stringMatching(/^(300|299)$/)],
    ])
    expect(page).toContain(`${time}, and nobody can sign in. Keep your mail`)
  }
  expect(visitor.cookies.has('__Host-asked')).toBe(true)
  const page = await visitor.get('/sign-in/')
  expect([page.status, (await page.text()).includes(`${time}, and nobody can sign in`)]).toEqual([
    ...[200, true],
  ])

  edge.clock.mode = WRITABLE
  expect(await (await visitor.get('/sign-in/')).text()).not.toContain('nobody can sign in')
  expect((await visitor.post(link)).status).toBe(303)
})
