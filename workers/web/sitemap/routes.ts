import { Hono } from 'hono'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import { countSitemapChunks, listSitemapUrls, type SitemapUrl } from '#functions/site/sitemap.ts'
import type { AppEnv } from '../../app-env.ts'

const XML = { 'Content-Type': 'application/xml; charset=utf-8' }
const SCHEMA = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** What crawlers ask for. */
export const sitemapRoutes = new Hono<AppEnv>()
  .get('/sitemap.xml', async (c) => {
    const { deps, tags } = c.var
    const chunks = await countSitemapChunks(deps.read)
    tags.add('sitemap')
    const places = Array.from({ length: chunks }, (_, chunk) =>
      element('sitemap', element('loc', deps.config.origin + paths.sitemapChunk(chunk))),
    )
    return c.body(xml('sitemapindex', places), 200, XML)
  })
  .get('/:file{sitemap-[0-9]{1,4}\\.xml}', async (c) => {
    const { deps, tags } = c.var
    const chunk = Number(/\d+/.exec(c.req.param('file'))?.[0])
    const urls = await listSitemapUrls(deps.read, { chunk })
    if (urls.length === 0) throw notFound('This part of the sitemap')
    tags.add('sitemap')
    return c.body(
      xml(
        'urlset',
        urls.map((url) => urlElement(deps.config.origin, url)),
      ),
      200,
      XML,
    )
  })
  .get('/robots.txt', (c) => {
    const closed = [paths.dashboard(), paths.signIn(), paths.welcome(), paths.queue('')]
    const lines = [
      'User-agent: *',
      ...closed.map((path) => `Disallow: ${path}`),
      `Sitemap: ${c.var.deps.config.origin}${paths.sitemap()}`,
    ]
    return c.text(`${lines.join('\n')}\n`)
  })

const element = (name: string, content: string) => `<${name}>${content}</${name}>`

const xml = (name: string, children: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${SCHEMA}">\n${children.join('\n')}\n</${name}>\n`

/** Paths are made of slugs, digits and slashes: nothing in them needs escaping. */
const urlElement = (origin: string, { path, updatedAt }: SitemapUrl) =>
  element(
    'url',
    element('loc', origin + path) + (updatedAt ? element('lastmod', updatedAt.toISOString()) : ''),
  )
