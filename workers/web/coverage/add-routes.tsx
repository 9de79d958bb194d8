import { type Context, Hono } from 'hono'
import { addCoverage, newCoverage } from '#functions/coverage/add-coverage.ts'
import { getEventSessions } from '#functions/coverage/queries.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { type Filled, takeForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { signInFirst } from '../accounts/sign-in-first.ts'
import { eventPath, eventRefOf } from '../events/event-scope.ts'
import { AddCoveragePage } from './add-coverage-page.tsx'

const PATH = eventPath('coverage/add/')

/** Adding a link, for the signed-in. */
export const addCoverageRoutes = new Hono<AppEnv>()
  .get(PATH, (c) => show(c, { values: { session: c.req.query('session') ?? '' } }))

  .post(
    PATH,
    takeForm({
      who: 'actor',
      schema: newCoverage,
      show,
      act: async ({ c, requester: { actor }, value }) => {
        const ref = eventRefOf(c)
        await addCoverage(c.var.deps, { actor, ref, ...value })
        return paths.eventCoverage(ref)
      },
    }),
  )

async function show(c: Context<AppEnv, typeof PATH>, filled: Filled) {
  const ref = eventRefOf(c)
  const [first, event] = await Promise.all([
    signInFirst(c, paths.addCoverage(ref, filled.values.session)),
    getEventSessions(c.var.deps.read, ref),
  ])
  if (first) return redirect(c, first, 303)
  return c.render(<AddCoveragePage event={event} {...filled} />, {
    title: `Add coverage of ${event.name}`,
    noindex: true,
  })
}
