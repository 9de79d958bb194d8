import type { Fault } from '../fault.ts'

const strikes = 'database gateway'

/** What waits when the fault ends does so until the Worker's time-out, and holds its place meanwhile. */
const QUERY_MS = 12_000

/** Slow ways to the databases. The Worker waits 2 s for a replica and 10 s for the primary. */
export const networkFaults: readonly Fault[] = [
  {
    ...{ name: 'every database is slow', strikes, excuses: [], lastsMs: [3_000, 5_000] },
    begin: async ({ network, random }) => network.delay(() => random.between(100, 700)),
  },
  {
    ...{ name: 'a replica does not answer in time', strikes, excuses: [], lastsMs: [4_000, 6_000] },
    begin: async ({ network }) => network.delay((server) => (server === 'replica 1' ? 5_000 : 0)),
  },
  {
    ...{ name: 'the primary does not answer in time', strikes, lastsMs: [11_000, 13_000] },
    lingersMs: QUERY_MS,
    excuses: ['reads', 'writes'],
    begin: async ({ network }) => network.delay((server) => (server === 'primary' ? 15_000 : 0)),
  },
  {
    ...{ name: 'no database answers in time', strikes, lastsMs: [11_000, 13_000] },
    lingersMs: QUERY_MS,
    excuses: ['reads', 'writes'],
    begin: async ({ network }) => network.delay(() => 15_000),
  },
]
