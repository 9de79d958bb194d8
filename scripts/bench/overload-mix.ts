import pg from 'pg'
import { createDraw } from './draw.ts'
import type { Ask } from './load.ts'
import type { Filled } from './look-around.ts'

export const KINDS = ['hit', 'cold', 'signed-in', 'write'] as const
export type Kind = (typeof KINDS)[number]

/** Of all requests: what anonymous readers find in the cache, what they do not, and what members do. */
export const MIX: Readonly<Record<Kind, number>> = {
  hit: 0.5,
  cold: 0.15,
  'signed-in': 0.25,
  write: 0.1,
}

/** What needs a database, and so may be refused. */
export const SLOW_KINDS: readonly Kind[] = KINDS.filter((kind) => kind !== 'hit')

/** A request with the moment, in ms from the start, at which it is sent whatever became of those before it. */
export type Arrival = { readonly atMs: number; readonly kind: Kind; readonly ask: Ask }

export type MixSite = {
  readonly origin: string
  readonly filled: Pick<Filled, 'eventPaths'>
  /** Pages that nobody has asked for. */
  readonly coldPaths: readonly string[]
  readonly cookies: readonly string[]
}

/** Pages that are asked for all the time. */
const POPULAR = 20
/** One in so many signed-in pages is a dashboard; the others are events. */
const DASHBOARD_EVERY = 5

/** Gives out requests of each kind, never the same cold page or the same write twice while there are others. */
export function createMix(site: MixSite) {
  const { origin, coldPaths, cookies } = site
  const events = site.filled.eventPaths
  const popular = ['/', '/conferences/', '/topics/', ...events.slice(0, POPULAR)]
  const counts: Record<Kind, number> = { hit: 0, cold: 0, 'signed-in': 0, write: 0 }
  const nth = (list: readonly string[], n: number) => list[n % list.length] ?? '/'
  const make: Record<Kind, (n: number) => Ask> = {
    hit: (n) => ({ method: 'GET', path: nth(popular, n) }),
    cold: (n) => ({ method: 'GET', path: nth(coldPaths, n) }),
    'signed-in': (n) => ({
      method: 'GET',
      path: n % DASHBOARD_EVERY === 0 ? '/dashboard/' : nth(events, n),
      headers: { cookie: nth(cookies, n) },
    }),
    write: (n) => ({
      method: 'POST',
      // Once through all events by each person.
      path: `${nth(events, n)}attendance/`,
      headers: {
        cookie: nth(cookies, n + Math.floor(n / events.length)),
        origin,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'role=tracking',
    }),
  }
  return {
    popular,
    next: (kind: Kind): Ask => make[kind](counts[kind]++),
  }
}

type Load = { perSecond: number; seconds: number; seed: number }

/** When requests arrive and of which kind: a Poisson process, fixed in advance by the seed. */
export function planArrivals(
  next: (kind: Kind) => Ask,
  { perSecond, seconds, seed }: Load,
): Arrival[] {
  const draw = createDraw(seed)
  const arrivals: Arrival[] = []
  for (let atMs = 0; ; ) {
    atMs -= (Math.log(1 - draw()) / perSecond) * 1000
    if (atMs >= seconds * 1000) return arrivals
    const kind = pickKind(draw())
    arrivals.push({ atMs, kind, ask: next(kind) })
  }
}

function pickKind(chance: number): Kind {
  let left = chance
  for (const kind of KINDS) {
    left -= MIX[kind]
    if (left < 0) return kind
  }
  return 'hit'
}

/** Addresses of session pages, which there are more of than any load asks for. */
export async function findColdPaths(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ path: string }>(
      `select '/' || e.year || '/' || e.slug || '/' || s.slug || '/' as path
       from sessions s join events e on e.id = s.event_id
       where e.visibility = 'public' order by md5(s.id::text || 'cold') limit 50000`,
    )
    return rows.map(({ path }) => path)
  } finally {
    await client.end()
  }
}
