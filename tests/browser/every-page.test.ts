import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { makeTemporaryFolder } from '#scripts/stack/temporary-folder.ts'
import { patternOf } from '#workers/route-pattern.ts'
import { site } from '#workers/site.ts'
import { makeVisitor, query } from '../stack/people.ts'
import { startTestStack, stopTestStack } from '../stack/support.ts'
import { findFaults } from './axe.ts'
import { phone, useChromium } from './chromium.ts'
import { dataSets } from './data-sets.ts'
import { findHiddenFocus } from './hidden-focus.ts'
import { type Found, findPageKinds } from './page-kinds.ts'

/** What a GET finds that is no page: files, pictures, and ways to other sites. */
const NO_PAGE = /\.(?:xml|json|ics|txt)$|^\/(?:pictures|sign-in\/github)\/|^\/(?:healthz|:file)/

/** Each takes some 20 s, on a busy machine several times that. */
const TIMEOUT_MS = 240_000

const chromium = useChromium()

/** Somebody, with the cookies of their browser and the pages that are for them. */
type Reader = { readonly cookies: ReadonlyMap<string, string>; readonly pages: readonly Found[] }

describe.each(dataSets)('every kind of page of %s', (_, prepare) => {
  let stack: Stack
  let readers: readonly Reader[]
  const pages = () => readers.flatMap((reader) => reader.pages)
  beforeAll(async () => {
    // A folder of its own: the one of a test that has ended would go with it.
    stack = await startTestStack({ replicas: 0, prepare, dataDir: makeTemporaryFolder() })
    readers = await findReaders(stack)
  })
  afterAll(() => stopTestStack(stack))

  test('is among those that are looked at', () => {
    const kinds = new Set(pages().map(({ kind }) => kind.split('?')[0]))
    const routes = site.routes.filter(({ method }) => method === 'GET')
    const patterns = new Set(routes.map((route) => patternOf([route]) ?? ''))
    expect([...patterns].filter((one) => !NO_PAGE.test(one) && !kinds.has(one))).toEqual([])
  })

  test('is valid HTML', async () => {
    const checker = new HtmlValidate({ extends: ['html-validate:standard'] })
    for (const { path, html } of pages()) {
      const { results } = await checker.validateString(html)
      const faults = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
      )
      expect({ path, faults }).toEqual({ path, faults: [] })
    }
  })

  test('has nothing that axe finds', { timeout: TIMEOUT_MS }, async () => {
    await eachPage(async (page, path) => {
      expect({ path, faults: await findFaults(page) }).toEqual({ path, faults: [] })
    })
  })

  test('shows what has the focus, forward on a phone and back at 400 %', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await eachPage(async (page, path) => {
      expect({ path, hidden: await findHiddenFocus(page, 'Tab') }).toEqual({ path, hidden: [] })
      await page.setViewportSize({ width: 320, height: 256 })
      expect({ path, hidden: await findHiddenFocus(page, 'Shift+Tab') }).toEqual({
        path,
        hidden: [],
      })
      await page.setViewportSize(phone.viewport)
    })
  })

  async function eachPage(look: (page: Page, path: string) => Promise<void>) {
    for (const { cookies, pages } of readers) {
      const page = await chromium.newPage({ viewport: phone.viewport, baseURL: stack.origin })
      const own = { domain: 'localhost', path: '/', secure: true }
      await page
        .context()
        .addCookies([...cookies].map(([name, value]) => ({ ...own, name, value })))
      for (const { path } of pages) {
        await page.goto(path)
        await look(page, path)
      }
    }
  }
})

/** A stranger, a member, whose pages are asked for where they are others, and somebody without a name yet. */
async function findReaders(stack: Stack): Promise<Reader[]> {
  const { origin } = stack
  const { event, session } = await findLargestProgramme(stack)
  const lists = ['attendees/', 'trackers/', 'calls/', 'coverage/', 'coverage/video/']
  const parts = ['schedule/', 'schedule/?view=grid', ...lists]
  const about = ['', `${session}/`, ...parts].map((part) => event + part)
  const [speaker] = await query<{ handle: string }>(
    stack.databaseUrl,
    `select min(p.handle) as handle from people p join credits c on c.person_id = p.id
     join coverage v on v.session_id = c.session_id`,
  )
  const covered = paths.coverageOf('person', speaker?.handle ?? '')
  const nowhere = [paths.signInSent(), paths.signInLink('A'.repeat(43)), '/no/such/page/']
  const seen = await findPageKinds({ origin, from: [paths.home(), ...about, covered, ...nowhere] })

  const [member, newcomer] = [await makeVisitor(stack), await makeVisitor(stack)]
  const anew = 'update people set account_id = null where id = $1'
  await query(stack.databaseUrl, anew, [newcomer.personId])
  const own = [paths.dashboard(), paths.signOut(), paths.home(), `${event}coverage/add/`, ...about]
  const pagesOf = async ({ cookies }: Pick<Reader, 'cookies'>, from: readonly string[]) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { cookies, pages: await findPageKinds({ origin, from, cookie, known: seen }) }
  }
  return [
    { cookies: new Map(), pages: seen },
    await pagesOf(member, own),
    await pagesOf(newcomer, [paths.welcome()]),
  ]
}

async function findLargestProgramme({ databaseUrl }: Stack) {
  type Programme = { event: string; session: string }
  const [largest] = await query<Programme>(
    databaseUrl,
    `select format('/%s/%s/', e.year, e.slug) as event, min(s.slug) as session
     from events e join sessions s on s.event_id = e.id where e.visibility = 'public'
     group by e.id order by count(*) desc limit 1`,
  )
  if (!largest) throw new Error('There is no programme')
  return largest
}
