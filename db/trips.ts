/**
 * How often, and how long in all, one request waited for a database. What is asked meanwhile is no
 * new wait: `hops` is the longest chain of servers asked in the wait that is under way.
 */
export type Trips = { count: number; ms: number; underWay: number; sinceMs: number; hops: number }

export const newTrips = (): Trips => ({ count: 0, ms: 0, underWay: 0, sinceMs: 0, hops: 0 })

/** Counts what `work` waits for; it calls `onHop` for each server that it asks. */
export async function countTrips<T>(
  trips: Trips,
  work: (onHop: () => void) => Promise<T>,
): Promise<T> {
  if (trips.underWay === 0) {
    trips.sinceMs = performance.now()
    trips.hops = 0
  }
  trips.underWay += 1
  let hop = 0
  try {
    return await work(() => {
      hop += 1
      if (hop <= trips.hops) return
      trips.hops = hop
      trips.count += 1
    })
  } finally {
    trips.underWay -= 1
    if (trips.underWay === 0) trips.ms += performance.now() - trips.sinceMs
  }
}
