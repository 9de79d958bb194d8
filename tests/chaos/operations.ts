import { setTimeout as sleep } from 'node:timers/promises'
import type { Role } from './page.ts'
import type { Reader } from './reader.ts'
import type { World } from './world.ts'

export type Operation = {
  readonly name: string
  /** How often it is drawn, compared with the others. */
  readonly weight: number
  readonly run: (reader: Reader, world: World) => Promise<void>
}

const roles: readonly Role[] = ['attending', 'attending', 'tracking', 'none']

/** What readers do. A new one is one more object. */
export const operations: readonly Operation[] = [
  {
    name: 'look at an event',
    weight: 5,
    run: (reader, { events }) => reader.look(reader.random.pick(events).path),
  },
  { name: 'look at the dashboard', weight: 3, run: (reader) => reader.look('/dashboard/') },
  { name: 'look at the list', weight: 2, run: (reader) => reader.look('/conferences/') },
  {
    name: 'press a button and see the page that comes back',
    weight: 6,
    run: async (reader, { events }) => {
      const event = reader.random.pick(events)
      await reader.press(event, reader.random.pick(roles))
      await reader.look(event.path)
    },
  },
  {
    name: 'press a button, and look elsewhere a moment later',
    weight: 2,
    run: async (reader, { events }) => {
      await reader.press(reader.random.pick(events), reader.random.pick(roles))
      await sleep(reader.random.between(0, 100))
      await reader.look(reader.random.pick(['/dashboard/', '/conferences/']))
    },
  },
]
