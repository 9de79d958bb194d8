import type { Ask, Load } from './load.ts'
import type { Filled } from './look-around.ts'
import { askPopular } from './popular.ts'

export const SCENARIOS = ['ceiling', 'cached', 'uncached', 'signed-in', 'popular', 'track'] as const
export type Scenario = (typeof SCENARIOS)[number]

type Site = {
  origin: string
  ceilingUrl: string
  /** The page that is measured from the cache. */
  cachedPath: string
  filled: Filled
  cookies: readonly string[]
  /** Of many more people, who read what is popular. */
  members: readonly string[]
  rounds: number
}

const SECONDS = 3
/** The fast ones take turns: long enough for the asker to get up to speed. */
const TURN_S = 3
/** As many as keep a fast answer busy, and as many as visitors of slow ones would be. */
const MANY = 50
const FEW = 16
/** No more than an isolate has places for writes: more for seconds on end would be overload, and refused. */
const WRITERS = 8
/** Events that many signed-in people read at once, as in the weeks around them. */
const POPULAR = 500

/**
 * What one round puts on each server. Every round has event pages of its own, so that an uncached
 * page is one that nobody has asked for, and a track is one that nobody has made.
 */
export function roundOf(site: Site, round: number): Record<Scenario, Load> {
  const { origin, ceilingUrl, cachedPath, filled, rounds } = site
  const pages = filled.eventPaths.filter((path) => path !== cachedPath)
  const size = Math.floor(pages.length / (rounds + 1))
  const mine = pages.slice(round * size, (round + 1) * size)
  const slow = { url: origin, connections: FEW, seconds: SECONDS }
  return {
    ceiling: { url: ceilingUrl, connections: MANY, seconds: TURN_S, requests: [] },
    cached: { url: `${origin}${cachedPath}`, connections: MANY, seconds: TURN_S, requests: [] },
    uncached: { ...slow, requests: mine.map((path): Ask => ({ method: 'GET', path })) },
    'signed-in': {
      ...slow,
      requests: mine.map((path, i): Ask => ({ method: 'GET', path, headers: cookieOf(site, i) })),
    },
    popular: { ...slow, requests: askPopular(popularOf(site), site.members, round) },
    track: { ...slow, connections: WRITERS, requests: mine.map((path, i) => track(site, path, i)) },
  }
}

/** From the end, so that they are not those which a round asks for once. */
const popularOf = ({ filled }: Site) => filled.eventPaths.slice(-POPULAR)

/** For each page, somebody else than for the one before. */
function cookieOf({ cookies }: Site, i: number): Record<string, string> {
  return { cookie: cookies[i % cookies.length] ?? '' }
}

function track(site: Site, path: string, i: number): Ask {
  return {
    method: 'POST',
    path: `${path}attendance/`,
    headers: {
      ...cookieOf(site, i),
      origin: site.origin,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'role=tracking',
  }
}
