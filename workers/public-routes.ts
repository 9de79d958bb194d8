import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { aboutRoutes } from './web/about/routes.tsx'
import { callRoutes } from './web/calls/routes.tsx'
import { conferenceRoutes } from './web/conferences/routes.tsx'
import { coverageRoutes } from './web/coverage/routes.tsx'
import { eventFileRoutes } from './web/events/event-file-routes.ts'
import { eventRoutes } from './web/events/routes.tsx'
import { homeRoutes } from './web/home/routes.tsx'
import { peopleRoutes } from './web/people/routes.tsx'
import { pictureRoutes } from './web/pictures/routes.ts'
import { placeRoutes } from './web/places/routes.tsx'
import { searchRoutes } from './web/search/routes.tsx'
import { seriesRoutes } from './web/series/routes.tsx'
import { exportRoutes } from './web/sessions/export-routes.ts'
import { sessionRoutes } from './web/sessions/routes.tsx'
import { sitemapRoutes } from './web/sitemap/routes.ts'
import { topicRoutes } from './web/topics/routes.tsx'
import { venueRoutes } from './web/venues/routes.tsx'

/** The pages that anybody may see. Mounted twice: for nobody in particular, and for the signed-in. */
export const publicRoutes = new Hono<AppEnv>()
  .route('/', homeRoutes)
  .route('/', conferenceRoutes)
  .route('/', topicRoutes)
  .route('/', placeRoutes)
  .route('/', peopleRoutes)
  .route('/', searchRoutes)
  .route('/', seriesRoutes)
  .route('/', venueRoutes)
  .route('/', callRoutes)
  .route('/', coverageRoutes)
  .route('/', aboutRoutes)
  .route('/', pictureRoutes)
  .route('/', sitemapRoutes)
  .route('/', exportRoutes)
  .route('/', eventFileRoutes)
  .route('/', eventRoutes)
  .route('/', sessionRoutes)
