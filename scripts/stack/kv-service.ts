import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, type Asked, type HttpServer, serveHttp } from './http-server.ts'

type Options = { readonly dataDir: string; readonly port?: number | undefined }

/**
 * A KV namespace, as workerd's `kvNamespace` binding asks for it: `GET`, `PUT` and `DELETE` of
 * `/<key>?urlencoded=true`. Values are files, written whole or not at all.
 */
export function startKvService({ dataDir, port }: Options): Promise<HttpServer> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return serveHttp((asked) => answer(asked, dataDir), port)
}

function answer({ method, url, body }: Asked, dataDir: string): Answer {
  const key = decodeURIComponent(new URL(url, 'http://kv.local').pathname.slice(1))
  if (!key) return { status: 400, body: 'A key is missing' }
  // A key may hold anything, a file's name may not.
  const file = join(dataDir, Buffer.from(key).toString('base64url'))
  if (method === 'GET') return read(file)
  if (method === 'PUT') {
    writeFileSync(`${file}.new`, body, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    return { status: 200 }
  }
  if (method === 'DELETE') {
    rmSync(file, { force: true })
    return { status: 200 }
  }
  return { status: 405, body: 'Method not allowed' }
}

function read(file: string): Answer {
  try {
    return { status: 200, body: readFileSync(file) }
  } catch (error) {
    // The only failure that means "no such key"; every other is a broken disk, and a 500.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { status: 404 }
    throw error
  }
}
