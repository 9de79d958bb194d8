import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHelloWorld } from './hello-world.ts'
import { workerFile } from './sizes.ts'
import { startWorkerd } from './workerd.ts'

const STARTS = 7

/**
 * Milliseconds that starting our bundle takes beyond a hello-world: from a new workerd process to the
 * end of its first answer, the fastest of seven starts of each, by turns (whatever else the machine does
 * only adds to a start). The bundle is given no settings, so its first answer is that it is not
 * configured: what is timed is reading, compiling and running it.
 */
export async function measureStartupMs(port: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-startup-'))
  const ours: number[] = []
  const hello: number[] = []
  try {
    await copyFile(workerFile, join(folder, 'index.js'))
    await writeFile(join(folder, 'config.capnp'), config(port))
    for (let start = 0; start < STARTS; start++) {
      const one = await startWorkerd(join(folder, 'config.capnp'), port)
      await one.stop()
      ours.push(one.firstAnswerMs)
      const other = await startHelloWorld({ body: new Uint8Array(1), port })
      await other.stop()
      hello.push(other.firstAnswerMs)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return Math.max(0, Math.min(...ours) - Math.min(...hello))
}

const config = (port: number) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "index.js", esModule = embed "index.js")],
    compatibilityDate = "2026-11-17",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`
