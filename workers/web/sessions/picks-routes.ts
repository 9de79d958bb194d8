import { Hono } from 'hono'
import { notFound } from '#functions/errors.ts'
import { exportIcal } from '#functions/exports/export-ical.ts'
import { getExportedProgramme } from '#functions/exports/queries.ts'
import { paths } from '#functions/paths.ts'
import { listPicks } from '#functions/sessions/picks.ts'
import type { AppEnv } from '../../app-env.ts'
import { redirect } from '../../redirect.ts'
import { signInFirst } from '../accounts/sign-in-first.ts'
import { eventPath, eventRefOf } from '../events/event-scope.ts'

/** What somebody tracks of an event's programme, for their calendar. */
export const picksRoutes = new Hono<AppEnv>().get(eventPath('picks.ics'), async (c) => {
  const { requester, deps } = c.var
  const { account } = requester
  const ref = eventRefOf(c)
  // A file opens no page, so they come back to the one that has the link.
  const page = paths.schedule(ref, { picks: '1' })
  if (!account) return redirect(c, paths.signInThen(page), 303)
  const [first, programme, picks] = await Promise.all([
    signInFirst(c, page),
    getExportedProgramme(deps.read, ref),
    listPicks(deps.read, { account, ref }),
  ])
  if (first) return redirect(c, first, 303)
  const sessions = programme.sessions.filter(({ id }) => picks.has(id))
  if (sessions.length === 0) throw notFound(`A session of ${programme.event.name} that you track`)
  const file = await exportIcal({ ...programme, sessions }, deps.config.origin)
  return c.body(file, 200, { 'Content-Type': 'text/calendar; charset=utf-8' })
})
