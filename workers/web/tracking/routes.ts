import { Hono } from 'hono'
import { eventTarget } from '#functions/attendances/event-target.ts'
import { paths } from '#functions/paths.ts'
import { sessionTarget } from '#functions/sessions/session-target.ts'
import type { AppEnv } from '../../app-env.ts'
import { slugParam } from '../components/slug-param.ts'
import { attendance, takeTracking } from './take-tracking.ts'

const EVENT = '/:year{[0-9]{4}}/:slug'

/** Where everything that is tracked is tracked, and let go of. */
export const trackingRoutes = new Hono<AppEnv>()
  .post(
    `${EVENT}/attendance/`,
    takeTracking((c) => {
      const slug = slugParam(c.req.param('slug') ?? '', 'This event')
      const ref = { year: Number(c.req.param('year')), slug }
      return { target: eventTarget(ref), page: paths.event(ref) }
    }, attendance),
  )

  .post(
    `${EVENT}/:session/tracking/`,
    takeTracking((c) => {
      const slug = slugParam(c.req.param('slug') ?? '', 'This event')
      const session = slugParam(c.req.param('session') ?? '', 'This session')
      const ref = { year: Number(c.req.param('year')), slug, session }
      return {
        target: sessionTarget(ref),
        page: paths.session(ref, session),
        line: { list: paths.schedule(ref), id: `s-${session}` },
      }
    }),
  )
