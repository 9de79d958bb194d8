import lighthouse, { desktopConfig } from 'lighthouse'
import type { Browser } from 'playwright-core'
import type { Photograph } from '../screenshots/photographer.ts'

/** Lighthouse's categories, as it names them, in the order of its report. */
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
type Category = (typeof CATEGORIES)[number]

/** Of 100 each, and the audits that keep accessibility and best practices from it. */
export type Figures = Readonly<Record<Category, number>> & {
  readonly name: string
  readonly path: string
  readonly missed: readonly string[]
}

type Options = {
  readonly browser: Browser
  /** Where the browser listens for whoever drives it. */
  readonly debugPort: number
  readonly origin: string
  readonly desktop: boolean
  readonly onFigures: (figures: Figures) => void
}

/** Measures a scene where it leads to: the pages are those of the pictures. */
export function measurer({ browser, origin, onFigures, ...options }: Options): Photograph {
  return async ({ name, go }) => {
    const context = await browser.newContext({ baseURL: origin })
    const page = await context.newPage()
    await go(page)
    const url = page.url()
    const { status } = await fetch(url)
    await context.close()
    // Chromium counts a page's own 404 as an error in its console.
    if (status >= 400) return
    const { pathname, search } = new URL(url)
    onFigures({ name, path: pathname + search, ...(await measure(url, options)) })
  }
}

async function measure(
  url: string,
  { debugPort, desktop }: Pick<Options, 'debugPort' | 'desktop'>,
) {
  const flags = { port: debugPort, logLevel: 'error' } as const
  const result = await lighthouse(url, flags, desktop ? desktopConfig : undefined)
  if (!result || result.lhr.runtimeError)
    throw new Error(`Lighthouse could not measure ${url}: ${result?.lhr.runtimeError?.message}`)
  const { categories, audits } = result.lhr
  const scoreOf = (category: Category) => Math.round((categories[category]?.score ?? 0) * 100)
  const missed = (['accessibility', 'best-practices'] as const).flatMap((category) =>
    (categories[category]?.auditRefs ?? [])
      .filter(
        ({ id, weight }) => weight > 0 && audits[id]?.score !== null && audits[id]?.score !== 1,
      )
      .map(({ id }) => id),
  )
  return {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    'best-practices': scoreOf('best-practices'),
    seo: scoreOf('seo'),
    missed,
  }
}
