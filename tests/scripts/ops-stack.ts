import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished, vi } from 'vitest'
import { run } from '#scripts/ops/run.ts'

type Options = {
  /** What KV holds at first. */
  mode?: unknown
  /** How often the site is asked before it follows the switch. */
  slow?: number
  /** False for a site that never follows it. */
  follows?: boolean
}

/** The two parts of a local stack that the switch touches: its KV and a site that reads it. */
export async function startSwitch({ mode = null, slow = 0, follows = true }: Options = {}) {
  const kv = new Map<string, string>()
  if (mode !== null) kv.set('site:mode', typeof mode === 'string' ? mode : JSON.stringify(mode))
  let asked = 0
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/healthz') {
      asked += 1
      const readOnly = follows && asked > slow && isOn(kv.get('site:mode'))
      response.end(JSON.stringify({ readOnly }))
      return
    }
    const key = decodeURIComponent(pathname.slice('/kv/'.length))
    if (request.method === 'PUT') {
      kv.set(key, await text(request))
    } else if (!kv.has(key)) response.statusCode = 404
    response.end(request.method === 'GET' ? kv.get(key) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    kv,
    origin,
    dataDir: await writeStack({ origin, urls: { kv: `${origin}/kv` }, settings: {} }),
  }
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && JSON.parse(text).readOnly === true
}

/** A data folder whose stack.json holds `stack`. */
export async function writeStack(stack: unknown): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hallway-ops-'))
  await writeFile(join(dataDir, 'stack.json'), JSON.stringify(stack))
  return dataDir
}

/** Runs a command line as `npm run ops -- …` does, over the stack in `dataDir`. */
export async function runOps(dataDir: string, ...args: string[]) {
  const lines = { out: [] as string[], err: [] as string[] }
  vi.stubEnv('HALLWAY_DATA', dataDir)
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void lines.out.push(line))
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void lines.err.push(line))
  try {
    const exitCode = await run(args)
    return { exitCode, stdout: lines.out.join('\n'), stderr: lines.err.join('\n') }
  } finally {
    log.mockRestore()
    error.mockRestore()
    vi.unstubAllEnvs()
  }
}
