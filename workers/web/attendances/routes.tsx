import { Hono } from 'hono'
import * as z from 'zod'
import { attendanceRoles } from '#db/schema/index.ts'
import { attendEvent } from '#functions/attendances/attend-event.ts'
import { leaveEvent } from '#functions/attendances/leave-event.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { takeForm } from '../../middleware/form.ts'
import { eventPath, eventRefOf } from '../events/event-scope.ts'

/** `none` stops attending and tracking. `back` is the local path that the button was on. */
const attendanceForm = z.object({
  role: z.enum([...attendanceRoles, 'none']),
  back: z.string().optional().transform(localPath),
})

export const attendanceRoutes = new Hono<AppEnv>().post(
  eventPath('attendance/'),
  takeForm({
    who: 'actor',
    schema: attendanceForm,
    act: async ({ c, requester: { actor }, value: { role, back } }) => {
      const { deps } = c.var
      const ref = eventRefOf(c)
      if (role === 'none') await leaveEvent(deps, { actor, ref })
      else await attendEvent(deps, { actor, ref, role })
      return back ?? paths.event(ref)
    },
  }),
)
