import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from './problem.ts'

/**
 * Below what the kernel gives to outgoing connections and to servers that name no port (32768 and up
 * on Linux, 49152 on macOS), so that none of those takes a port between its choice and its use.
 */
const LOWEST_PORT = 10_000
const HIGHEST_PORT = 32_767

const chosenPorts = new Set<number>()

/** A port on loopback that nothing listens on right now, and that this process was not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1)
    if (chosenPorts.has(port)) continue
    chosenPorts.add(port)
    const failure = await tryListening(port)
    if (!failure) return port
    if (failure.code !== 'EADDRINUSE') throw failure
  }
}

/** How long a Worker that has just been killed may take to let its port go. */
const PATIENCE_MS = 1_500

/** Throws a Problem when somebody else listens on this port, and goes on doing so. */
export async function requireFreePort(port: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const failure = await tryListening(port)
    if (!failure) return
    if (failure.code !== 'EADDRINUSE' || Date.now() > deadline)
      throw new Problem(explain(port, failure))
    await sleep(100)
  }
}

function tryListening(port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)))
  })
}

function explain(port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account. Choose another: PORT=8787 npm start`
  return `Port ${port} cannot be used (${message}). Choose another: PORT=8787 npm start`
}
