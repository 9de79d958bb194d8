import { readFile } from 'node:fs/promises'
import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { desktop, phone, useChromium } from './chromium.ts'
import { sample, useSampleSite } from './sample-site.ts'
import { linkFor, signIn } from './sign-in.ts'

const stack = useSampleSite()
const chromium = useChromium()

const [first = sample.past, second = sample.past] = sample.upcoming

const visitors: [string, BrowserContextOptions][] = [
  ['on a phone', phone],
  ['on a desktop', desktop],
  ['on a phone without scripts', { ...phone, javaScriptEnabled: false }],
  ['on a desktop without scripts', { ...desktop, javaScriptEnabled: false }],
]

test.each(visitors)('find an event %s: by topic, by place, by filter', async (_, options) => {
  const page = await chromium.newPage({ ...options, baseURL: stack().origin })
  await page.goto('/')
  if (options.isMobile) await page.getByText('Menu').click()
  const links = page.getByRole('navigation', { name: 'Main' })
  await links.getByRole('link', { name: 'Topics' }).filter({ visible: true }).click()
  await page.getByRole('link', { name: 'CSS' }).click()
  await page.getByRole('heading', { name: 'CSS conferences' }).waitFor()
  await page.getByRole('link', { name: 'An Event Apart', exact: true }).first().click()
  await page.waitForURL(`**${paths.event(first)}`)
  await page.getByRole('link', { name: 'India' }).click()
  await page.getByRole('heading', { name: 'Conferences in India' }).waitFor()

  await page.goto(paths.conferences())
  if (options.isMobile) await page.getByText('Filters').click()
  await page.getByLabel('Can be followed online').check()
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL('**online=1*')
  expect(await page.getByRole('article').count()).toBe(1)
  await page.getByRole('link', { name: /^Online ?: let go$/ }).click()
  expect(await page.getByRole('article').count()).toBe(4)
})

test.each(visitors)('attend by signing in, and track, %s', async (name, options) => {
  const page = await chromium.newPage({ ...options, baseURL: stack().origin })
  await page.goto(paths.event(first))
  await page.getByRole('link', { name: /^Attend/ }).click()
  await page.getByRole('heading', { name: 'Sign in to attend An Event Apart' }).waitFor()
  const handle = name.replaceAll(' ', '-')
  await signIn(page, stack(), { email: `${handle}@example.org`, name: `Ada ${name}`, handle })

  await page.waitForURL(`**${paths.event(first)}`)
  await page.getByText('You are on the list.').waitFor()
  await page.getByRole('button', { name: /^Attending .*stop$/ }).waitFor()
  await page.getByText(`@${handle}`).waitFor()
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Add to your calendar' }).click()
  const calendar = await readFile(await (await file).path(), 'utf8')
  expect(calendar).toContain('\r\nSUMMARY:An Event Apart\r\n')

  await page.goto(paths.topic(sample.topic))
  const card = page.getByRole('article').nth(1)
  await card.getByRole('button', { name: /^Track / }).click()
  await card.getByRole('button', { name: /^Tracking .*stop$/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe(paths.topic(sample.topic))
  const isBackAtCard = new URL(page.url()).hash === `#${await card.getAttribute('id')}`
  expect(isBackAtCard).toBe(options.javaScriptEnabled === false)

  await page.goto(paths.dashboard())
  await page.getByRole('heading', { name: `Hello, Ada ${name}` }).waitFor()
  expect(await page.getByRole('article').count()).toBe(2)

  await page.goto(paths.event(second))
  await page.getByRole('button', { name: /^Tracking .*stop$/ }).click()
  await page.getByRole('button', { name: /^Track / }).waitFor()

  await page.goto(paths.dashboard())
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.goto(paths.event(first))
  await page.getByRole('link', { name: /^Attend/ }).waitFor()
})

test.each(visitors)('say that one was there %s: it is on the profile', async (name, options) => {
  const page = await chromium.newPage({ ...options, baseURL: stack().origin })
  await page.goto(paths.signInThen(paths.event(sample.past)))
  const handle = `been-${name.replace('without scripts', 'plain').replaceAll(' ', '-')}`
  await signIn(page, stack(), { email: `${handle}@example.org`, name: 'Been There', handle })
  await page.waitForURL(`**${paths.event(sample.past)}`)
  await page.getByRole('button', { name: /^I was there / }).click()
  await page.getByRole('button', { name: /^You were there .*stop$/ }).waitFor()
  await page.getByText(/^You, Grace Hopper|^You and Grace Hopper/).waitFor()
  await page.getByText(`@${handle}`).waitFor()

  await page.goto(paths.person(handle))
  await page.getByRole('link', { name: 'Yesterday’s news' }).first().waitFor()
})

test('pressing Attend with scripts on keeps the place and the focus', async () => {
  const page = await chromium.newPage({ ...desktop, baseURL: stack().origin })
  await page.goto(paths.signInThen(paths.event(second)))
  await signIn(page, stack(), { email: 'focus@example.org', name: 'Focus', handle: 'focus' })
  await page.waitForURL(`**${paths.event(second)}`)
  await page.locator('html').evaluate((html) => html.setAttribute('data-same', ''))

  await page.getByRole('button', { name: /^Attend / }).focus()
  await page.keyboard.press('Enter')

  const button = page.getByRole('button', { name: /^Attending .*stop$/ })
  await button.waitFor()
  expect(await page.locator('html[data-same]').count()).toBe(1)
  expect(await page.locator(':focus').textContent()).toMatch(/^Attending .*stop$/)
  expect(await page.getByRole('status').textContent()).toContain('You are attending')
})

test('when the answer fails, the form is sent the plain way', async () => {
  const page = await chromium.newPage({ ...desktop, baseURL: stack().origin })
  await page.goto(paths.signInThen(paths.event(second)))
  await signIn(page, stack(), { email: 'fails@example.org', name: 'Fails', handle: 'fails' })
  await page.waitForURL(`**${paths.event(second)}`)
  let fetches = 0
  await page.route('**/attendance/', (route) => {
    if (route.request().resourceType() !== 'fetch') return route.continue()
    fetches++
    return route.abort()
  })
  await page.getByRole('button', { name: /^Attend / }).click()
  await page.getByRole('button', { name: /^Attending .*stop$/ }).waitFor()
  expect(fetches).toBe(1)
})

test.each([true, false])(
  'a wrong address is changed where it is shown, and a member attends by one press, scripts on: %s',
  async (javaScriptEnabled) => {
    const page = await chromium.newPage({ ...phone, javaScriptEnabled, baseURL: stack().origin })
    const handle = `again-${javaScriptEnabled}`
    const email = `${handle}@example.org`
    await page.goto(paths.signIn())
    await signIn(page, stack(), { email, name: 'Again', handle })
    await page.goto(paths.dashboard())
    await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()

    await page.goto(paths.session(second, 'keynote'))
    await page.getByRole('link', { name: /^Track/ }).click()
    await page.getByLabel('E-mail address').fill(`wrong-${email}`)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await page.getByText(`wrong-${email}`).waitFor()
    await page.getByText('Wrong? Change it').click()
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Send it there instead' }).click()
    await page.getByText(`to ${email}`).waitFor()
    await page.goto(await linkFor(stack(), { email, count: 2 }))
    await page.getByRole('button', { name: /^Sign in and track Opening/ }).click()
    await page.waitForURL(`**${paths.session(second, 'keynote')}`)
    await page.getByRole('button', { name: /^Tracking .*stop$/ }).waitFor()
  },
)
