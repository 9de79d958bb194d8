import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stack, StackOptions } from '#scripts/stack/stack.ts'
import { makeEvent } from '../stack/people.ts'
import { startTestStack, stopTestStack } from '../stack/support.ts'
import { Faults } from './fault.ts'
import { type Network, startNetwork } from './network.ts'
import { nameOf } from './page.ts'
import { createRandom, type Random } from './random.ts'
import type { Report } from './report.ts'

/** How often the crons run here. */
export const CRON_EVERY_S = 2
const EVENTS = 12

/** `number` is the one in its name, by which pages are told apart. */
export type ChaosEvent = { readonly id: string; readonly path: string; readonly number: number }

/** Everything that the actors of a drill share. */
export type World = {
  readonly stack: Stack
  readonly network: Network
  readonly random: Random
  readonly events: readonly ChaosEvent[]
  readonly faults: Faults
  readonly report: Report
  /** False once the actors are to end. */
  running: boolean
}

type Options = { seed: number; report: Report; events?: number; stack?: Partial<StackOptions> }

/** A stack with two replicas, crons that run every other second, and a network that can be slow. */
export async function startWorld({ seed, report, events = EVENTS, ...options }: Options) {
  const network = await startNetwork()
  const stack = await startTestStack({
    replicas: 2,
    crons: true,
    cronEveryS: CRON_EVERY_S,
    retryScale: 0.1,
    ...options.stack,
    settings: { ...network.settings, ...options.stack?.settings },
  })
  network.leadTo(stack)
  const made: ChaosEvent[] = []
  for (let number = 1; number <= events; number++)
    made.push({ ...(await makeEvent(stack, nameOf(number, 0))), number })
  const faults = new Faults()
  report.faultsLately = faults.lately
  report.logOf = (requestId) =>
    readFileSync(join(stack.dataDir, 'worker.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(requestId))
  const random = createRandom(seed)
  return { stack, network, random, events: made, faults, report, running: true } satisfies World
}

export async function stopWorld({ stack, network }: World) {
  network.stop()
  await stopTestStack(stack)
}
