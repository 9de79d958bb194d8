import { connectNeon } from '#db/client.ts'
import { pageFunctions } from '#db/page-query.ts'
import { log } from '#functions/log.ts'
import type { Settings } from './env.ts'

/**
 * What stands behind the gateway, as the one thing that an isolate loads once it needs any of it
 * (docs/decisions/0034): evaluating it takes several times as long as all else that a start does.
 */
export { laneOf } from '#functions/jobs.ts'
export { knownParams } from './known-params.ts'
export { refuse } from './overload/refuse.tsx'
export { publicPages } from './public-pages.ts'
export { routeOf } from './route-of.ts'
export { runCron } from './run-cron.ts'
export { site } from './site.ts'

/** For once in an isolate, before any of it is used. */
export function connect({ NEON_SQL_ENDPOINT: endpoint }: Settings) {
  connectNeon({ fetch: (url, init) => fetch(url, init), endpoint })
  pageFunctions.onMissing = (name, code) =>
    log.warn('a page function is missing', { name, code: String(code) })
}
