import { Hono } from 'hono'
import type { Deps } from '#functions/deps.ts'
import type { AppEnv } from '#workers/app-env.ts'
import { errorToResponse, notFoundToResponse } from '#workers/errors.tsx'
import { publicRoutes } from '#workers/public-routes.ts'
import { anonymous } from '#workers/requester.ts'
import { layout } from '#workers/web/layout.tsx'

/** The public half of the site over these Deps, without gateway and cache. */
export function makePublicSite(deps: Deps) {
  const tags = new Set<string>()
  const app = new Hono<AppEnv>()
    .onError(errorToResponse)
    .notFound(notFoundToResponse)
    .use(layout, async (c, next) => {
      c.set('deps', deps)
      c.set('requestId', 'test')
      c.set('requester', anonymous)
      c.set('tags', tags)
      await next()
    })
    .route('/', publicRoutes)
  return { tags, get: async (path: string) => app.request(path, {}, { report: () => {} }) }
}
