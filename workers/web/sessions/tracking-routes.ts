import { Hono } from 'hono'
import * as z from 'zod'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import { trackSession } from '#functions/sessions/track-session.ts'
import { untrackSession } from '#functions/sessions/untrack-session.ts'
import type { AppEnv } from '../../app-env.ts'
import { takeForm } from '../../middleware/form.ts'
import { slugParam } from '../components/slug-param.ts'
import { eventPath, eventRefOf } from '../events/event-scope.ts'

/** `back` is the local path that the button was on. */
const trackingForm = z.object({
  tracking: z.enum(['on', 'off']),
  back: z.string().optional().transform(localPath),
})

export const trackingRoutes = new Hono<AppEnv>().post(
  eventPath(':session/tracking/'),
  takeForm({
    who: 'actor',
    schema: trackingForm,
    act: async ({ c, requester: { actor }, value: { tracking, back } }) => {
      const ref = {
        ...eventRefOf(c),
        session: slugParam(c.req.param('session') ?? '', 'This session'),
      }
      const change = tracking === 'on' ? trackSession : untrackSession
      await change(c.var.deps, { actor, ref })
      const place = back ?? paths.session(ref, ref.session)
      // Back to the same line of a long programme.
      const isList = place.startsWith(paths.schedule(ref))
      return isList ? `${place}#s-${ref.session}` : place
    },
  }),
)
