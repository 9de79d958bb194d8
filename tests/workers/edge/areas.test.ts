import { expect, vi } from 'vitest'
import { publicRoutes } from '#workers/public-routes.ts'
import { makeEdge } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { everyPath } from '../../support/every-path.ts'

// There is no queue here, which a check of health is told.
vi.spyOn(console, 'warn').mockImplementation(() => undefined)

test('a public route is answered by way of the page cache, and any other never: every route is asked', async () => {
  const edge = makeEdge()
  const { patterns } = await everyPath()
  const open = new Set(publicRoutes.routes.map(({ path }) => path))
  const personal: string[] = []
  for (const [pattern, path] of patterns) {
    // Without its slash it is about to be redirected.
    for (const asked of [path, path.replace(/(?<=.)\/$/, '')]) {
      const { headers } = await edge.send(asked)
      expect(headers.get('x-cache') === 'bypass', asked).toBe(!open.has(pattern))
    }
    if (!open.has(pattern)) personal.push(pattern)
  }
  expect(personal).toContain('/welcome/')
  expect(personal.length).toBeGreaterThan(8)
})
