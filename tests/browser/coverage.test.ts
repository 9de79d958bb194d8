import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { boxOf } from './box-of.ts'
import { desktop, phone, useChromium } from './chromium.ts'
import { sample, sampleVideo, useSampleSite } from './sample-site.ts'
import { signIn } from './sign-in.ts'

const stack = useSampleSite()
const chromium = useChromium()

/** Answers for the rest of the web, and remembers who was asked for what. */
async function watch(page: Page) {
  const asked: { url: string; referer: string | undefined }[] = []
  await page.route(
    (url) => url.origin !== stack().origin,
    async (route) => {
      const request = route.request()
      asked.push({ url: request.url(), referer: (await request.allHeaders()).referer })
      await route.fulfill({ contentType: 'text/html', body: '<p>A page of somebody else</p>' })
    },
  )
  return asked
}

test('nobody else hears of a visit until somebody presses Play; then the player takes its place', async () => {
  const page = await chromium.newPage({ ...desktop, baseURL: stack().origin })
  const asked = await watch(page)
  for (const path of [
    paths.coverage(),
    paths.event(sample.past),
    paths.person(sample.person),
    paths.topic(sample.topic),
    paths.eventCoverage(sample.past),
  ])
    await page.goto(path, { waitUntil: 'networkidle' })
  expect(asked).toEqual([])
  expect(await page.locator('iframe').count()).toBe(0)

  await page.getByRole('link', { name: /^Play.*The opening, recorded/ }).click()
  const frame = page.getByTitle('Play: The opening, recorded')
  await frame.contentFrame().getByText('A page of somebody else').waitFor()
  expect(asked).toEqual([
    {
      url: 'https://www.youtube-nocookie.com/embed/jNQXAC9IVRw',
      referer: `${stack().origin}/`,
    },
  ])
  expect(await frame.getAttribute('sandbox')).not.toContain('top-navigation')
  expect(new URL(page.url()).pathname).toBe(paths.eventCoverage(sample.past))
})

test('without scripts, Play leads to the site that has it', async () => {
  const page = await chromium.newPage({
    ...phone,
    javaScriptEnabled: false,
    baseURL: stack().origin,
  })
  await watch(page)
  await page.goto(paths.eventCoverage(sample.past))
  await page.getByRole('link', { name: /^Play/ }).click()
  await page.waitForURL(sampleVideo)
})

test.each([
  ['a phone', phone],
  ['a desktop', desktop],
])(
  'a recording has its place, its name and Play, and pressing that moves nothing, on %s',
  async (_, size) => {
    const page = await chromium.newPage({ ...size, baseURL: stack().origin })
    await watch(page)
    await page.goto(paths.session(sample.past, 'keynote'))
    const card = page.getByRole('article').filter({ hasText: 'The opening, recorded' }).last()
    const height = () => page.locator('body').evaluate(({ scrollHeight }) => scrollHeight)
    const [before, poster] = [await height(), await boxOf(card.locator('.poster'))]
    expect(poster.width / poster.height).toBeCloseTo(16 / 9, 1)
    expect(poster.width).toBeGreaterThan(300)
    const name = card.getByRole('heading', { name: 'The opening, recorded' })
    const link = await boxOf(name.getByRole('link'))
    expect(link.y).toBeGreaterThan(poster.y)
    const press = await boxOf(card.locator('.press'))
    expect(link.y + link.height).toBeLessThan(press.y)
    expect(press.y + press.height).toBeLessThan(poster.y + poster.height)

    await card.getByRole('link', { name: /^Play/ }).click()
    await card.locator('iframe').waitFor()
    expect(await boxOf(card.locator('iframe'))).toEqual(poster)
    expect(await height()).toBe(before)
  },
)

test('a dot between two facts is drawn before neither when they begin a line', async () => {
  const page = await chromium.newPage({ ...desktop, baseURL: stack().origin })
  await page.goto(paths.coverage())
  const card = page.getByRole('article').filter({ hasText: 'The opening, recorded' })
  const facts = card.locator('.byline > *')
  const style = (name: string, value: string) =>
    facts.evaluateAll(
      (all, [one, is]) => {
        for (const fact of all) fact.style.setProperty(one, is)
      },
      [name, value] as const,
    )
  /** What is drawn just before the second fact. */
  const drawn = async () => {
    const { x, y, height } = await boxOf(facts.nth(1))
    const clip = { x: x - 14, y, width: 13, height }
    return (await page.screenshot({ clip, fullPage: true })).toString('base64')
  }
  const beside = await drawn()
  await style('flex-basis', '100%')
  const beneath = await drawn()
  await style('--dot', 'none')
  expect(beneath === (await drawn())).toBe(true)
  await style('flex-basis', '')
  expect(beside === (await drawn())).toBe(false)
})

