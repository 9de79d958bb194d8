import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { Problem } from './problem.ts'

/** A port on loopback that nothing listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      // A TCP server's address is never the string that a Unix socket's is.
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Throws a Problem when somebody else listens on this port. */
export function requireFreePort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Problem(explain(port, error)))
    })
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()))
  })
}

function explain(port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account. Choose another: PORT=8787 npm start`
  return `Port ${port} cannot be used (${message}). Choose another: PORT=8787 npm start`
}
