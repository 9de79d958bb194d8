import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { addCoverage, newCoverage } from '#functions/coverage/add-coverage.ts'
import { coverageCursor, findCoverageItem, getEventSessions } from '#functions/coverage/queries.ts'
import { takeBackCoverage } from '#functions/coverage/take-back-coverage.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { type Filled, takeForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { signInFirst } from '../accounts/sign-in-first.ts'
import { eventPath, eventRefOf } from '../events/event-scope.ts'
import { AddCoveragePage } from './add-coverage-page.tsx'
import { type Outcome, outcomeTitles } from './adding-outcome.tsx'
import { coverageId } from './coverage-id.ts'

const PATH = eventPath('coverage/add/')

/** Adding a link, and taking it back, for the signed-in. */
export const addCoverageRoutes = new Hono<AppEnv>()
  .get(PATH, (c) => show(c, { values: { session: c.req.query('session') ?? '' } }))

  .post(
    PATH,
    takeForm({
      who: 'actor',
      schema: newCoverage,
      show,
      signIn: (c, { session }) => paths.signInThen(paths.addCoverage(eventRefOf(c), session)),
      act: async ({ c, requester: { actor }, value }) => {
        const ref = eventRefOf(c)
        const { id, isNew } = await addCoverage(c.var.deps, { actor, ref, ...value })
        return paths.addCoverage(ref, value.session, isNew ? { added: id } : { there: id })
      },
    }),
  )

  .post(
    '/coverage/:id/removal/',
    takeForm({
      who: 'actor',
      schema: z.object({}),
      act: async ({ c, requester: { actor } }) => {
        const id = coverageId(c.req.param('id') ?? '')
        const { ref, session } = await takeBackCoverage(c.var.deps, { actor, id })
        return paths.addCoverage(ref, session, { taken: '1' })
      },
    }),
  )

async function show(c: Context<AppEnv, typeof PATH>, filled: Filled) {
  const ref = eventRefOf(c)
  const { deps, requester } = c.var
  const [first, event, outcome, viewer] = await Promise.all([
    signInFirst(c, paths.addCoverage(ref, filled.values.session)),
    getEventSessions(deps.read, ref),
    findOutcome(c),
    requester.viewer(),
  ])
  if (first) return redirect(c, first, 303)
  return c.render(<AddCoveragePage {...{ event, outcome, viewer }} {...filled} />, {
    title: outcome ? outcomeTitles[outcome.what] : `Add coverage of ${event.name}`,
    noindex: true,
  })
}

/** What the address says has just happened: whatever else it may say is not believed. */
async function findOutcome(c: Context<AppEnv, typeof PATH>): Promise<Outcome | null> {
  const { added, there, taken } = c.req.query()
  if (taken) return { what: 'taken' }
  const id = coverageCursor.safeParse(added ?? there)
  const item = id.success ? await findCoverageItem(c.var.deps.read, id.data) : null
  return item && { what: added ? 'added' : 'there', item }
}
