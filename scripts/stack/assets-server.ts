import { createServer } from 'node:http'
import sirv from 'sirv'
import { type HttpServer, listen } from './http-server.ts'

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
  return listen(server, port)
}
