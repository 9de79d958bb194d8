import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Each kind of page has one way to be mounted. Each failure says which. */
const files = globSync('workers/web/**/*.{ts,tsx}')
const filesWith = (pattern: RegExp, { except = [] as string[] } = {}) =>
  files.filter(
    (file) =>
      pattern.test(readFileSync(file, 'utf8')) && !except.some((part) => file.includes(part)),
  )

test('a public page is declared with page, listPage or pageOfEvent, which see to its query, redirects, tag and robots', () => {
  const mounted = /\.get\(\s*(?:['`]\/|[A-Z])/
  const others = ['web/page.ts', 'web/pictures/', 'web/sitemap/']
  const personal = [
    ...['accounts/', 'dashboard/', 'reports/'],
    ...['coverage/add-routes.tsx', 'sessions/picks-routes.ts'],
  ].map((part) => `web/${part}`)
  expect(filesWith(mounted, { except: [...others, ...personal] })).toEqual([])
  const parts = /\bknownQuery\(|\breq\.valid\(|\btags\.add\(/
  expect(filesWith(parts, { except: others })).toEqual([])
})

test('what is under an event’s address is mounted with eventPath or pageOfEvent, and read with readEventRef', () => {
  const parts = /:year\{\[0-9\]\{4\}\}\/:slug|\bfindMovedEvent\b|slugParam\([^)]*'This event'\)/
  expect(filesWith(parts)).toEqual(['workers/web/events/event-scope.ts'])
})
