import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { makeDeps } from '../../../support/deps.ts'
import {
  makeCall,
  makeEvent,
  makePerson,
  makeSeries,
  makeSession,
  makeStaff,
} from '../../../support/make.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const site = () => makePublicSite(makeDeps().deps)

test('a series is a page for people and machines, and its events lead to it', async () => {
  const series = await makeSeries({
    name: 'தமிழ் </script> மாநாடு',
    description: '<p>Every <em>autumn</em>.</p>',
    website: 'javascript:alert(1)',
  })
  const person = await makePerson()
  const past = await makeEvent({ seriesId: series.id, startsOn: '2025-09-01' })
  const next = await makeEvent({ seriesId: series.id })
  await makeSession({ eventId: past.id, speakers: [person] })
  await makeStaff(past.id, [{ name: '<b>Bob</b>', role: 'Organiser' }])
  await makeCall({ eventId: next.id })
  const { get, tags } = site()

  const html = await (await get(paths.series(series.slug))).text()

  expect(html).toContain('<p>Every <em>autumn</em>.</p>')
  expect(html).toContain('"@type":"EventSeries"')
  expect(html).toContain('Next edition')
  expect(html).toContain(`href="${paths.event(next)}"`)
  expect(html).toContain(`href="${paths.event(past)}"`)
  expect(html).toContain(`href="${paths.person(person.handle)}"`)
  expect(html).toContain('&lt;b&gt;Bob&lt;/b&gt;')
  expect(html).toContain('Closes in 9 days')
  for (const wrong of ['javascript:', '</script> ம']) expect(html).not.toContain(wrong)
  expect([...tags]).toEqual([`series-${series.id}`])

  const event = await (await get(paths.event(next))).text()
  expect(event).toContain(`href="${paths.series(series.slug)}"`)
  expect(event).toContain('"superEvent"')
})

test('a long past goes on over pages, which do not repeat what is next', async () => {
  const series = await makeSeries()
  for (let year = 1990; year < 2020; year += 1)
    await makeEvent({ seriesId: series.id, startsOn: `${year}-05-05` })
  await makeEvent({ seriesId: series.id })
  const { get } = site()

  const first = await (await get(paths.series(series.slug))).text()
  const more = /href="([^"]*after=[^"]*)"/.exec(first)?.[1] ?? ''
  const second = await (await get(more.replaceAll('&amp;', '&'))).text()

  expect(first).toContain('Next edition')
  expect(second).not.toContain('Next edition')
  expect(second).toContain('Back to the start')
  expect(second).toContain('noindex')
})

test('other spellings lead to the page, nonsense to none', async () => {
  const { slug } = await makeSeries()
  const { get } = site()
  const moved = await get(paths.series(slug.toUpperCase()))
  expect([moved.status, moved.headers.get('location')]).toEqual([301, paths.series(slug)])
  expect((await get('/series/no-such-series/')).status).toBe(404)
  expect((await get('/series/%00/')).status).toBe(404)
  expect((await get(`${paths.series(slug)}?after=nonsense`)).status).toBe(400)
  expect((await get('/series/?after=%3Cb%3E')).status).toBe(400)
})

test('the list of series begins at any letter', async () => {
  const series = await makeSeries({ slug: `qq-${Date.now()}`, name: 'Quokka Days' })
  await makeEvent({ seriesId: series.id })
  const html = await (await site().get(paths.after(paths.seriesList(), 'qq'))).text()
  expect(html).toContain('Quokka Days')
  expect(html).toContain('1 edition')
  expect(html).toContain('next Sept 2026')
})
