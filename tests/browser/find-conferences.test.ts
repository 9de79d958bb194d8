import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { events, places } from '#db/schema/index.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { paths } from '#functions/paths.ts'
import { desktop, phone, useChromium } from './chromium.ts'
import { useSampleSite } from './sample-site.ts'

const stack = useSampleSite()
const chromium = useChromium()

/** The next spring that is wholly to come. */
const now = new Date()
const year = now.getUTCFullYear() + (now.getUTCMonth() >= 2 ? 1 : 0)
const spring = { from: `${year}-03`, to: `${year}-05`, begins: `Mar ${year}` }

beforeAll(async () => {
  const { DATABASE_URL: url = '', NEON_SQL_ENDPOINT: endpoint } = stack().settings
  connectNeon({ fetch, endpoint })
  const db = createDatabase({ url })
  const [country, city] = [newId(), newId()]
  const germany = { countryCode: 'DE', region: null }
  await db.insert(places).values({
    ...{ ...germany, id: country, kind: 'country', slug: 'germany', name: 'Germany' },
    gazetteerId: 'iso3166:DE',
  })
  await db.insert(places).values({
    ...{ ...germany, id: city, kind: 'city', slug: 'berlin', name: 'Berlin', countryId: country },
    ...{ latitude: 52.5, longitude: 13.4, zone: 'Europe/Berlin', gazetteerId: 'geonames:2950159' },
  })
  const make = (slug: string, startsOn: string) => ({
    ...{ id: newId(), slug, name: slug, placeId: city, zone: 'Europe/Berlin' },
    ...{ startsOn, endsOn: startsOn, year: Number(startsOn.slice(0, 4)) },
  })
  await db
    .insert(events)
    .values([
      make('too-early', `${year}-02-28`),
      make('in-march', `${year}-03-01`),
      make('in-may', `${year}-05-31`),
      make('too-late', `${year}-06-01`),
    ])
  await countEvents({ write: db, commit: createCommit(db, () => {}), now: () => new Date() })
})

const visitors: [string, BrowserContextOptions][] = [
  ['on a phone', phone],
  ['on a desktop', desktop],
  ['on a phone without scripts', { ...phone, javaScriptEnabled: false }],
  ['on a desktop without scripts', { ...desktop, javaScriptEnabled: false }],
]

/** Counts what a visitor presses and chooses. */
function walker(page: Page) {
  let steps = 0
  const step = async (act: Promise<unknown>) => {
    steps += 1
    await act
  }
  const choose = (label: string, value: string) =>
    step(page.getByLabel(label, { exact: true }).selectOption(value))
  return { step, choose, steps: () => steps }
}

test.each(visitors)('Berlin in spring %s takes five steps at most', async (_, options) => {
  const page = await chromium.newPage({ ...options, baseURL: stack().origin })
  const { step, choose, steps } = walker(page)
  await page.goto(paths.home())
  // One month of the home page is where the span begins.
  await step(page.getByRole('link', { name: spring.begins, exact: true }).click())
  if (options.isMobile) await step(page.getByText('Filters').click())
  expect(await page.getByLabel('From').inputValue()).toBe(spring.from)
  await choose('To', spring.to)
  await choose('Place', 'berlin')
  await step(page.getByRole('button', { name: 'Show' }).click())

  const title = `2 conferences in Berlin from March to May ${year}`
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(await page.title()).toContain(title)
  expect(await page.getByRole('article').count()).toBe(2)
  expect(steps()).toBeLessThanOrEqual(5)
})

test.each(visitors)('the filters %s take one row until they are wanted', async (_, options) => {
  const page = await chromium.newPage({ ...options, baseURL: stack().origin })
  await page.goto(paths.conferences({ place: 'berlin' }))
  const form = page.getByRole('form', { name: 'Conferences' })
  expect(await form.isVisible()).toBe(!options.isMobile)
  if (!options.isMobile) return
  const row = await page.locator('.folded').boundingBox()
  expect(row?.height).toBeLessThan(50)
  await page.getByText('Filters').click()
  expect(await form.isVisible()).toBe(true)
  expect(await page.getByLabel('Place').inputValue()).toBe('berlin')
})

test('a speaker is a few presses away, by the letters of the name', async () => {
  const page = await chromium.newPage({ ...desktop, baseURL: stack().origin })
  await page.goto(paths.speakers())
  await page.getByRole('link', { name: 'G', exact: true }).click()
  await page.getByRole('link', { name: 'Gr', exact: true }).click()
  await page.getByRole('link', { name: 'Grace Hopper' }).waitFor()
  await page.getByRole('link', { name: 'H', exact: true }).click()
  await page.getByText('Nobody we know of').waitFor()
})
