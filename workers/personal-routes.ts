import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { accountRoutes } from './web/accounts/routes.tsx'
import { addCoverageRoutes } from './web/coverage/add-routes.tsx'
import { dashboardRoutes } from './web/dashboard/routes.tsx'
import { reportRoutes } from './web/reports/routes.tsx'
import { picksRoutes } from './web/sessions/picks-routes.ts'
import { trackingRoutes } from './web/tracking/routes.ts'

/**
 * Forms, and the pages that are for one person. What a GET finds here lies within `personalAreas`
 * (functions/paths.ts), by which the gateway tells it from a page that may be kept.
 */
export const personalRoutes = new Hono<AppEnv>()
  .route('/', trackingRoutes)
  .route('/', addCoverageRoutes)
  .route('/', picksRoutes)
  .route('/', accountRoutes)
  .route('/', dashboardRoutes)
  .route('/', reportRoutes)
