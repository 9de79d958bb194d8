import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { paths } from '#functions/paths.ts'
import type { Stack } from '../stack/stack.ts'
import type { Cookies, Photograph } from './photographer.ts'

const MAIL_TIMEOUT_MS = 15_000

const at = (path: string) => (page: Page) => page.goto(path)

/** Goes to a list, then to the first thing in it. */
const firstOf = (list: string, link: string) => async (page: Page) => {
  await page.goto(list)
  const href = await page.locator(link).first().getAttribute('href')
  await page.goto(href ?? list)
}

/** The first event's own venue, or its own page where it has none. */
const venueOfFirst = async (page: Page) => {
  await firstOf(paths.home(), eventLink)(page)
  const venue = await page
    .locator('.venues a')
    .first()
    .getAttribute('href', { timeout: 2_000 })
    .catch(() => null)
  if (venue) await page.goto(venue)
}

const coverageOfFirst = async (page: Page) => {
  await firstOf(paths.home(), eventLink)(page)
  await page.goto(new URL('coverage/', page.url()).href)
}

/** Goes to the first event's page, and from there to a part of its programme. */
const partOf =
  (link: string | RegExp, { view }: { view?: 'grid' } = {}, session?: string) =>
  async (page: Page) => {
    await firstOf(paths.home(), eventLink)(page)
    const href = (await page.getByRole('link', { name: link }).first().getAttribute('href')) ?? ''
    await page.goto(view ? `${href}?view=${view}` : href)
    if (session) await page.getByRole('link', { name: session }).first().click()
  }

const eventLink = 'a[href$="/hallway-conf/"], .card .name a'

/** What anybody sees. */
export async function photographPublic(photograph: Photograph) {
  await photograph({ name: 'home', go: at(paths.home()) })
  await photograph({ name: 'conferences', go: at(paths.conferences()) })
  await photograph({ name: 'event', go: firstOf(paths.home(), eventLink) })
  await photograph({ name: 'schedule', go: partOf('Whole schedule') })
  await photograph({ name: 'schedule-grid', go: partOf('Whole schedule', { view: 'grid' }) })
  await photograph({
    name: 'session',
    go: partOf(/^Fri |^Sat |^Sun |^Mon |^Tue |^Wed |^Thu /, {}, 'Opening'),
  })
  await photograph({ name: 'event-speakers', go: partOf(/^\d+ speakers$/) })
  await photograph({ name: 'topics', go: at(paths.topics()) })
  await photograph({ name: 'topic', go: firstOf(paths.topics(), '.names a') })
  await photograph({ name: 'places', go: at(paths.places()) })
  await photograph({
    name: 'country',
    go: firstOf(paths.places(), '.section:first-of-type .names a'),
  })
  await photograph({ name: 'city', go: firstOf(paths.places(), '.section:last-of-type .names a') })
  await photograph({ name: 'series-list', go: at(paths.seriesList()) })
  await photograph({ name: 'series', go: firstOf(paths.seriesList(), '.names a') })
  await photograph({ name: 'venue', go: venueOfFirst })
  await photograph({ name: 'calls', go: at(paths.calls()) })
  await photograph({ name: 'speakers', go: at(paths.speakers()) })
  await photograph({ name: 'search', go: at(paths.search({ q: 'conf' })) })
  await photograph({ name: 'search-nothing', go: at(paths.search({ q: 'zeppelin' })) })
  await photograph({ name: 'coverage', go: at(paths.coverage()) })
  await photograph({
    name: 'event-coverage',
    go: coverageOfFirst,
  })
  await photograph({ name: 'sign-in', go: at(paths.signIn()) })
  await photograph({ name: 'sign-in-sent', go: at(paths.signInSent()) })
  await photograph({ name: 'not-found', go: at('/no/such/page/') })
}

/** What somebody sees who signs in for the first time, then attends and tracks something. */
export async function photographMember(photograph: Photograph, stack: Stack) {
  let cookies: Cookies = []
  let link: string | null = null
  await photograph({
    name: 'sign-in-link',
    go: async (page) => {
      // Only the browser that asked can use the link.
      await page.context().addCookies(cookies)
      link ??= await askForLink(page, stack)
      cookies = await page.context().cookies()
      await page.goto(link)
    },
  })
  await photograph({ name: 'sign-in-link-elsewhere', go: (page) => page.goto(link ?? '') })
  await photograph({
    name: 'welcome',
    go: async (page) => {
      await page.context().addCookies(cookies)
      if (link !== null) {
        await page.goto(link)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.waitForURL('**/welcome/**')
        cookies = await page.context().cookies()
        link = null
      }
      await page.goto(paths.welcome())
    },
  })
  await photograph({
    name: 'dashboard',
    go: async (page) => {
      await page.context().addCookies(cookies)
      await page.goto(paths.dashboard())
      if (!page.url().includes('/welcome/')) return
      cookies = await joinAndMark(page)
      await page.goto(paths.dashboard())
    },
  })
  await photograph({ name: 'person', go: at(paths.person('ada')) })
  await photograph({ name: 'sign-out', go: at('/sign-out/') }, cookies)
  await photograph({ name: 'conferences-signed-in', go: at(paths.conferences()) }, cookies)
  await photograph({ name: 'event-signed-in', go: firstOf(paths.home(), eventLink) }, cookies)
}

async function askForLink(page: Page, stack: Stack): Promise<string> {
  await page.goto(paths.signIn())
  await page.getByLabel('E-mail address').fill('ada@example.org')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  const giveUpAt = Date.now() + MAIL_TIMEOUT_MS
  while (Date.now() < giveUpAt) {
    const link = /http\S+\/sign-in\/\S+/.exec(stack.mails()[0]?.text ?? '')?.[0]
    if (link) return link
    await page.waitForTimeout(100)
  }
  throw new Error('The sign-in mail did not come')
}

async function joinAndMark(page: Page): Promise<Cookies> {
  await page.getByLabel('Name').fill('Ada Lovelace')
  await page.getByLabel('Handle').fill('ada')
  await page.getByRole('button', { name: 'Come in' }).click()
  for (const [index, role] of ['Attend', 'Track', 'Track', 'Attend'].entries()) {
    await page.goto(paths.conferences())
    const card = page.getByRole('article').nth(index)
    await card.getByRole('button', { name: new RegExp(`^${role} `) }).click()
    await card.getByRole('button', { name: /stop$/ }).waitFor()
  }
  return page.context().cookies()
}

/** What everybody sees while something is wrong. The stack is of no use afterwards. */
export async function photographTrouble(photograph: Photograph, stack: Stack) {
  const ops = join(import.meta.dirname, '../ops.ts')
  const options = ['read-only', 'on', '--reason', 'Moving to a bigger database', '--for', '30m']
  const env = { ...process.env, HALLWAY_DATA: stack.dataDir }
  // Not spawnSync: the command talks to the stack, which lives in this process.
  await promisify(execFile)(process.execPath, [ops, ...options], { env })
  await photograph({
    name: 'read-only',
    go: async (page) => {
      await page.goto(paths.signIn())
      await page.getByLabel('E-mail address').fill('ada@example.org')
      await page.getByRole('button', { name: 'Send me a link' }).click()
      await page.waitForLoadState()
    },
  })
  await Promise.all([stack.parts.primary, ...stack.parts.replicas].map((server) => server.stop()))
  await photograph({ name: 'error', go: at(paths.topicPast('not-asked-for-before')) })
}
