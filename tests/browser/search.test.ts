import { expect, test } from 'vitest'
import { desktop, phone, useChromium } from './chromium.ts'
import { useSampleSite } from './sample-site.ts'

const stack = useSampleSite()
const chromium = useChromium()

test('somebody is found from any page by the beginnings of their names, with the keyboard alone', async () => {
  const page = await chromium.newPage({ ...desktop, baseURL: stack().origin })
  await page.goto('/topics/')
  const field = page.getByRole('searchbox', { name: 'Search Hallway' })
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab')
    if ((await field.and(page.locator(':focus')).count()) === 1) break
  }
  await page.keyboard.type('HOPP  grac')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Search for “hopp grac”' }).waitFor()
  const person = page.getByRole('link', { name: 'Grace Hopper' })
  await person.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Grace Hopper' }).waitFor()
})

test('on a phone without scripts a link leads to the search, and its tabs to one kind', async () => {
  const page = await chromium.newPage({
    ...{ ...phone, javaScriptEnabled: false },
    baseURL: stack().origin,
  })
  await page.goto('/')
  await page.getByRole('link', { name: 'Search', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search Hallway' }).fill('grace')
  await page.getByRole('main').getByRole('button', { name: 'Search' }).click()
  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'What to find' }).getByRole('link', { name }).click()
  await tab('People')
  await page.getByRole('link', { name: 'Grace Hopper' }).waitFor()
  await tab('Topics')
  await page.getByText('No topics here has all of these words').waitFor()
  expect(new URL(page.url()).search).toBe('?q=grace&kind=topic')
})
