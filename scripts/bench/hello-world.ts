import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorkerd, type Workerd } from './workerd.ts'

const COMPATIBILITY_DATE = '2026-11-17'

const WORKER = `import page from 'page'
const init = { headers: { 'content-type': 'text/html; charset=utf-8' } }
export default { fetch: () => new Response(page, init) }
`

/** The least that a Worker can do: answers everything with these bytes. The ceiling of the benchmark. */
export async function startHelloWorld({
  body,
  port,
}: {
  body: Uint8Array
  port: number
}): Promise<Workerd> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-hello-'))
  await Promise.all([
    writeFile(join(folder, 'hello.js'), WORKER),
    writeFile(join(folder, 'page.bin'), body),
    writeFile(join(folder, 'config.capnp'), config(port)),
  ])
  const workerd = await startWorkerd(join(folder, 'config.capnp'), port)
  return {
    ...workerd,
    stop: async () => {
      await workerd.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const config = (port: number) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      (name = "hello.js", esModule = embed "hello.js"),
      (name = "page", data = embed "page.bin"),
    ],
    compatibilityDate = "${COMPATIBILITY_DATE}",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`
