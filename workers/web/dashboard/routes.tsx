import { Hono } from 'hono'
import { getDashboard } from '#functions/attendances/dashboard.ts'
import { paths } from '#functions/paths.ts'
import { listTrackedNext } from '#functions/sessions/picks.ts'
import type { AppEnv } from '../../app-env.ts'
import { redirect } from '../../redirect.ts'
import { signInFirst } from '../accounts/sign-in-first.ts'
import { findReader } from '../components/find-reader.ts'
import { DashboardPage } from './dashboard-page.tsx'

export const dashboardRoutes = new Hono<AppEnv>().get('/dashboard/', async (c) => {
  const { requester, deps } = c.var
  const { account } = requester
  const here = paths.dashboard()
  if (!account) return redirect(c, paths.signInThen(here), 303)
  const now = deps.now()
  const [first, dashboard, tracked, reader] = await Promise.all([
    signInFirst(c, here),
    getDashboard(deps.read, { account, now }),
    listTrackedNext(deps.read, { account, now }),
    findReader(c),
  ])
  if (first) return redirect(c, first, 303)
  return c.render(<DashboardPage {...{ dashboard, tracked, reader }} />, {
    title: 'Dashboard',
    noindex: true,
  })
})
