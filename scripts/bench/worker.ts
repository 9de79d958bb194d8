import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorkerd, type Workerd } from './workerd.ts'

type Options = {
  /** The Worker's one module. */
  readonly script: string | Uint8Array
  /** Bytes that it can import, by name. */
  readonly data?: Readonly<Record<string, Uint8Array>>
  readonly port: number
}

/** Runs a Worker of one module, without settings or bindings, from a folder that goes when it stops. */
export async function startWorker({ script, data = {}, port }: Options): Promise<Workerd> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-worker-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const files = { 'index.js': script, ...data, 'config.capnp': config(Object.keys(data), port) }
  try {
    for (const [name, content] of Object.entries(files))
      await writeFile(join(folder, name), content)
    const workerd = await startWorkerd(join(folder, 'config.capnp'), port)
    return { ...workerd, stop: () => workerd.stop().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

const config = (data: string[], port: number) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      (name = "index.js", esModule = embed "index.js"),
      ${data.map((name) => `(name = "${name}", data = embed "${name}"),`).join('\n      ')}
    ],
    compatibilityDate = "2026-11-17",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`
