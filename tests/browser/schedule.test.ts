import { expect, test } from 'vitest'
import { paths, type SchedulePart } from '#functions/paths.ts'
import { findFaults } from './axe.ts'
import { desktop, looks, phone, useChromium } from './chromium.ts'
import {
  day,
  fosdem,
  hasFosdem,
  scrollsSideways,
  useProgrammeSite,
  withFosdem,
} from './programme-site.ts'
import { signIn } from './sign-in.ts'

const chromium = useChromium()
const { sample, open, stack } = useProgrammeSite(chromium)

const devices = [
  ['a phone', { ...phone, javaScriptEnabled: false }],
  ['a desktop', { ...desktop, javaScriptEnabled: false }],
] as const

withFosdem.each(devices)('D1: FOSDEM is browsed on %s without scripts', async (_, device) => {
  const page = await open(paths.schedule(fosdem), device)
  await page.getByRole('heading', { level: 1, name: 'Saturday 31 January' }).waitFor()
  await page.getByText('Brussels time (UTC+1)').waitFor()
  expect(await page.locator('.slot li').count()).toBe(484)
  expect(await scrollsSideways(page)).toBe(false)

  await page.getByRole('navigation', { name: 'Times' }).getByRole('link', { name: '14:00' }).click()
  const two = page.getByRole('heading', { level: 2, name: '14:00' })
  const box = await two.boundingBox()
  expect(box?.y).toBeLessThan(200)
  await page.mouse.wheel(0, 150)
  expect((await two.boundingBox())?.y).toBeGreaterThan(0)

  await page.getByText('Filter', { exact: true }).click()
  await page.getByLabel('Room').selectOption('Janson')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL('**room=Janson*')
  const narrowed = await page.locator('.slot li').count()
  expect(narrowed).toBeGreaterThan(3)
  expect(narrowed).toBeLessThan(30)
  await page.getByRole('link', { name: /^Sun 1 Feb/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Sunday 1 February' }).waitFor()
  await page.locator('.slot li a').first().click()
  await page.getByRole('heading', { name: /^Speakers?$/ }).waitFor()
  await page.getByText('Brussels time (UTC+1)').waitFor()
})

withFosdem.each([
  ['with scripts', phone],
  ['without scripts', { ...phone, javaScriptEnabled: false }],
] as const)('a phone folds FOSDEM’s Saturday by the hour %s', async (_, device) => {
  const page = await open(paths.schedule(fosdem, { day }), device)
  const height = await page.locator('html').evaluate(({ scrollHeight }) => scrollHeight)
  expect(height).toBeLessThan(2_000)
  const last = page.locator('.slot li').last()
  expect(await last.isVisible()).toBe(false)
  await page.getByText('53 sessions').last().click()
  expect(await last.isVisible()).toBe(true)
  // An address leads into a fold.
  const inside = await page.locator('.hour:not([open]) .slot li').first().getAttribute('id')
  await page.goto(`${page.url()}#${inside}`)
  await page.locator('.hour[open] .slot li:target').waitFor()
})

withFosdem('where there is room, a long day is open', async () => {
  const page = await open(paths.schedule(fosdem, { day }), desktop)
  await page.locator('.hour:not([open])').waitFor({ state: 'detached' })
  expect(await page.locator('.hour').count()).toBeGreaterThan(5)
})

withFosdem('the keyboard alone leads through FOSDEM: to a day, a time and a session', async () => {
  const page = await open(paths.schedule(fosdem), desktop)
  const focused = async () => (await page.locator(':focus').textContent())?.trim() ?? ''
  const tabTo = async (wanted: RegExp, limit: number) => {
    for (let press = 0; press < limit; press++) {
      await page.keyboard.press('Tab')
      if (wanted.test(await focused())) return
    }
    throw new Error(`${wanted} is more than ${limit} presses away, at ${await focused()}`)
  }
  await tabTo(/^Skip to the content$/, 1)
  await page.keyboard.press('Enter')
  await tabTo(/^Sat 31 Jan/, 4)
  await tabTo(/^16:00$/, 20)
  await page.keyboard.press('Enter')
  // Past the hours that are left, into what starts then.
  await page.keyboard.press('Tab')
  const heading = page.locator('section.slot:has(:focus) h2')
  expect(await heading.textContent()).toContain('16:00')
  const title = await focused()
  // What has the focus is not hidden beneath what sticks to the top.
  const isVisible = await page.locator(':focus').evaluate((link) => {
    const { x, y } = link.getBoundingClientRect()
    return link.ownerDocument.elementFromPoint(x + 4, y + 6) === link
  })
  expect(isVisible).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
})

test('D1: the reader’s own time is one press away, is remembered, and never mixes', async () => {
  const page = await open(paths.schedule(sample), { ...desktop, timezoneId: 'Asia/Kolkata' })
  const first = page.locator('.slot h2 time').first()
  const theirs = await first.textContent()
  await page.getByRole('button', { name: 'My time' }).click()
  await page
    .getByText('your time (Asia/Calcutta)')
    .or(page.getByText('your time (Asia/Kolkata)'))
    .waitFor()
  const mine = await first.textContent()
  expect(mine).not.toBe(theirs)
  await page.locator('.slot li a').first().click()
  await page.getByRole('button', { name: 'My time', pressed: true }).waitFor()
  await page.getByRole('button', { name: 'London time', pressed: false }).click()
  await page.getByText('Times are London time').waitFor()
  await page.goto(paths.schedule(sample))
  expect(await page.locator('.slot h2 time').first().textContent()).toBe(theirs)
})

test('D9: no word of the times’ column is broken', async () => {
  const page = await open(paths.schedule(sample), { ...desktop, timezoneId: 'Asia/Kolkata' })
  await page
    .getByRole('link', { name: /^Sun |^Mon |^Tue |^Wed |^Thu |^Fri |^Sat / })
    .first()
    .click()
  await page.getByRole('button', { name: 'My time' }).click()
  const broken = await page.locator('.slot h2').evaluateAll((headings) =>
    headings.flatMap((heading) => {
      const document = heading.ownerDocument
      const texts = document.createTreeWalker(heading, 4)
      const found: string[] = []
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        for (const { index, 0: word } of (text.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(text, index)
          range.setEnd(text, index + word.length)
          if (range.getClientRects().length > 1) found.push(word)
        }
      return found
    }),
  )
  expect(broken).toEqual([])
  await page.getByText('in the night to').waitFor()
})

test('D1: whose clock shows the same is not asked', async () => {
  const page = await open(paths.schedule(sample), { ...desktop, timezoneId: 'Europe/London' })
  expect(await page.getByRole('button', { name: 'My time' }).count()).toBe(0)
})

test.each([
  ['with scripts', phone],
  ['without scripts', { ...phone, javaScriptEnabled: false }],
] as const)(
  'track a session %s, find it among the picks and on the dashboard',
  async (name, device) => {
    const page = await open(paths.schedule(sample), device)
    await page.getByRole('link', { name: /^My picks/ }).click()
    const handle = name.replace(' ', '-')
    await signIn(page, stack(), { email: `${handle}@example.org`, name: handle, handle })
    await page.goto(paths.schedule(sample))
    const third = page
      .getByRole('link', { name: /^Sun |^Mon |^Tue |^Wed |^Thu |^Fri |^Sat / })
      .last()
    await third.click()
    await page.getByRole('button', { name: 'Track Closing, and where to next' }).click()
    await page.getByRole('button', { name: /^Tracking Closing.*stop$/ }).waitFor()
    await page.getByRole('link', { name: 'My picks', exact: true }).click()
    await page.waitForURL('**picks=1*')
    expect(await page.locator('.slot li').count()).toBe(1)
    await page.goto(paths.dashboard())
    await page.getByRole('heading', { name: 'Sessions you track next' }).waitFor()
    await page.getByRole('link', { name: 'Closing, and where to next' }).click()
    await page.getByRole('button', { name: /^Tracking Closing.*stop$/ }).click()
    await page.getByRole('button', { name: /^Track Closing/ }).waitFor()
  },
)

test.each(looks)('axe finds nothing on any part of a programme, %s', async (_, look) => {
  const parts: SchedulePart[] = [{}, { view: 'grid' }, { room: 'Studio' }, { room: 'Nowhere' }]
  const pages = [
    ...parts.map((part) => paths.schedule(sample, part)),
    ...['opening', 'cancelled-flight', 'kanittamil'].map((slug) => paths.session(sample, slug)),
    paths.eventSpeakers(sample),
    paths.event(sample),
    paths.session(sample, 'no-such-session'),
    ...(hasFosdem
      ? [paths.schedule(fosdem, { day }), paths.schedule(fosdem, { day, view: 'grid' })]
      : []),
  ]
  const page = await chromium.newPage({ ...look, baseURL: stack().origin })
  for (const path of pages) {
    await page.goto(path)
    expect({ path, faults: await findFaults(page) }).toEqual({ path, faults: [] })
    expect({ path, sideways: await scrollsSideways(page) }).toEqual({ path, sideways: false })
  }
})

test('axe finds nothing on the picks and track buttons of the signed-in', async () => {
  const page = await open(paths.schedule(sample, { picks: '1' }), phone)
  await page.getByRole('link', { name: /^My picks/ }).click()
  await signIn(page, stack(), { email: 'axe@example.org', name: 'Axe', handle: 'axe-picks' })
  for (const part of [{}, { picks: '1' }, { view: 'grid' }] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(paths.schedule(sample, part))
      expect(await findFaults(page)).toEqual([])
    }
  await page.goto(paths.session(sample, 'opening'))
  expect(await findFaults(page)).toEqual([])
})
