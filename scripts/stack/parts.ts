import type { HttpServer } from './http-server.ts'

/** One part of the stack, which tests and operators stop and start by itself. */
export type Part = {
  start(): Promise<void>
  stop(): Promise<void>
  /** As a crash would end it. */
  kill(): Promise<void>
}

/** A part in this process, which listens on the same port whenever it is started. */
export type ServedPart<T extends HttpServer> = Part & {
  readonly port: number
  readonly url: string
  /** The server itself. Throws while it is stopped. */
  readonly server: T
  /** Begins again with what is on disk, unless somebody stopped it. */
  restart(): Promise<void>
}

/** Starts a server, to be stopped and started again. */
export async function servedPart<T extends HttpServer>(
  open: (port?: number) => Promise<T>,
): Promise<ServedPart<T>> {
  let server: T | null = await open()
  const { port, url } = server
  let wanted = true
  const close = async () => {
    const running = server
    server = null
    await running?.stop()
  }
  const stop = () => {
    wanted = false
    return close()
  }
  return {
    port,
    url,
    start: async () => {
      wanted = true
      server ??= await open(port)
    },
    restart: async () => {
      if (!wanted) return
      await close()
      server = await open(port)
    },
    stop,
    kill: stop,
    get server() {
      if (!server) throw new Error(`What listens on port ${port} is stopped`)
      return server
    },
  }
}
