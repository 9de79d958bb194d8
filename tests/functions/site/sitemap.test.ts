import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import {
  listSitemapMonth,
  listSitemapMonths,
  listSitemapSections,
} from '#functions/site/sitemap.ts'
import { db } from '#tests/support/database.ts'
import {
  makeEvent,
  makePlace,
  makeSeries,
  makeSession,
  makeTopic,
  makeVenue,
} from '#tests/support/make.ts'

const named = async (month: string) => (await listSitemapMonth(db, month)).map(({ path }) => path)

test('the sitemap names every listed event in the file of its month, with what is said there', async () => {
  const last = await makeEvent({ startsOn: '1987-01-31' })
  const first = await makeEvent({ startsOn: '1987-02-01' })
  await makeEvent({ startsOn: '1987-04-30', visibility: 'unlisted' })
  const talk = await makeSession({ eventId: first.id })
  await makeSession({ eventId: first.id, withdrawnAt: new Date() })

  const months = await listSitemapMonths(db)

  expect(months).toEqual(expect.arrayContaining(['1987-01', '1987-02']))
  expect(months).not.toContain('1987-03')
  expect(months).not.toContain('1987-04')
  expect(months).toEqual([...new Set(months)].sort())
  expect(await named('1987-01')).toEqual([paths.event(last)])
  expect(await named('1987-02')).toEqual([paths.event(first), paths.session(first, talk.slug)])
  expect(await named('1987-04')).toEqual([])
})

test('the sitemap names the lists, and every topic, place and venue, and series with editions', async () => {
  const [topic, place] = [await makeTopic(), await makePlace()]
  const venue = await makeVenue({ placeId: place.id })
  const [series, empty] = [await makeSeries(), await makeSeries()]
  await makeEvent({ seriesId: series.id })
  await makeEvent({ seriesId: empty.id, visibility: 'unlisted' })

  const found = (await listSitemapSections(db)).map(({ path }) => path)

  expect(found).toEqual(expect.arrayContaining([paths.home(), paths.speakers(), paths.calls()]))
  expect(found).toContain(paths.topic(topic.slug))
  expect(found).toContain(paths.place(place.slug))
  expect(found).toContain(paths.venue({ city: place.slug, slug: venue.slug }))
  expect(found).toContain(paths.series(series.slug))
  expect(found).not.toContain(paths.series(empty.slug))
  expect(new Set(found).size).toBe(found.length)
})
