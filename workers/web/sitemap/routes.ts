import { type Context, Hono } from 'hono'
import { notFound } from '#functions/errors.ts'
import { paths, personalAreas } from '#functions/paths.ts'
import {
  listSitemapMonth,
  listSitemapMonths,
  listSitemapSections,
  type SitemapUrl,
} from '#functions/site/sitemap.ts'
import type { AppEnv } from '../../app-env.ts'

const XML = { 'Content-Type': 'application/xml; charset=utf-8' }
const SCHEMA = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** What crawlers ask for. */
export const sitemapRoutes = new Hono<AppEnv>()
  .get('/sitemap.xml', async (c) => {
    const { deps, tags } = c.var
    const months = await listSitemapMonths(deps.read)
    tags.add('sitemap')
    const parts = [paths.sitemapPart(), ...months.map((month) => paths.sitemapPart(month))]
    const places = parts.map((path) =>
      element('sitemap', element('loc', deps.config.origin + path)),
    )
    return c.body(xml('sitemapindex', places), 200, XML)
  })
  .get('/sitemap-sections.xml', async (c) =>
    renderUrls(c, await listSitemapSections(c.get('deps').read)),
  )
  .get('/:file{sitemap-[12][0-9]{3}-(?:0[1-9]|1[0-2])\\.xml}', async (c) => {
    const month = c.req.param('file').slice('sitemap-'.length, -'.xml'.length)
    return renderUrls(c, await listSitemapMonth(c.get('deps').read, month))
  })
  .get('/robots.txt', (c) => {
    // No prefix, and no page.
    const { addCoverage: _, picks: __, health: ___, ...closed } = personalAreas
    const lines = [
      'User-agent: *',
      ...Object.values(closed).map((path) => `Disallow: ${path}`),
      `Sitemap: ${c.get('deps').config.origin}${paths.sitemap()}`,
    ]
    return c.text(`${lines.join('\n')}\n`)
  })

function renderUrls(c: Context<AppEnv>, urls: readonly SitemapUrl[]) {
  if (urls.length === 0) throw notFound('This part of the sitemap')
  c.get('tags').add('sitemap')
  const elements = urls.map((url) => urlElement(c.get('deps').config.origin, url))
  return c.body(xml('urlset', elements), 200, XML)
}

const element = (name: string, content: string) => `<${name}>${content}</${name}>`

const xml = (name: string, children: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${SCHEMA}">\n${children.join('\n')}\n</${name}>\n`

/** Paths are made of slugs, digits and slashes: nothing in them needs escaping. */
const urlElement = (origin: string, { path, updatedAt }: SitemapUrl) =>
  element(
    'url',
    element('loc', origin + path) + (updatedAt ? element('lastmod', updatedAt.toISOString()) : ''),
  )
