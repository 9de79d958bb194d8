import { Hono } from 'hono'
import { afterEach, expect, test, vi } from 'vitest'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from '#workers/app-env.ts'
import { errorToResponse } from '#workers/errors.tsx'
import type { Report } from '#workers/incidents/report.ts'
import { anonymous } from '#workers/requester.ts'
import { layout } from '#workers/web/layout.tsx'
import { makeDeps } from '../support/deps.ts'
import { makeSite } from '../support/site.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A page that throws, on a site with these settings: what it answers, logs and reports. */
async function ask(thrown: Error, own: { ALERT_URL?: string; ALERT_MAIL?: string } = {}) {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  const reports: Report[] = []
  const app = new Hono<AppEnv>()
    .onError(errorToResponse)
    .use(layout, async (c, next) => {
      c.set('settings', { ...makeSite(makeDeps().deps).settings, ...own })
      c.set('requestId', 'abc-1')
      c.set('requester', anonymous)
      c.set('tags', new Set())
      await next()
    })
    .get('/people/:handle/', () => {
      throw thrown
    })
  const env = { report: (report: Report) => void reports.push(report) }
  const answer = await app.request('/people/ada/?q=secret', {}, env)
  const lines = logged.mock.calls.map(([line]) => JSON.parse(String(line)))
  return { status: answer.status, page: await answer.text(), lines, reports }
}

test.each([
  ['a webhook', { ALERT_URL: 'https://chat.example/hook' }, true],
  ['an address', { ALERT_MAIL: 'operator@example.org' }, true],
  ['nobody to tell', {}, false],
])('with %s the page of an error says so, and claims no more', async (_, own, told) => {
  const { status, page } = await ask(new TypeError('x is not a function'), own)
  expect(status).toBe(500)
  expect(page).toContain('Something went wrong on our side')
  expect(page.includes('We have been told')).toBe(told)
})

test('an unexpected error is logged once and reported, by its route and without who was asked for', async () => {
  const { lines, reports } = await ask(new TypeError('x is not a function'))
  expect(lines).toEqual([
    {
      time: expect.any(String),
      ...{ level: 'error', message: 'a request failed', requestId: 'abc-1', method: 'GET' },
      ...{ route: '/people/:handle/', error: expect.stringMatching(/^TypeError: x is .*\n +at /) },
    },
  ])
  expect(reports).toEqual([
    { kind: 'unexpected-error', text: expect.stringContaining('GET /people/:handle/') },
  ])
  expect(JSON.stringify([lines, reports])).not.toMatch(/ada|secret/)
})

test('what was expected is neither logged nor reported', async () => {
  const { status, lines, reports } = await ask(new DomainError('not_found', 'Nobody is called ada'))
  expect([status, lines, reports]).toEqual([404, [], []])
})
