import { WRITABLE } from '#functions/site/site-mode.ts'
import { localModeStore } from '#scripts/ops/mode-store.ts'
import type { Excuse, Fault, Part } from '../fault.ts'
import { CRON_EVERY_S, type World } from '../world.ts'

type Struck = {
  name: string
  strikes: Part
  excuses?: readonly Excuse[]
  lastsMs: Fault['lastsMs']
}

/** A part that is away for a while. */
const away = (
  struck: Struck,
  part: (world: World) => { kill(): Promise<void>; start(): Promise<void> },
): Fault => ({
  excuses: [],
  ...struck,
  begin: async (world) => {
    await part(world).kill()
    return () => part(world).start()
  },
})

const S = 1_000

export const partFaults: readonly Fault[] = [
  away(
    { name: 'Redis is killed', strikes: 'redis', lastsMs: [2 * S, 5 * S] },
    ({ stack }) => stack.parts.redis,
  ),
  away(
    { name: 'Redis is out of reach', strikes: 'redis', lastsMs: [2 * S, 5 * S] },
    ({ stack }) => stack.parts.upstash,
  ),
  away(
    { name: 'the queue is away', strikes: 'queue', lastsMs: [2 * S, 5 * S] },
    ({ stack }) => stack.parts.qstash,
  ),
  away(
    { name: 'the mail service is away', strikes: 'mail', lastsMs: [2 * S, 5 * S] },
    ({ stack }) => stack.parts.mailbox,
  ),
  away(
    { name: 'KV is away', strikes: 'kv', lastsMs: [6 * S, 8 * S] },
    ({ stack }) => stack.parts.kv,
  ),
  away(
    {
      name: 'the Worker is killed',
      strikes: 'worker',
      excuses: ['connections'],
      lastsMs: [0.5 * S, 2 * S],
    },
    ({ stack }) => stack.parts.worker,
  ),
  away(
    {
      name: 'no database can be reached',
      strikes: 'database gateway',
      excuses: ['reads', 'writes'],
      lastsMs: [1 * S, 4 * S],
    },
    ({ stack }) => stack.parts.neon,
  ),
  {
    name: 'the site is read-only',
    strikes: 'switch',
    excuses: ['writes', 'anonymous'],
    lastsMs: [6 * S, 8 * S],
    begin: async ({ stack }) => {
      const store = localModeStore(stack.parts.kv.url)
      await store.write({ ...WRITABLE, readOnly: true, reason: 'A drill' })
      return () => store.write(WRITABLE)
    },
  },
]

/** An outage of ten of the cron's intervals. */
export const cronOutage: Fault = {
  name: 'the cron is away for ten intervals',
  strikes: 'cron',
  excuses: [],
  lastsMs: [10 * CRON_EVERY_S * S, 10 * CRON_EVERY_S * S],
  begin: async ({ stack }) => {
    stack.clocks.stop()
    return async () => stack.clocks.start()
  },
}
