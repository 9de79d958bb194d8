import { setTimeout as sleep } from 'node:timers/promises'
import { vi } from 'vitest'
import { anonymous, makeVisitor } from '../stack/people.ts'
import type { Fault } from './fault.ts'
import type { Blow } from './plan.ts'
import type { World } from './world.ts'

/** How soon after a fault the site must be well again: the longest time-out, and a retry. */
const RECOVERY_MS = 20_000
/** The second fault of a pair begins at most this long after the first. */
const MAX_GAP_MS = 1_000
/** Readers go on for a while without a fault, as they do for most of their lives. */
const CALM_MS = 500

/** Lets each blow fall, ends it, and waits until the site is well. Ends early when time is over. */
export async function runPlan(world: World, plan: readonly Blow[], untilMs: number) {
  const probe = await makeProbe(world)
  for (const blow of plan) {
    if (Date.now() > untilMs) return
    await Promise.all(blow.map((fault, i) => strike(world, fault, i)))
    await recover(world, blow, probe)
    await sleep(CALM_MS)
  }
}

async function strike(world: World, fault: Fault, place: number) {
  const { random, faults, report } = world
  const gapMs = place * random.between(0, MAX_GAP_MS)
  const lastsMs = random.between(...fault.lastsMs)
  await sleep(gapMs)
  const running = faults.begin(fault)
  report.countFault(fault.name)
  // One part's absence may keep another fault from beginning, such as a query to a server that is away.
  const end = await fault.begin(world).catch((error: Error) => {
    report.note(`not begun: ${fault.name} (${error.message})`)
    return async () => {}
  })
  await sleep(lastsMs)
  await vi.waitFor(end, { timeout: RECOVERY_MS, interval: 200 })
  running.toMs = Date.now()
}

type Probe = () => Promise<void>

/** Throws while the site is not well: a page that nobody has seen, a write, and a page that shows it. */
async function makeProbe({ stack, events }: World): Promise<Probe> {
  const ada = await makeVisitor(stack, 'Zoe Probe')
  let rounds = 0
  return async () => {
    rounds += 1
    const event = events[rounds % events.length]
    if (!event) throw new Error('There is no event')
    const role = rounds % 2 ? 'attending' : 'tracking'
    const cold = await anonymous(stack, `/places/nowhere-${rounds}/`)
    const write = await ada.attend(event.path, role, AbortSignal.timeout(RECOVERY_MS))
    const page = await ada.get(event.path, AbortSignal.timeout(RECOVERY_MS))
    const shows = (await page.text()).includes(role === 'attending' ? 'Attending' : 'Tracking')
    const seen = [cold.status, write.status, page.status, shows].join(' ')
    if (seen !== '404 303 200 true') throw new Error(seen)
  }
}

async function recover({ report }: World, blow: Blow, probe: Probe) {
  const names = blow.map(({ name }) => name).join(' + ')
  await vi.waitFor(probe, { timeout: RECOVERY_MS, interval: 200 }).catch((error: Error) =>
    report.violate({
      invariant: 'the site is well again soon',
      who: 'probe',
      operation: `after ${names}`,
      expected: `within ${RECOVERY_MS} ms a cold page, a write and a page that shows it`,
      seen: error.message,
    }),
  )
}
