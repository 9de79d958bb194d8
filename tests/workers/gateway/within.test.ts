import { expect, test } from 'vitest'
import { within } from '#workers/gateway/within.ts'

const areas = within(['/dashboard/', '/healthz', '/:year{[0-9]{4}}/:slug/coverage/add/'])

test.each(['/dashboard/', '/dashboard', '/dashboard/a/b', '/healthz', '/2026/x/coverage/add'])(
  '%s is within its area',
  (path) => expect(path).toMatch(areas),
)

test.each(['/', '/dashboards/', '/a/dashboard/', '/26/x/coverage/add/', '/2026/x/y/coverage/add/'])(
  '%s is in none',
  (path) => expect(path).not.toMatch(areas),
)
