import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * A real Chromium from an npm package, so that nothing has to be installed. The caller closes it. It
 * runs without its sandbox, which root may not have, so it must only ever open our own pages.
 */
export async function launchChromium(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--hide-scrollbars', '--disable-gpu'],
    headless: true,
  })
}
