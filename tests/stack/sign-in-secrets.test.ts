import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startInterceptor } from './interceptor.ts'
import { stackForTest } from './support.ts'

/** A sign-in mail's secrets are in the mail, and nowhere else. */
test('with the primary frozen no log has a link’s token or its code, and the link alone is of no use afterwards', async () => {
  const database = await startInterceptor()
  onTestFinished(database.stop)
  const stack = await stackForTest({ settings: { NEON_SQL_ENDPOINT: `${database.url}/sql` } })
  database.leadTo(stack.parts.neon.url)
  const post = (path: string, body: Record<string, string>, cookie = '') =>
    fetch(stack.origin + path, {
      ...{ method: 'POST', body: new URLSearchParams(body), redirect: 'manual' },
      headers: { origin: stack.origin, cookie },
    })
  const get = (path: string, cookie = '') => fetch(stack.origin + path, { headers: { cookie } })

  const email = `frozen-${Date.now()}@example.org`
  const asked = await post('/sign-in/', { email })
  expect(asked.status).toBe(303)
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const text = await vi.waitFor(() => {
    const mail = stack.mails().find(({ to }) => to.includes(email))
    if (!mail) throw new Error('There is no mail yet')
    return mail.text
  }, 15_000)
  const [, token = 'no token'] = /\/sign-in\/([\w-]{43})\//.exec(text) ?? []
  const [, code = 'no code'] = /: ([0-9A-Z]{3}-[0-9A-Z]{3})\n/.exec(text) ?? []
  const link = `/sign-in/${token}/`

  const portOfPrimary = new URL(stack.databaseUrl).port
  database.on({
    before: ({ headers }) =>
      String(headers['neon-connection-string']).includes(`:${portOfPrimary}/`)
        ? new Promise(() => {})
        : undefined,
  })
  const frozen = await Promise.all([
    get(link, cookie),
    post(link, {}, cookie),
    post('/sign-in/sent/', { code }, cookie),
  ])
  expect(frozen.map(({ status }) => status)).toEqual([503, 503, 503])
  await Promise.all([get(link), post(link, {}), get(`${link}?token=${token}`), get(`/x${link}y`)])
  database.on({})

  const logs = globSync('**/*.log', { cwd: stack.dataDir }).map((name) => join(stack.dataDir, name))
  expect(logs.some((name) => name.endsWith('worker.log'))).toBe(true)
  for (const name of logs) {
    const log = readFileSync(name, 'utf8')
    for (const secret of [token, code, code.replace('-', ''), email])
      expect({ name, found: log.includes(secret) }).toEqual({ name, found: false })
  }
  // It is what the platform's own log would have told.
  const found = await post(link, {})
  expect([found.status, found.headers.getSetCookie()]).toEqual([403, []])
  const used = await post(link, {}, cookie)
  expect([used.status, used.headers.get('location')]).toEqual([303, '/welcome/'])
}, 60_000)
