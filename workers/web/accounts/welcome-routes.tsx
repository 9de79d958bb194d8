import { type Context, Hono } from 'hono'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import { createPerson, newPerson } from '#functions/people/create-person.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import type { AppEnv } from '../../app-env.ts'
import { type Filled, takeForm } from '../../middleware/form.ts'
import { redirect } from '../../redirect.ts'
import { goOnGranting } from './go-on.ts'
import { WelcomePage } from './welcome-page.tsx'
import { findKeptWish, findPressedWish } from './wish-cookie.ts'

export const welcomeRoutes = new Hono<AppEnv>()
  .get('/welcome/', async (c) => {
    const next = localPath(c.req.query('next'))
    const [signedIn, wished] = await Promise.all([c.var.requester.signedIn(), findKeptWish(c)])
    if (!signedIn) return redirect(c, paths.signInThen(paths.welcome(next)), 303)
    if (signedIn.viewer) return redirect(c, next ?? paths.dashboard(), 303)
    return render(c, { values: { next: next ?? '' } }, wished)
  })

  .post(
    '/welcome/',
    takeForm({
      who: 'account',
      schema: newPerson,
      show: async (c: Context<AppEnv>, filled) => render(c, filled, await findKeptWish(c)),
      act: async ({ c, requester: { account, session }, value, values }) => {
        const [personId, wished] = await Promise.all([
          createPerson(c.var.deps, { account, ...value }),
          findPressedWish(c, values),
        ])
        const next = localPath(values.next)
        return goOnGranting(c, { session: { ...session, personId }, next, wished })
      },
    }),
  )

function render(c: Context<AppEnv>, filled: Filled, wished: Wished | null) {
  const shown = { next: localPath(filled.values.next), wished, now: c.var.deps.now() }
  return c.render(<WelcomePage {...shown} {...filled} />, { title: 'Welcome', noindex: true })
}
