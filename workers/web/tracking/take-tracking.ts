import type { Context, Handler } from 'hono'
import * as z from 'zod'
import { type AttendanceRole, attendanceRoles } from '#db/schema/index.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import type { Target } from '#functions/tracking/target.ts'
import { trackTarget } from '#functions/tracking/track-target.ts'
import { untrackTarget } from '#functions/tracking/untrack-target.ts'
import type { AppEnv } from '../../app-env.ts'
import { takeForm } from '../../middleware/form.ts'

/** The local path that the button was on. */
const back = z.string().optional().transform(localPath)

type Pressed = { role: AttendanceRole | 'none'; back: string | null }

/** What a button that tracks and lets go sends. */
const tracking = z
  .object({ tracking: z.enum(['on', 'off']), back })
  .transform(
    ({ tracking, back }): Pressed => ({ role: tracking === 'on' ? 'tracking' : 'none', back }),
  )

/** The part of that page that it was in, such as a card: where a list is long, nobody looks for it again. */
const backToPart = z
  .string()
  .optional()
  .transform((text) => {
    const path = localPath(text)
    const [part = ''] = /#[\w-]+$/.exec(text ?? '') ?? []
    return path && path + part
  })

/** The same where people can also attend. */
export const attendance = z.object({
  role: z.enum([...attendanceRoles, 'none']),
  back: backToPart,
})

export type Tracked = {
  readonly target: Target
  /** Its own page, for a button that does not say where it was. */
  readonly page: string
  /** Where it stands in a long list: back to the same line. */
  readonly line?: { readonly list: string; readonly id: string }
}

/** What answers the buttons of a noun that is tracked: `find` says what is at the form's address. */
export const takeTracking = <P extends string>(
  find: (c: Context<AppEnv, P>) => Tracked,
  schema: z.ZodType<Pressed> = tracking,
): Handler<AppEnv, P> =>
  takeForm({
    who: 'actor',
    schema,
    signIn: (c, { role, back }) => {
      const { page } = find(c)
      return role === 'none' ? paths.signInThen(back ?? page) : paths.signInTo(role, page)
    },
    act: async ({ c, requester: { actor }, value: { role, back } }) => {
      const { target, page, line } = find(c)
      if (role === 'none') await untrackTarget(c.var.deps, { actor, target })
      else await trackTarget(c.var.deps, { actor, target, role })
      const place = back ?? page
      return line && place.startsWith(line.list) ? `${place}#${line.id}` : place
    },
  })
