import { Hono } from 'hono'
import { eventTarget } from '#functions/attendances/event-target.ts'
import { paths } from '#functions/paths.ts'
import { sessionTarget } from '#functions/sessions/session-target.ts'
import type { AppEnv } from '../../app-env.ts'
import { slugParam } from '../components/slug-param.ts'
import { eventPath, eventRefOf } from '../events/event-scope.ts'
import { attendance, takeTracking } from './take-tracking.ts'

/** Where everything that is tracked is tracked, and let go of. */
export const trackingRoutes = new Hono<AppEnv>()
  .post(
    eventPath('attendance/'),
    takeTracking((c) => {
      const ref = eventRefOf(c)
      return { target: eventTarget(ref), page: paths.event(ref) }
    }, attendance),
  )

  .post(
    eventPath(':session/tracking/'),
    takeTracking((c) => {
      const session = slugParam(c.req.param('session') ?? '', 'This session')
      const ref = { ...eventRefOf(c), session }
      return {
        target: sessionTarget(ref),
        page: paths.session(ref, session),
        line: { list: paths.schedule(ref), id: `s-${session}` },
      }
    }),
  )
