import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { launchChromium } from '#scripts/browser/launch-chromium.ts'

/** What Chromium says of a network that a test breaks, and of an animation that it had no time for. */
const BROWSERS_OWN = /^Failed to load resource|^Transition was (aborted|skipped)/

export const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions

export const desktop = { viewport: { width: 1280, height: 900 } } satisfies BrowserContextOptions

/** Each width and each colour scheme once. Of most pages every-page.test.ts has the light ones of a phone. */
export const looks: [string, BrowserContextOptions][] = [
  ['dark, on a phone', { ...phone, colorScheme: 'dark' }],
  ['light, on a desktop', { ...desktop, colorScheme: 'light' }],
]

/** One browser for a test file; each page is a visitor of its own, gone after its test. */
export function useChromium() {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  return {
    /** A page whose faults on its own side, a refused script or style among them, fail the test. */
    async newPage(options: BrowserContextOptions = desktop): Promise<Page> {
      if (!browser) throw new Error('Chromium did not start')
      const context = await browser.newContext(options)
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      onTestFinished(async () => {
        await context.close()
        const own = faults.filter((fault) => !BROWSERS_OWN.test(fault))
        if (own.length > 0) throw new Error(`The page complained: ${own.join('\n')}`)
      })
      return page
    },
  }
}
