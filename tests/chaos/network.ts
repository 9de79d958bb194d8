import { setTimeout as sleep } from 'node:timers/promises'
import type { Stack } from '#scripts/stack/stack.ts'
import { startInterceptor } from '../stack/interceptor.ts'

export type Server = 'primary' | 'replica 1' | 'replica 2'
/** How many milliseconds a query to this server is held up. */
export type Delay = (server: Server) => number

export type Network = Awaited<ReturnType<typeof startNetwork>>

/** The way from the Worker to the databases' gateway, on which queries can be held up. */
export async function startNetwork() {
  const interceptor = await startInterceptor()
  const delays = new Set<Delay>()
  let servers = new Map<string, Server>()
  interceptor.on({
    before: async ({ headers }) => {
      const server = servers.get(portOf(String(headers['neon-connection-string'])))
      if (server === undefined) return
      const ms = [...delays].reduce((sum, delay) => sum + delay(server), 0)
      if (ms > 0) await sleep(ms)
    },
  })
  return {
    settings: { NEON_SQL_ENDPOINT: `${interceptor.url}/sql` },
    leadTo: ({ parts, databaseUrl, replicaUrls: [first = '', second = ''] }: Stack) => {
      interceptor.leadTo(parts.neon.url)
      servers = new Map([
        [portOf(databaseUrl), 'primary'],
        [portOf(first), 'replica 1'],
        [portOf(second), 'replica 2'],
      ])
    },
    /** Holds queries up, until what it returns is called. */
    delay: (delay: Delay) => {
      delays.add(delay)
      return async () => {
        delays.delete(delay)
      }
    },
    stop: interceptor.stop,
  }
}

const portOf = (url: string) => (URL.canParse(url) ? new URL(url).port : '')
