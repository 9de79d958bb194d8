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

/** What a command's key has to hold: Redis refuses others, ioredis-mock makes something of them. */
const HELD: Record<string, string> = {
  ...{ get: 'string', incr: 'string' },
  ...{
    sadd: 'set',
    srem: 'set',
    scard: 'set',
    smembers: 'set',
    sismember: 'set',
    smismember: 'set',
  },
  ...{ hset: 'hash', hget: 'hash', hmget: 'hash', hgetall: 'hash' },
}

/**
 * A Redis inside this process, for machines without one. What it holds ends with the process. It answers
 * as a real one to the commands that tests/scripts/redis-use.test.ts lists.
 */
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
    await refuse(client, name.toLowerCase(), args[0] ?? '')
    const reply = await command.call(client, ...args.map(inCapitals))
    return /^eval/i.test(name) ? fromLua(reply) : reply
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

/** Throws what a real Redis answers to a command whose key holds something else. */
async function refuse(client: InstanceType<typeof RedisMock>, command: string, key: string) {
  const wanted = HELD[command]
  if (!wanted) return
  const held = await client.type(key)
  if (held !== 'none' && held !== wanted)
    throw new Error('WRONGTYPE Operation against a key holding the wrong kind of value')
  if (command === 'incr' && !/^-?\d{1,18}$/.test((await client.get(key)) ?? '0'))
    throw new Error('ERR value is not an integer or out of range')
}

/** A script's result as Redis converts it. Of tables ioredis-mock returns only literal ones. */
function fromLua(result: unknown): unknown {
  if (result === undefined || typeof result === 'function')
    throw new Error('ERR the Redis in this process cannot return a table that a script has built')
  if (result === true) return 1
  return result === false ? null : result
}
