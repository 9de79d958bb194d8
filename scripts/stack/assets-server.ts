import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import type { HttpServer } from './http-server.ts'

const HASHED = /\.[0-9a-zA-Z_-]{8,}\.[a-z0-9]+$/

/** Static files as Cloudflare serves them to the `ASSETS` binding: those with a hash in their name for ever. */
export async function startAssetsServer(folder: string, port = 0): Promise<HttpServer> {
  const serve = sirv(folder, {
    dev: true,
    etag: true,
    dotfiles: false,
    setHeaders: (response, pathname) => {
      const forEver = 'public, max-age=31536000, immutable'
      const anew = 'public, max-age=0, must-revalidate'
      response.setHeader('cache-control', HASHED.test(pathname) ? forEver : anew)
    },
  })
  const server = createServer((request, response) => {
    serve(request, response, () => {
      response.writeHead(404).end('Not found')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  // A TCP server's address is never the string that a Unix socket's is.
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    unref: () => server.unref(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