test.each(['ltr', 'rtl'])(
  'on a phone an item is a row, and its player as wide as the page, %s',
  async (dir) => {
    const viewport = { width: 320, height: 640 }
    const page = await chromium.newPage({ ...phone, viewport, baseURL: stack().origin })
    await watch(page)
    await page.goto(paths.eventCoverage(sample.past))
    const card = page.getByRole('article').filter({ hasText: 'The opening, recorded' })
    const long = dir === 'rtl' ? 'كلمة طويلة '.repeat(20) : 'Donaudampfschifffahrt'.repeat(8)
    await page.locator('html').evaluate((html, to) => html.setAttribute('dir', to), dir)
    await card.locator('.name a').evaluate((link, name) => link.append(name), long)

    const row = await boxOf(card)
    const poster = await boxOf(card.locator('.poster'))
    const what = await boxOf(card.locator('.text'))
    expect(poster.width).toBeLessThan(100)
    expect(poster.height).toBeLessThan(60)
    const icons = page.locator('.poster:not(:has(.play)) .icon')
    for (const icon of await icons.all()) expect((await boxOf(icon)).width).toBeGreaterThan(20)
    expect(await icons.count()).toBe(2)
    expect(Math.abs(poster.y - what.y)).toBeLessThan(1)
    if (dir === 'ltr') expect(poster.x + poster.width).toBeLessThan(what.x)
    else expect(what.x + what.width).toBeLessThan(poster.x)
    expect(what.x).toBeGreaterThan(row.x)
    expect(what.x + what.width).toBeLessThan(row.x + row.width)
    const html = page.locator('html')
    expect(await html.evaluate(({ scrollWidth }) => scrollWidth)).toBe(viewport.width)

    const play = card.getByRole('link', { name: /^Play/ })
    expect((await boxOf(play)).height).toBeGreaterThanOrEqual(24)
    await play.click()
    await expect.poll(async () => (await boxOf(card.locator('iframe'))).width).toBeGreaterThan(250)
  },
)

test.each([true, false])('add something to watch, scripts on: %s', async (javaScriptEnabled) => {
  const page = await chromium.newPage({ ...phone, javaScriptEnabled, baseURL: stack().origin })
  await page.goto(paths.event(sample.past))
  await page.getByRole('link', { name: 'Add a video, slides or notes' }).click()
  const handle = javaScriptEnabled ? 'adds' : 'adds-plainly'
  await signIn(page, stack(), { email: `${handle}@example.org`, name: 'Adds', handle })
  await page.waitForURL(`**${paths.addCoverage(sample.past)}`)
  await page.getByLabel('Link').fill('just words')
  await page.getByLabel('Kind').selectOption('Audio')
  await page.locator('main form').evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('Link').inputValue()).toBe('just words')
  expect(await page.getByLabel('Kind').inputValue()).toBe('audio')
  await page.getByLabel('Link').fill(`https://example.org/${handle}.mp3`)
  await page.getByLabel('About').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('heading', { name: 'Added', exact: true }).waitFor()
  // Nobody has said what it is called: it has the name of what it is of.
  await page.getByRole('link', { name: 'Opening: Yesterday’s news' }).waitFor()
  await page.getByLabel('Link').fill(`http://www.example.org/${handle}.mp3`)
  await page.getByLabel('Kind').selectOption('Audio')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('heading', { name: 'Was already there' }).waitFor()

  await page.getByRole('link', { name: 'All there is of this event' }).click()
  await page.waitForURL(`**${paths.eventCoverage(sample.past)}`)
  const card = page.getByRole('article').filter({ hasText: 'Added by Adds' })
  await card.getByRole('button', { name: 'Take it back' }).click()
  await page.getByRole('heading', { name: 'What is taken back' }).waitFor()
  await page.goto(paths.eventCoverage(sample.past))
  expect(await card.count()).toBe(0)
})
