import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from './app-env.ts'
import { errorToResponse, notFoundToResponse } from './errors.tsx'
import { MAX_BODY_BYTES } from './gateway/read-body.ts'
import { health } from './health.ts'
import { consistency } from './middleware/consistency.ts'
import { publishAfterAnswer } from './middleware/publish-after-answer.ts'
import { sameOrigin } from './middleware/same-origin.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { prolongSession, session } from './middleware/session.ts'
import { refuseWritesWhileReadOnly, siteBasics } from './middleware/site-basics.ts'
import { publicRoutes } from './public-routes.ts'
import { queueRoutes } from './queue-routes.ts'
import { accountRoutes } from './web/accounts/routes.tsx'
import { addCoverageRoutes } from './web/coverage/add-routes.tsx'
import { dashboardRoutes } from './web/dashboard/routes.tsx'
import { layout } from './web/layout.tsx'
import { trackingRoutes } from './web/tracking/routes.ts'

const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new DomainError('too_large', 'That is more than we can take. Try a shorter text')
  },
})

/** Everything that is not a cached page, in the order in which a request meets it. */
export const site = new Hono<AppEnv>()
  .onError(errorToResponse)
  .notFound(notFoundToResponse)
  .use(siteBasics, securityHeaders, layout, refuseWritesWhileReadOnly, limitBody)
  .route('/', health)
  .route('/_queues', queueRoutes)
  .use(sameOrigin, session, consistency, prolongSession, publishAfterAnswer)
  .route('/', trackingRoutes)
  .route('/', addCoverageRoutes)
  .route('/', accountRoutes)
  .route('/', dashboardRoutes)
  .route('/', publicRoutes)
