import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { boxOf } from './box-of.ts'
import { desktop, phone, useChromium } from './chromium.ts'
import { day, fosdem, scrollsSideways, useProgrammeSite, withFosdem } from './programme-site.ts'

const chromium = useChromium()
const { sample, open } = useProgrammeSite(chromium)

const grid = (page: Page) => page.getByRole('region', { name: /by time and room/ })

withFosdem('what is searched for is found in place, and the address says so', async () => {
  const page = await open(paths.schedule(fosdem, { day }), phone)
  await page.locator('html').evaluate((html) => html.setAttribute('data-same', ''))
  const field = page.getByRole('searchbox', { name: 'Search this schedule' })
  await field.fill('kalouskova WAYLAND')
  const found = page.locator('.slot li').filter({ visible: true })
  await page.getByText('1 of 484 sessions').waitFor()
  expect(await found.allTextContents()).toEqual([expect.stringContaining('Wayland compositors')])
  expect(await page.locator('.slot h2').filter({ visible: true }).count()).toBe(1)
  await field.press('Enter')
  await page.waitForURL('**q=kalouskova+WAYLAND')
  expect(await page.locator('html[data-same]').count()).toBe(1)
  await field.fill('')
  expect(await page.locator('.lost').count()).toBe(0)
  await page.reload()
  expect(await page.locator('.slot li').count()).toBe(1)
})

withFosdem('words that a day has not lead to the other day, with scripts and without', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(paths.schedule(fosdem, { day }), { ...phone, javaScriptEnabled })
    const link = page.getByRole('link', { name: 'Look on Sunday 1 February' })
    expect(await link.count()).toBe(0)
    await page.getByRole('searchbox', { name: 'Search this schedule' }).fill('libreoffice')
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Search' }).click()
    await link.click()
    await page.getByRole('heading', { level: 1, name: 'Sunday 1 February' }).waitFor()
    expect(
      await page
        .locator('.slot li')
        .filter({ hasText: /libreoffice/i })
        .count(),
    ).toBe(1)
    await page.close()
  }
})

