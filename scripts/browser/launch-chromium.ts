import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'
import subsetFont from 'subset-font'

const ROOT = join(import.meta.dirname, '../..')
const TAMIL = String.fromCodePoint(...Array.from({ length: 0x80 }, (_, index) => 0x0b80 + index))

type Options = {
  /** Where it listens for others who drive it. */
  readonly debugPort?: number
}

/**
 * A real Chromium from an npm package, so that nothing has to be installed. The caller closes it. It
 * runs without its sandbox, which root may not have, so it must only ever open our own pages.
 */
export async function launchChromium({ debugPort }: Options = {}): Promise<Browser> {
  const listening = debugPort === undefined ? [] : [`--remote-debugging-port=${debugPort}`]
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--hide-scrollbars', '--disable-gpu', ...listening],
    env: { ...process.env, XDG_DATA_HOME: await provideFonts() },
    headless: true,
  })
}

/** People's systems can write Tamil; a bare server cannot. Resolves to where fontconfig finds how. */
async function provideFonts(): Promise<string> {
  const home = join(ROOT, 'node_modules/.cache/chromium')
  mkdirSync(join(home, 'fonts'), { recursive: true })
  for (const weight of [400, 700]) {
    const name = `noto-sans-tamil-tamil-${weight}-normal`
    const files = join(ROOT, 'node_modules/@fontsource/noto-sans-tamil/files')
    const font = readFileSync(join(files, `${name}.woff2`))
    writeFileSync(
      join(home, 'fonts', `${name}.ttf`),
      await subsetFont(font, TAMIL, { targetFormat: 'sfnt' }),
    )
  }
  return home
}
