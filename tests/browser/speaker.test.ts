import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { desktop, phone, useChromium } from './chromium.ts'
import { sample, sampleVideo, useSampleSite } from './sample-site.ts'

const stack = useSampleSite()
const chromium = useChromium()

const visitors = [
  ['on a phone', { ...phone, javaScriptEnabled: true }],
  ['on a desktop without scripts', { ...desktop, javaScriptEnabled: false }],
] as const

/** A page of a visitor, for whom the rest of the web is one page. */
async function visit(options: (typeof visitors)[number][1]) {
  const page = await chromium.newPage({ ...options, baseURL: stack().origin })
  const body = '<p>A page of somebody else</p>'
  await page.route(
    (url) => url.origin !== stack().origin,
    (route) => route.fulfill({ contentType: 'text/html', body }),
  )
  const plays = async () => {
    if (!options.javaScriptEnabled) return page.waitForURL(sampleVideo)
    return page.locator('iframe').contentFrame().getByText('A page of somebody else').waitFor()
  }
  return { page, plays }
}

test.each(visitors)('from a talk’s speaker to its video in three steps %s', async (_, options) => {
  const { page, plays } = await visit(options)
  await page.goto(paths.session(sample.past, 'keynote'))
  await page.getByRole('article').getByRole('link', { name: 'Grace Hopper' }).first().click()
  await page.waitForURL(`**${paths.person(sample.person)}`)
  await page.getByRole('link', { name: '1 video' }).click()
  await page.waitForURL(`**${paths.coverageOf('person', sample.person, 'video')}`)
  await page.getByRole('link', { name: /^Play/ }).click()
  await plays()
})

test.each(visitors)('from a profile’s past to the video in two %s', async (_, options) => {
  const { page, plays } = await visit(options)
  await page.goto(paths.person(sample.person))
  const past = page.getByRole('listitem').filter({ hasText: 'Yesterday’s news' })
  expect(await past.textContent()).toMatch(/Opening: Yesterday’s news.*Video/)
  await past.getByRole('link', { name: /^Opening/ }).click()
  await page.getByRole('link', { name: /^Play/ }).click()
  await plays()
})

test.each(visitors)('a visitor reports what is wrong %s', async (_, options) => {
  const { page } = await visit(options)
  await page.goto(paths.eventCoverage(sample.past))
  await page.getByRole('link', { name: 'Report' }).first().click()
  await page.locator('main form').evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByLabel('Anything that helps').fill('It stops after a minute')
  await page.getByRole('button', { name: 'Report it' }).click()
  await page.getByRole('alert').getByRole('link', { name: 'Choose what is wrong' }).click()
  expect(await page.getByLabel('Anything that helps').inputValue()).toBe('It stops after a minute')
  await page.getByLabel('It leads to nothing').check()
  await page.getByRole('button', { name: 'Report it' }).click()
  await page.getByText('Somebody looks at all that is reported').waitFor()
})
