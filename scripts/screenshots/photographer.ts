import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const MAX_BYTES = 150_000
const QUALITIES = [82, 70, 55, 40]

const devices = [
  { width: 390, height: 844, isMobile: true },
  { width: 1280, height: 960, isMobile: false },
] as const

type Scene = {
  /** What the files are called. */
  readonly name: string
  /** Brings the page to what is to be seen. */
  readonly go: (page: Page) => Promise<unknown>
}

/** Takes a scene on both devices and in both colour schemes, as somebody if cookies are given. */
export type Photograph = (scene: Scene, cookies?: Cookies) => Promise<void>
export type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>['cookies']

type Options = { origin: string; folder: string }

export function photographer(browser: Browser, { origin, folder }: Options): Photograph {
  return async ({ name, go }, cookies = []) => {
    for (const { width, height, isMobile } of devices)
      for (const colorScheme of ['light', 'dark'] as const) {
        const viewport = { width, height }
        const look = { colorScheme, reducedMotion: 'reduce' } as const
        const options = { ...look, baseURL: origin, viewport, isMobile, hasTouch: isMobile }
        const context = await browser.newContext(options)
        await context.addCookies(cookies)
        const page = await context.newPage()
        await go(page)
        await page.evaluate('document.fonts.ready')
        const file = join(folder, `${name}-${width}-${colorScheme}.webp`)
        writeFileSync(file, await takePicture(page))
        console.log(file)
        await context.close()
      }
  }
}

/** The best picture that stays below the limit. */
async function takePicture(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page)
  for (const quality of QUALITIES) {
    const options = { format: 'webp', quality } as const
    const picture = await session.send('Page.captureScreenshot', options)
    const bytes = Buffer.from(picture.data, 'base64')
    if (bytes.length < MAX_BYTES) return bytes
  }
  throw new Error(`${page.url()} cannot be shown in ${MAX_BYTES} bytes`)
}
