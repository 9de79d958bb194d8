import { type Context, Hono } from 'hono'
import { addCoverage, newCoverage } from '#functions/coverage/add-coverage.ts'
import { getEventSessions } from '#functions/coverage/queries.ts'
import { DomainError } from '#functions/errors.ts'
import { type EventRef, paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { auditError } from '../../audit-refusal.ts'
import { type FormErrors, type FormValues, readForm } from '../../middleware/form.ts'
import { requireActor } from '../../middleware/require-actor.ts'
import { redirect } from '../../redirect.ts'
import { signInFirst } from '../accounts/sign-in-first.ts'
import { eventPath, readEventRef } from '../events/event-scope.ts'
import { AddCoveragePage } from './add-coverage-page.tsx'

const PATH = eventPath('coverage/add/')

/** Adding a link, for the signed-in. */
export const addCoverageRoutes = new Hono<AppEnv>()
  .get(PATH, (c) =>
    show(c, readEventRef(c.req.param()), { values: { session: c.req.query('session') ?? '' } }),
  )

  .post(PATH, requireActor, async (c) => {
    const { deps, actor } = c.var
    const ref = readEventRef(c.req.param())
    const form = await readForm(c, newCoverage)
    const { values } = form
    if (!form.ok) return show(c, ref, { values, errors: form.errors, status: 422 })
    try {
      await addCoverage(deps, { actor, ref, ...form.value })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const { code, message } = error
      if (code === 'conflict')
        return show(c, ref, { values, errors: { session: [message] }, status: 409 })
      if (code === 'too_many') {
        auditError(c, error)
        c.header('Retry-After', String(error.retryAfterS))
        return show(c, ref, { values, general: [message], status: 429 })
      }
      throw error
    }
    return redirect(c, paths.eventCoverage(ref), 303)
  })

type Shown = {
  values: FormValues
  errors?: FormErrors
  general?: readonly string[]
  status?: 409 | 422 | 429
}

async function show(c: Context, ref: EventRef, { status, ...shown }: Shown) {
  const [first, event] = await Promise.all([
    signInFirst(c, paths.addCoverage(ref, shown.values.session)),
    getEventSessions(c.get('deps').read, ref),
  ])
  if (first) return redirect(c, first, 303)
  if (status) c.status(status)
  return c.render(<AddCoveragePage event={event} {...shown} />, {
    title: `Add coverage of ${event.name}`,
    noindex: true,
  })
}
