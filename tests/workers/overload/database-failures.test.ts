import { neonConfig } from '@neondatabase/serverless'
import { afterEach, expect, test, vi } from 'vitest'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { makeActor } from '../../support/make.ts'

const driver = neonConfig.fetchFunction
afterEach(() => {
  neonConfig.fetchFunction = driver
  vi.restoreAllMocks()
})

const late = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError')
const told = (status: number, code: string) => async () =>
  Response.json({ message: 'no', code }, { status })

test.each([
  ['does not answer in time', async () => Promise.reject(late())],
  ['cannot be reached', async () => Promise.reject(new TypeError('fetch failed'))],
  ['has too many connections', told(400, '53300')],
  ['ended the statement for want of time', told(400, '57014')],
  ['has no connection to lend', told(500, '')],
  ['is asked too much', told(429, '')],
])('a database that %s is a 503 with Retry-After, and one line in the log', async (_, fetch) => {
  const cookie = await sessionCookie(await makeActor())
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  neonConfig.fetchFunction = fetch

  for (const headers of [{ cookie }, { cookie: '' }]) {
    const answer = await makeEdge().send('/topics/', { headers })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30'])
    expect(await answer.text()).toContain('We cannot reach our database just now')
  }
  const lines = warn.mock.calls.filter(([line]) => line.includes('no database could answer'))
  expect(lines).toHaveLength(2)
  expect(JSON.stringify(lines)).not.toContain(' at ')
  expect(error).not.toHaveBeenCalled()
})
