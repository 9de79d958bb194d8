import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Asked, type HttpServer, serveHttp } from '#scripts/stack/http-server.ts'
import { freePort } from '#scripts/stack/ports.ts'
import { startWorker } from '#scripts/stack/worker.ts'
import { temporaryFolder } from './support.ts'

/** Asks for `?url=` without any check of ours, by the binding for the web or by fetch itself. */
const PROBE = `export default {
  async fetch(request, env) {
    const { searchParams } = new URL(request.url)
    const fetcher = searchParams.has('own') ? globalThis : env.WEB
    try {
      return await fetcher.fetch(searchParams.get('url'), { redirect: 'manual' })
    } catch (error) {
      return new Response(String(error), { status: 599 })
    }
  },
}`

async function startProbe(webPort?: number) {
  const dataDir = temporaryFolder()
  writeFileSync(join(dataDir, 'index.js'), PROBE)
  const port = await freePort()
  const worker = await startWorker({
    ...{ dataDir, bundle: dataDir, log: join(dataDir, 'worker.log'), port, settings: {} },
    ...{ kvPort: 9, assetsPort: 9, controlToken: 'test', webPort },
  })
  onTestFinished(() => worker.stop())
  return (params: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/?${new URLSearchParams(params)}`)
}

async function serve(answer: (asked: Asked) => string): Promise<HttpServer> {
  const server = await serveHttp((asked) => ({ status: 200, body: answer(asked) }))
  onTestFinished(() => server.stop())
  return server
}

test('a name that resolves to a private address is refused where the connection is made', async () => {
  const asked: string[] = []
  const own = await serve(({ url }) => {
    asked.push(url)
    return 'our own gateway'
  })
  const ask = await startProbe()

  for (const host of ['localhost', '127.0.0.1', '[::ffff:127.0.0.1]'])
    expect((await ask({ url: `http://${host}:${own.port}/` })).status).toBe(599)
  expect(asked).toEqual([])
  const gateway = await ask({ url: own.url, own: '' })
  expect(await gateway.text()).toBe('our own gateway')
})

test('a test can be the whole web', async () => {
  const web = await serve(
    ({ headers, url }) => `${headers['x-forwarded-proto']}://${headers.host}${url}`,
  )
  const ask = await startProbe(web.port)

  const answer = await ask({ url: 'https://example.org/talk?id=1' })
  expect(await answer.text()).toBe('https://example.org/talk?id=1')
})
