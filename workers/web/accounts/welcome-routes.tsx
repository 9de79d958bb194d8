import { type Context, Hono } from 'hono'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import { createPerson, newPerson } from '#functions/people/create-person.ts'
import type { AppEnv } from '../../app-env.ts'
import { type Filled, takeForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { goOn } from './go-on.ts'
import { WelcomePage } from './welcome-page.tsx'

export const welcomeRoutes = new Hono<AppEnv>()
  .get('/welcome/', async (c) => {
    const next = localPath(c.req.query('next'))
    const signedIn = await c.var.requester.signedIn()
    if (!signedIn) return redirect(c, paths.signInThen(paths.welcome(next)), 303)
    if (signedIn.viewer) return redirect(c, next ?? paths.dashboard(), 303)
    return show(c, { values: { next: next ?? '' } })
  })

  .post(
    '/welcome/',
    takeForm({
      who: 'account',
      schema: newPerson,
      show,
      act: async ({ c, requester: { account, session }, value, values }) => {
        const personId = await createPerson(c.var.deps, { account, ...value })
        return goOn(c, { ...session, personId }, localPath(values.next))
      },
    }),
  )

function show(c: Context<AppEnv>, filled: Filled) {
  const next = localPath(filled.values.next)
  return c.render(<WelcomePage next={next} {...filled} />, { title: 'Welcome', noindex: true })
}
