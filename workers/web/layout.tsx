import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import assets from '#assets'
import type { Viewer } from '#functions/attendances/queries.ts'
import type { AppEnv } from '../app-env.ts'
import { type Child, Html } from '../jsx/jsx-runtime.ts'
import { SiteFooter } from './components/site-footer.tsx'
import { SiteHeader } from './components/site-header.tsx'

/** What a page tells about itself. */
export type PageProps = {
  title: string
  description?: string | undefined
  /** The path of the one address this page has, when it is not simply this one. */
  canonical?: string | undefined
  /** A schema.org description, for machines. */
  jsonLd?: object | undefined
  /** Keep it out of search engines. */
  noindex?: boolean | undefined
  /** The path of the next page of the same list. */
  next?: string | null | undefined
}

declare module 'hono' {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: Hono merges this interface.
    (content: Child, props: PageProps): Promise<Response>
  }
}

const utf8 = new TextEncoder()
const HTML = { 'Content-Type': 'text/html; charset=UTF-8' }

/** Has `c.render` put what a page says into the frame of every page. */
export const layout = createMiddleware<AppEnv>(async (c, next) => {
  c.setRenderer(async (content, page) => {
    const viewer = await findViewer(c)
    const html = `<!DOCTYPE html>${<Page {...{ c, content, page, viewer }} />}`
    // Given the text, workerd encodes it three times as slowly (a character above U+00FF is on every page).
    return c.body(utf8.encode(html) as Uint8Array<ArrayBuffer>, undefined, HTML)
  })
  await next()
})

type Framed = { c: Context<AppEnv>; content: Child; page: PageProps; viewer: Viewer | null }

function Page({ c, content, page, viewer }: Framed) {
  const { pathname, search } = new URL(c.req.url)
  const isPosted = c.req.method !== 'GET' && c.req.method !== 'HEAD'
  return (
    <html lang="en">
      <Head {...page} c={c} />
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <SiteHeader path={pathname} here={isPosted ? null : pathname + search} viewer={viewer} />
        <main id="main" tabindex={-1}>
          {content}
        </main>
        <SiteFooter viewer={viewer} />
        <p id="said" class="unseen" role="status" />
      </body>
    </html>
  )
}

function Head({
  c,
  title,
  description,
  canonical,
  jsonLd,
  noindex,
  next,
}: PageProps & { c: Context<AppEnv> }) {
  const origin = c.get('deps')?.config.origin ?? ''
  const address = `${origin}${canonical ?? c.req.path}`
  const name =
    title === 'Hallway' ? 'Hallway: who is going to which conference' : `${title} · Hallway`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{name}</title>
      {description && <meta name="description" content={description} />}
      {noindex ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={address} />}
      {next && <link rel="next" href={next} />}
      <meta property="og:site_name" content="Hallway" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      {description && <meta property="og:description" content={description} />}
      {!noindex && <meta property="og:url" content={address} />}
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#fdfaf5" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#17130f" media="(prefers-color-scheme: dark)" />
      <link
        rel="preload"
        href={assets['bricolage-latin.woff2']}
        as="font"
        type="font/woff2"
        crossorigin=""
      />
      <link rel="stylesheet" href={assets['site.css']} />
      <link rel="icon" href={assets['favicon.svg']} type="image/svg+xml" />
      <link rel="manifest" href={assets['manifest.webmanifest']} />
      <script type="module" src={assets['enhance.js']} />
      {jsonLd && <script type="application/ld+json">{new Html(scriptJson(jsonLd))}</script>}
    </head>
  )
}

/** JSON that cannot end the script element it stands in, whatever its strings say. */
export const scriptJson = (value: object) => JSON.stringify(value).replaceAll('<', '\\u003c')

async function findViewer(c: Context<AppEnv>): Promise<Viewer | null> {
  try {
    return (await c.get('requester')?.viewer()) ?? null
  } catch {
    // The page that says the database is away needs this frame too. The handler has met the same error.
    return null
  }
}
