import { createServer } from 'node:http'
import { extname } from 'node:path'
import compression from 'compression'
import sirv from 'sirv'
import { cacheControlOf } from '../assets/caching.ts'
import { type HttpServer, listen } from './http-server.ts'

/** Types that sirv does not know, or knows without their charset. */
const TYPES: Readonly<Record<string, string>> = {
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Static files as Cloudflare serves them to the `ASSETS` binding and to browsers: kept for as long as
 * `_headers` says, and text compressed, which Cloudflare does on the way to the browser.
 */
export async function startAssetsServer(folder: string, port = 0): Promise<HttpServer> {
  const serve = sirv(folder, {
    dev: true,
    etag: true,
    dotfiles: false,
    setHeaders: (response, path) => {
      response.setHeader('cache-control', cacheControlOf(path))
      const type = TYPES[extname(path)]
      if (type) response.setHeader('content-type', type)
    },
  })
  const compress = compression()
  const server = createServer((request, response) => {
    compress(request, response, () =>
      serve(request, response, () => {
        response.writeHead(404).end('Not found')
      }),
    )
  })
  return listen(server, port)
}
