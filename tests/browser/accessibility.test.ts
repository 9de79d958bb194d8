import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { findFaults } from './axe.ts'
import { desktop, looks, phone, useChromium } from './chromium.ts'
import { sample, useSampleSite } from './sample-site.ts'
import { signIn } from './sign-in.ts'

const stack = useSampleSite()
const chromium = useChromium()

const [first = sample.past, second = sample.past] = sample.upcoming

const publicPages = [
  paths.home(),
  paths.conferences(),
  paths.conferences({ topic: [sample.topic], online: '1' }),
  paths.event(first),
  paths.event(second),
  ...sample.upcoming.slice(2).map(paths.event),
  paths.event(sample.past),
  paths.schedule(first),
  paths.schedule(second, { view: 'grid' }),
  paths.session(first, 'keynote'),
  paths.eventSpeakers(first),
  paths.topics(),
  paths.topic(sample.topic),
  paths.topicPast(sample.topic),
  paths.topicYear(sample.topic, first.year),
  paths.places(),
  paths.place(sample.country),
  paths.place(sample.city),
  paths.placePast(sample.city),
  paths.seriesList(),
  paths.series(sample.series),
  paths.venue({ city: sample.city, slug: sample.venue }),
  paths.calls(),
  paths.eventCalls(second),
  paths.speakers(),
  paths.search({ q: 'hallway' }),
  paths.search({ q: 'no such thing' }),
  paths.person(sample.person),
  paths.coverage(),
  paths.coverage('video'),
  paths.eventCoverage(sample.past),
  paths.eventCoverage(sample.past, 'audio'),
  paths.coverageOf('person', sample.person),
  paths.coverageOf('topic', sample.topic, 'video'),
  paths.coverageOf('series', sample.series, 'sketchnote'),
  paths.reportCoverage(sample.item),
  paths.signIn(),
  ...sample.upcoming.map((event) => paths.signInTo('attending', paths.event(event))),
  paths.signInTo('tracking', paths.session(second, 'keynote')),
  paths.signInSent(),
  paths.signInLink('not-a-link'),
  '/no/such/page/',
]

test.each(looks)('axe finds nothing on any page, %s', async (_, look) => {
  const page = await chromium.newPage({ ...look, baseURL: stack().origin })
  for (const path of publicPages) {
    await page.goto(path)
    expect({ path, faults: await findFaults(page) }).toEqual({ path, faults: [] })
  }
})

test('axe would have noticed', async () => {
  const page = await chromium.newPage({ baseURL: stack().origin })
  await page.goto(paths.topics())
  await page.locator('main').evaluate((main) => {
    main.innerHTML += '<img src="/favicon.ico">'
  })
  expect(await findFaults(page)).toEqual(['image-alt: img'])
})

test('axe finds nothing on the pages of the signed-in, nor on wrong forms', async () => {
  const page = await chromium.newPage({ ...phone, baseURL: stack().origin })
  const check = async () => expect(await findFaults(page)).toEqual([])
  await page.goto(paths.signInThen(paths.event(first)))
  await page.getByLabel('E-mail address').fill('not-an-address')
  await page.locator('main form').evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('alert').waitFor()
  await check()
  await signIn(page, stack(), {
    email: 'axe@example.org',
    name: 'Axe',
    handle: 'axe',
    onEachPage: check,
  })
  for (const path of [paths.event(first), paths.event(second)]) {
    await page.goto(path)
    await page
      .getByRole('button', { name: /^(Attend|Track) / })
      .first()
      .click()
    await page.getByRole('button', { name: /stop$/ }).first().waitFor()
    await check()
  }
  await page.goto(paths.addCoverage(sample.past))
  await check()
  await page.getByLabel('Link').fill('nonsense')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('alert').waitFor()
  await check()
  await page.getByLabel('Link').fill('https://example.org/axe')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('button', { name: 'Take it back' }).waitFor()
  await check()
  for (const path of [
    paths.dashboard(),
    paths.signOut(),
    paths.home(),
    paths.topic(sample.topic),
  ]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(path)
      await check()
    }
  }
})

test('nothing is cut off and nothing scrolls sideways at 320 pixels, nor with text twice as large', async () => {
  const page = await chromium.newPage({ baseURL: stack().origin })
  for (const path of publicPages)
    for (const [size, asked] of [
      ['100%', 320],
      ['200%', 390],
      ['200%', 1280],
    ] as const) {
      await page.setViewportSize({ width: asked, height: 800 })
      await page.goto(path)
      const html = page.locator('html')
      await html.evaluate((element, fontSize) => {
        element.style.fontSize = fontSize
      }, size)
      const width = await html.evaluate((element) => element.scrollWidth)
      expect({ path, size, width }).toEqual({ path, size, width: asked })
    }
})

test('everything that can be pressed is large enough for a finger', async () => {
  const page = await chromium.newPage({ ...phone, baseURL: stack().origin })
  for (const path of publicPages) {
    await page.goto(path)
    const pressable = page.locator('a, button, summary, input:not([type=hidden]), select')
    const small = await pressable.evaluateAll((elements) =>
      elements.flatMap((element) => {
        const { height, width } = element.getBoundingClientRect()
        const inText = element.closest('.skip, .words, .lead, main p:not([class]), .steps')
        const tiny = height > 0 && (height < 24 || width < 24)
        return tiny && !inText ? [element.outerHTML] : []
      }),
    )
    expect({ path, small }).toEqual({ path, small: [] })
  }
})

test('the keyboard reaches the content first, then every link in order', async () => {
  const page = await chromium.newPage({ ...desktop, baseURL: stack().origin })
  await page.goto('/')
  await page.keyboard.press('Tab')
  const focused = async () => (await page.locator(':focus').textContent())?.trim()
  expect(await focused()).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Browse conferences')
})

test('the phone’s menu opens, and closes on Escape', async () => {
  const page = await chromium.newPage({ ...phone, baseURL: stack().origin })
  await page.goto('/')
  await page.getByText('Menu').focus()
  await page.keyboard.press('Enter')
  const link = page.getByRole('banner').getByRole('link', { name: 'Places' })
  await link.filter({ visible: true }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => link.filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('summary:focus').count()).toBe(1)
})
