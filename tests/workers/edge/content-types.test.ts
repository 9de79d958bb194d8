import { expect } from 'vitest'
import { form, makeEdge } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { everyPath } from '../../support/every-path.ts'

/** Types that browsers read as text in whatever charset they guess, unless they are told. */
const TEXT = /^(?:text\/|application\/(?:xml|.*\+xml|xhtml))/

test('every answer with a body says what it is, and text in which charset', async () => {
  const { paths } = await everyPath()
  const edge = makeEdge()
  const answers: [string, Response][] = [
    ['a refusal', await edge.send('/sign-out/', form({}, { Origin: 'https://evil.example' }))],
    ['a delivery', await edge.send('/_queues/purge-pages', { method: 'POST', body: '{}' })],
    ['nowhere', await edge.send('/no/such/page/at/all/')],
    ['problem', await edge.send('/1999/none/', { headers: { accept: 'application/json' } })],
  ]
  for (const path of paths) answers.push([path, await edge.send(path)])

  let seen = 0
  for (const [path, answer] of answers) {
    expect(answer.status, path).not.toBe(503)
    if ((await answer.text()) === '') continue
    seen += 1
    const type = answer.headers.get('content-type') ?? ''
    expect(type, path).toMatch(/^[a-z]+\/[\w.+-]+/)
    if (TEXT.test(type)) expect(type.toLowerCase(), path).toContain('charset=utf-8')
  }
  expect(seen).toBeGreaterThan(20)
})
