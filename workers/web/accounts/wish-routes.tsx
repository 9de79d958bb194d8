import { type Context, Hono } from 'hono'
import { notFound } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import { pageOfWish, pathOfWish, readWish } from '#functions/tracking/wish.ts'
import { findWished } from '#functions/tracking/wished.ts'
import type { AppEnv } from '../../app-env.ts'
import { setErrorStatus } from '../../errors.tsx'
import { redirect } from '../../redirect.ts'
import { eventPath } from '../events/event-scope.ts'
import { renderSignIn } from './show-sign-in.tsx'
import { WishGonePage, WishPage } from './wish-page.tsx'
import { wishTitle } from './wish-words.tsx'

/** Where Attend and Track lead whoever is not signed in. */
export const wishRoutes = new Hono<AppEnv>()
  .get(`/sign-in/attending${eventPath('')}`, show)
  .get(`/sign-in/tracking${eventPath('')}`, show)
  .get(`/sign-in/tracking${eventPath(':session/')}`, show)

/** Does nothing by itself: any link can lead here. */
async function show(c: Context<AppEnv>): Promise<Response> {
  const { requester, deps } = c.var
  const wish = readWish(c.req.path)
  const [signedIn, wished] = await Promise.all([
    requester.signedIn(),
    wish && findWished(deps.read, wish),
  ])
  if (!wished) {
    const what = wish?.session ? 'This session' : 'This event'
    if (!signedIn?.viewer) throw notFound(what)
    setErrorStatus(c, notFound(what))
    return c.render(<WishGonePage what={what} />, { title: 'Not found', noindex: true })
  }
  const next = pathOfWish(wished.wish)
  if (!signedIn) return renderSignIn(c, { values: { next } }, wished)
  if (!signedIn.viewer) return redirect(c, paths.welcome(next), 303)
  const role = wished.wish.session === null && signedIn.viewer.roles.get(wished.event.id)
  // Attending is more than tracking: who comes back here has what they wanted.
  if (role === 'attending' || role === wished.wish.role)
    return redirect(c, pageOfWish(wished.wish), 303)
  const now = deps.now()
  return c.render(<WishPage wished={wished} now={now} />, {
    title: wishTitle({ wished, now }),
    noindex: true,
  })
}
