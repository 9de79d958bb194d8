import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorkerd, type Workerd } from './workerd.ts'

type Options = {
  /** The module that the Worker begins with. */
  readonly script: string | Uint8Array
  /** Others that it can import, by name. */
  readonly parts?: Readonly<Record<string, Uint8Array>>
  /** Bytes that it can import, by name. */
  readonly data?: Readonly<Record<string, Uint8Array>>
  readonly settings?: Readonly<Record<string, string>>
  readonly port: number
}

/** Runs a Worker without bindings, from a folder that goes when it stops. */
export async function startWorker(options: Options): Promise<Workerd> {
  const { script, parts = {}, data = {}, port } = options
  const folder = await mkdtemp(join(tmpdir(), 'hallway-worker-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const files = { 'index.js': script, ...parts, ...data, 'config.capnp': config(options) }
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

const config = ({
  parts = {},
  data = {},
  settings = {},
  port,
}: Options) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      ${['index.js', ...Object.keys(parts)].map((name) => `(name = "${name}", esModule = embed "${name}"),`).join('\n      ')}
      ${Object.keys(data)
        .map((name) => `(name = "${name}", data = embed "${name}"),`)
        .join('\n      ')}
    ],
    bindings = [
      ${Object.entries(settings)
        .map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)}),`)
        .join('\n      ')}
    ],
    compatibilityDate = "2026-11-17",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`
