import { expect, test } from 'vitest'
import { MonthLinks } from '#workers/web/home/month-links.tsx'

test('months lead to their conferences, from this one to the same one a year on', () => {
  const html = String(<MonthLinks now={new Date('2026-12-31T23:59:00Z')} />)
  const months = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
  expect(months).toHaveLength(13)
  expect(months[0]).toBe('/conferences/?from=2026-12&amp;to=2026-12')
  expect(months[12]).toBe('/conferences/?from=2027-12&amp;to=2027-12')
  expect(html.match(/<span>[^<]*/g)).toEqual(['<span> 2026', '<span> 2027'])
  expect(html).toContain('Mar<span class="unseen"> 2027</span>')
})
