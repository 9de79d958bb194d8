import { type Context, Hono } from 'hono'
import { findCoverageItem } from '#functions/coverage/queries.ts'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import { newReport, reportCoverage } from '#functions/reports/report-coverage.ts'
import type { AppEnv } from '../../app-env.ts'
import { clientAddress } from '../../client-address.ts'
import { type Filled, takeForm } from '../../middleware/form.ts'
import { coverageId } from '../coverage/coverage-id.ts'
import { ReportPage, SENT_TITLE } from './report-page.tsx'

const PATH = '/report/coverage/:id/'

/** Where everybody, signed in or not, tells staff that something is wrong. */
export const reportRoutes = new Hono<AppEnv>()
  .get(PATH, (c) => show(c, { values: {} }))

  .post(
    PATH,
    takeForm({
      who: 'anybody',
      schema: newReport,
      show,
      act: async ({ c, requester: { actor }, value }) => {
        const { deps, settings } = c.var
        const id = coverageId(c.req.param('id'))
        const network = clientAddress(c.req.raw, settings.CLIENT_ADDRESS)
        await reportCoverage(deps, { ...value, coverageId: id, actor, network })
        return paths.reportCoverage(id, { sent: '1' })
      },
    }),
  )

async function show(c: Context<AppEnv, typeof PATH>, filled: Filled) {
  const [item] = await Promise.all([
    findCoverageItem(c.var.deps.read, coverageId(c.req.param('id'))),
    // Asked in the same trip, for the page's header.
    c.var.requester.viewer(),
  ])
  if (!item) throw notFound('This link')
  const isSent = c.req.query('sent') === '1'
  return c.render(<ReportPage {...{ item, isSent }} {...filled} />, {
    title: isSent ? SENT_TITLE : 'Report a link',
    noindex: true,
  })
}
