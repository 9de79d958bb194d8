import { expect, test } from 'vitest'
import { eventRedirects } from '#db/schema/index.ts'
import { publicRoutes } from '#workers/public-routes.ts'
import { db } from '../../support/database.ts'
import { makeEdge } from '../../support/edge.ts'
import { everyPath } from '../../support/every-path.ts'

test('every page and file of an event leads from an address in capitals, and from an earlier one, to the one address that it has', async () => {
  const { event, patterns } = await everyPath()
  const open = new Set(publicRoutes.routes.map(({ path }) => path))
  const pages = [...patterns].filter(
    ([pattern]) => pattern.startsWith('/:year{[0-9]{4}}/:slug/') && open.has(pattern),
  )
  const was = `was-${event.slug}`
  await db.insert(eventRedirects).values({ year: event.year, slug: was, eventId: event.id })
  const edge = makeEdge()
  const place = async (path: string) => {
    const { status, headers } = await edge.send(path)
    return [status, headers.get('location')]
  }

  expect(pages.length).toBeGreaterThan(9)
  for (const [, path] of pages) {
    const other = (slug: string) => path.replace(`/${event.slug}/`, `/${slug}/`)
    expect(await place(other(event.slug.toUpperCase()))).toEqual([301, path])
    expect(await place(other(was))).toEqual([301, path])
  }
})
