import RedisMock from 'ioredis-mock'
import type { RedisBackend } from './upstash-gateway.ts'

/** Where a command's options begin: Redis takes them in any case, ioredis-mock only in capitals. */
const FIRST_OPTION: Record<string, number> = {
  set: 2,
  expire: 2,
  pexpire: 2,
  scan: 1,
  sscan: 2,
  hscan: 2,
}
const OPTION = /^(ex|px|exat|pxat|nx|xx|gt|lt|keepttl|get|match|count|type)$/i

/** A Redis inside this process, for machines without one. What it holds ends with the process. */
export function createInProcessRedis(): RedisBackend {
  // Instances share what they hold unless they say that they are elsewhere.
  const client = new RedisMock({ host: `in-process-${crypto.randomUUID()}` })
  // Commands are methods, named in lower case; one that is missing is looked for by name.
  const commands = client as unknown as Record<string, (...args: string[]) => Promise<unknown>>
  const run = async ([name = '', ...args]: readonly string[]): Promise<unknown> => {
    const command = commands[name.toLowerCase()]
    if (typeof command !== 'function') throw new Error(`ERR unknown command '${name}'`)
    const first = FIRST_OPTION[name.toLowerCase()] ?? args.length
    const inCapitals = (arg: string, at: number) =>
      at >= first && OPTION.test(arg) ? arg.toUpperCase() : arg
    return await command.call(client, ...args.map(inCapitals))
  }

  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }
  return {
    run: (command) => inTurn(() => run(command)),
    runAtomically: (all) =>
      inTurn(async () => {
        const replies: unknown[] = []
        for (const command of all) replies.push(await run(command).catch((error) => error))
        return replies
      }),
  }
}
