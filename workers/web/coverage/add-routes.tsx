import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '#functions/attendances/queries.ts'
import { addCoverage, newCoverage } from '#functions/coverage/add-coverage.ts'
import type { ListedCoverage } from '#functions/coverage/coverage.ts'
import {
  coverageCursor,
  type EventSessions,
  findCoverageItem,
  getEventSessions,
} from '#functions/coverage/queries.ts'
import { takeBackCoverage } from '#functions/coverage/take-back-coverage.ts'
import type { Deps } from '#functions/deps.ts'
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
  const [first, event, item, viewer] = await Promise.all([
    signInFirst(c, paths.addCoverage(ref, filled.values.session)),
    getEventSessions(deps.read, ref),
    findItem(deps, c.req.query('added') ?? c.req.query('there')),
    requester.viewer(),
  ])
  const outcome = findOutcome(c, event, item, viewer)
  if (first) return redirect(c, first, 303)
  return c.render(<AddCoveragePage {...{ event, outcome, viewer }} {...filled} />, {
    title: outcome ? outcomeTitles[outcome.what] : `Add coverage of ${event.name}`,
    noindex: true,
  })
}

/** What the address says has just happened: whatever else it may say is not believed. */
function findOutcome(
  { req }: Context,
  event: EventSessions,
  item: ListedCoverage | null,
  viewer: Viewer | null,
): Outcome | null {
  if (req.query('taken')) return { what: 'taken' }
  if (item?.event.year !== event.year || item.event.slug !== event.slug) return null
  if (!req.query('added')) return { what: 'there', item }
  return item.addedBy?.handle === viewer?.handle ? { what: 'added', item } : null
}

async function findItem({ read }: Deps, text: string | undefined) {
  const id = coverageCursor.safeParse(text)
  return id.success ? findCoverageItem(read, id.data) : null
}
