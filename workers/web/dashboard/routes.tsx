import { Hono } from 'hono'
import { getDashboard } from '#functions/attendances/dashboard.ts'
import { paths } from '#functions/paths.ts'
import { listTrackedNext } from '#functions/sessions/picks.ts'
import type { AppEnv } from '../../app-env.ts'
import { findReader } from '../components/find-reader.ts'
import { DashboardPage } from './dashboard-page.tsx'

export const dashboardRoutes = new Hono<AppEnv>().get('/dashboard/', async (c) => {
  const { account, actor, deps } = c.var
  if (!account) return c.redirect(paths.signInThen(paths.dashboard()), 303)
  if (!actor) return c.redirect(paths.welcome(), 303)
  const now = deps.now()
  const [dashboard, tracked, reader] = await Promise.all([
    getDashboard(deps.read, { actor, now }),
    listTrackedNext(deps.read, { actor, now }),
    findReader(c),
  ])
  return c.render(<DashboardPage {...{ dashboard, tracked, reader }} />, {
    title: 'Dashboard',
    noindex: true,
  })
})