withFosdem('the same is found without scripts, and on the other day too', async () => {
  const device = { ...phone, javaScriptEnabled: false }
  const page = await open(paths.schedule(fosdem, { day, view: 'grid' }), device)
  await page.getByRole('searchbox', { name: 'Search this schedule' }).fill('rust')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.waitForURL('**q=rust*')
  const onSaturday = await page.locator('.lanes li').count()
  expect(onSaturday).toBeGreaterThan(3)
  expect(onSaturday).toBeLessThan(60)
  await page.getByRole('link', { name: /^Sun 1 Feb/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Sunday 1 February' }).waitFor()
  expect(await page.locator('.lanes li').count()).toBeLessThan(60)
  await page.getByRole('link', { name: /^rust ?: let go$/ }).click()
  expect(await page.locator('.lanes li').count()).toBe(399)
})

test('minutes have one height, what is cut is shown on focus, and hours of nothing fold', async () => {
  const page = await open(paths.schedule(sample), desktop)
  await page
    .getByRole('link', { name: /^Sun |^Mon |^Tue |^Wed |^Thu |^Fri |^Sat / })
    .first()
    .click()
  const minutes = await page.locator('.slot li:has(a)').evaluateAll((items) =>
    items.map((item) => {
      const length = item.querySelector('.in time')?.getAttribute('datetime') ?? ''
      const path = item.querySelector('.name a')?.getAttribute('href') ?? ''
      return [path, Number(/\d+/.exec(length))] as const
    }),
  )
  await page.getByRole('link', { name: 'Grid' }).click()
  expect(minutes.length).toBeGreaterThan(10)
  for (const [path, length] of minutes) {
    const { height } = await boxOf(page.locator(`.lanes li > div:has(a[href="${path}"])`))
    expect(Math.abs(height + 1 - length * 2)).toBeLessThan(0.6)
  }
  await page.getByText(/^Nothing for 8 h 45 min$/).waitFor()
  expect((await boxOf(page.locator('.lanes').first())).height).toBeLessThan(1_400)

  const long = page.getByRole('link', { name: /^A rather thorough account/ })
  const cell = page.locator('.lanes li > div', { has: long })
  const isCut = () => cell.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)
  expect(await isCut()).toBe(true)
  await long.focus()
  expect(await isCut()).toBe(false)
})

withFosdem('the grid scrolls by itself, and its rooms and times stay in sight', async () => {
  const page = await open(paths.schedule(fosdem, { day, view: 'grid' }), desktop)
  expect(await page.locator('.room').count()).toBe(29)
  expect(await scrollsSideways(page)).toBe(false)
  const frame = await boxOf(grid(page))
  await grid(page).evaluate((element) => element.scrollTo(2_000, 1_500))
  const room = page.getByRole('heading', { level: 2, name: 'UD2.120 (Chavanne)' })
  expect((await boxOf(room)).y).toBeCloseTo(frame.y + 1, 0)
  const times = page.locator('.axis time')
  expect((await boxOf(times.first())).x - frame.x).toBeLessThan(20)
  // By keyboard, nothing that has the focus is beneath them.
  const link = page.locator('.lanes a').nth(200)
  await link.focus()
  const [at, head, axis] = await Promise.all([
    boxOf(link),
    boxOf(page.locator('.room h2').first()),
    boxOf(page.locator('.axis').first()),
  ])
  expect(at.y).toBeGreaterThanOrEqual(head.y + head.height)
  expect(at.x).toBeGreaterThanOrEqual(axis.x + axis.width)
})

withFosdem.each([
  ['a desktop', desktop],
  ['a phone', phone],
])('on %s names of rooms are in view for as long as their boxes are', async (_, device) => {
  for (const event of [fosdem, sample]) {
    const page = await open(paths.schedule(event, { view: 'grid' }), device)
    await page.locator('.lanes a').last().focus()
    const name = page.locator('.room h2').last()
    const strip = page.locator('.rooms')
    const above = async () => ((await strip.isVisible()) ? (await boxOf(strip)).height : 0)
    expect((await boxOf(name)).y).toBeGreaterThanOrEqual(await above())
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
    expect((await boxOf(name)).y).toBeGreaterThanOrEqual(await above())
    await page.close()
  }
})

withFosdem('times of another day stay within the grid’s column of times', async () => {
  const device = { ...phone, timezoneId: 'Pacific/Auckland' }
  const page = await open(paths.schedule(fosdem, { day, view: 'grid' }), device)
  await page.getByRole('button', { name: 'My time' }).click()
  const times = page.locator('.axis').first().locator('time')
  await times.filter({ hasText: 'Sun 00:00' }).waitFor()
  const axis = await boxOf(page.locator('.axis').first())
  const boxes = await Promise.all((await times.all()).map(boxOf))
  for (const [index, { x, width, y, height }] of boxes.entries()) {
    expect(x + width).toBeLessThanOrEqual(axis.x + axis.width)
    expect(y + height).toBeLessThanOrEqual(boxes[index + 1]?.y ?? Infinity)
  }
})

withFosdem(
  'what is searched for in the grid is brought into view, the field left in use',
  async () => {
    const page = await open(paths.schedule(fosdem, { day, view: 'grid' }), desktop)
    const field = page.getByRole('searchbox', { name: 'Search this schedule' })
    await field.pressSequentially('rust')
    await page.getByText('14 of 484 sessions').waitFor()
    const link = page.getByRole('link', { name: /^tract - an efficient rust/ })
    const { y, height } = await boxOf(link)
    expect(y).toBeGreaterThan((await boxOf(grid(page))).y + 40)
    expect(y + height).toBeLessThan(desktop.viewport.height)
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true)
    expect(await page.evaluate('scrollY')).toBe(0)
  },
)

withFosdem.each([
  ['with scripts', phone],
  ['without scripts', { ...phone, javaScriptEnabled: false }],
] as const)(
  'on a phone the grid shows one room at a time, and a way back, %s',
  async (_, device) => {
    const page = await open(paths.schedule(fosdem, { day, view: 'grid' }), device)
    expect(await scrollsSideways(page)).toBe(false)
    const inSight = async () => {
      const { x, width } = await boxOf(grid(page))
      const rooms = await page.locator('.room h2').all()
      const boxes = await Promise.all(rooms.map(boxOf))
      // The times cover what has been scrolled to their side.
      return boxes.flatMap((box, index) =>
        box.x + box.width > x + 70 && box.x < x + width - 10 ? index : [],
      )
    }
    expect(await inSight()).toEqual([0])
    await page.getByRole('link', { name: 'K.3.401' }).click()
    await expect.poll(inSight).toEqual([3])
    await page.getByRole('link', { name: 'List', exact: true }).click()
    await page.locator('.slots').waitFor()
    expect(new URL(page.url()).searchParams.has('view')).toBe(false)
  },
)
