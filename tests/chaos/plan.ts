import type { Fault } from './fault.ts'
import { networkFaults } from './faults/network.ts'
import { cronOutage, partFaults } from './faults/parts.ts'
import { primaryFaults } from './faults/primary.ts'
import { replicaFaults } from './faults/replicas.ts'
import type { Random } from './random.ts'

/** Every fault there is. A new one is one more object in one of these lists. */
export const faults: readonly Fault[] = [
  ...replicaFaults(0),
  ...replicaFaults(1),
  ...primaryFaults,
  ...partFaults,
  ...networkFaults,
]

/** What befalls the stack at the same time: one fault, or two. */
export type Blow = readonly Fault[]

/** A fault by its name. */
export const named = (name: string): Fault => {
  const found = faults.find((fault) => fault.name === name)
  if (!found) throw new Error(`There is no fault "${name}"`)
  return found
}

/** Pairs that need no luck to meet: without the cron nobody says which replica is behind. */
const pairsAlways: readonly Blow[] = [
  [cronOutage, named('replica 1 stands still')],
  [cronOutage, named('replica 2 comes back stale')],
]

const PAIRS = 8

/** So many faults at least: the pairs that must meet, then by chance single ones and pairs that strike different parts. */
export function makePlan(random: Random, least: number): Blow[] {
  const singles = random.shuffle(faults).map((fault) => [fault])
  const pairs = Array.from({ length: PAIRS }, () => drawPair(random))
  const blows = [...pairsAlways, ...random.shuffle([...singles, ...pairs])]
  let struck = 0
  const enough = blows.findIndex(({ length }) => {
    struck += length
    return struck >= least
  })
  if (enough < 0) throw new Error(`There are only ${struck} faults`)
  return blows.slice(0, enough + 1)
}

function drawPair(random: Random): Blow {
  const first = random.pick(faults)
  return [first, random.pick(faults.filter(({ strikes }) => strikes !== first.strikes))]
}
