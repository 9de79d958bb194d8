import { routeOf } from '#workers/route-of.ts'

/** Far more than there are kinds of pages, so that a crawl ends. */
const MOST_ASKED = 300

/** A page, and its kind: the route that answers and the names of what narrows it. */
export type Found = { readonly kind: string; readonly path: string; readonly html: string }

type Options = {
  readonly origin: string
  readonly from: readonly string[]
  readonly cookie?: string
  /** Pages of which no more of their kind are asked for. */
  readonly known?: readonly Found[]
}

/** Some pages, and one more of each kind that links lead to from there. A new kind is found by itself. */
export async function findPageKinds(options: Options): Promise<Found[]> {
  const { origin, from, cookie = '', known = [] } = options
  const found: Found[] = []
  const waiting = [...from]
  const seen = new Set(from)
  const taken = new Set(known.map(({ kind }) => kind))
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.size > MOST_ASKED) throw new Error(`There are more than ${MOST_ASKED} kinds of pages`)
    const html = await readPage(origin + path, cookie)
    if (html === null) continue
    found.push({ kind: kindOf(origin + path), path, html })
    for (const link of linksIn(html, origin + path)) {
      const kind = kindOf(origin + link)
      if (seen.has(link) || taken.has(kind)) continue
      taken.add(kind)
      seen.add(link)
      waiting.push(link)
    }
  }
  return found
}

/** Such as `/:year/:slug/schedule/?view`. */
function kindOf(url: string): string {
  const route = routeOf(new Request(url)) ?? 'no route'
  const names = [...new Set(new URL(url).searchParams.keys())].sort()
  return names.length === 0 ? route : `${route}?${names.join('&')}`
}

/** Null for what is no page, and for what leads elsewhere. */
async function readPage(url: string, cookie: string): Promise<string | null> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  const html = await answer.text()
  return answer.headers.get('content-type')?.startsWith('text/html') && html !== '' ? html : null
}

function linksIn(html: string, url: string): string[] {
  const hrefs = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href = '']) => href)
  return hrefs.flatMap((href) => {
    const link = URL.parse(href.replaceAll('&amp;', '&'), url)
    return link?.origin === new URL(url).origin ? [link.pathname + link.search] : []
  })
}
