/** What one action asks of every service that bills by the piece, as the vendor would count it. */
export type Counts = {
  /** Requests that the Worker gets from outside: visitors, and deliveries of the queue. */
  workerRequests: number
  /** Every command inside a pipeline, transaction or script counts. */
  redisCommands: number
  kvReads: number
  kvWrites: number
  /** Attempts to deliver: QStash bills each one. */
  queueMessages: number
  /** Round trips to any database, whether somebody waits for them or not. */
  databaseTrips: number
}

export const NOTHING: Counts = {
  workerRequests: 0,
  redisCommands: 0,
  kvReads: 0,
  kvWrites: 0,
  queueMessages: 0,
  databaseTrips: 0,
}

/** Combines two counts, name by name. */
const combine = (a: Counts, b: Counts, how: (x: number, y: number) => number): Counts => ({
  workerRequests: how(a.workerRequests, b.workerRequests),
  redisCommands: how(a.redisCommands, b.redisCommands),
  kvReads: how(a.kvReads, b.kvReads),
  kvWrites: how(a.kvWrites, b.kvWrites),
  queueMessages: how(a.queueMessages, b.queueMessages),
  databaseTrips: how(a.databaseTrips, b.databaseTrips),
})

export const plus = (a: Counts, b: Counts) => combine(a, b, (x, y) => x + y)
export const minus = (a: Counts, b: Counts) => combine(a, b, (x, y) => x - y)
export const times = (counts: Counts, factor: number) => combine(counts, NOTHING, (x) => x * factor)
