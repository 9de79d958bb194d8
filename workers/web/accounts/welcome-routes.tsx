import { type Context, Hono } from 'hono'
import { DomainError } from '#functions/errors.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import { createPerson, newPerson } from '#functions/people/create-person.ts'
import { suggestHandle } from '#functions/people/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { wantsJson } from '../../gateway/answer-page.ts'
import { type FormErrors, type FormValues, readForm } from '../../middleware/form.ts'
import { requireAccount } from '../../middleware/require-actor.ts'
import { redirect } from '../../redirect.ts'
import { goOn } from './go-on.ts'
import { WelcomePage } from './welcome-page.tsx'

const page = { title: 'Welcome', noindex: true }

export const welcomeRoutes = new Hono<AppEnv>()
  .get('/welcome/', async (c) => {
    const next = localPath(c.req.query('next'))
    const signedIn = await c.get('signedIn')()
    if (!signedIn) return redirect(c, paths.signInThen(paths.welcome(next)), 303)
    if (signedIn.viewer) return redirect(c, next ?? paths.dashboard(), 303)
    return c.render(<WelcomePage next={next} />, page)
  })

  .post('/welcome/', requireAccount, async (c) => {
    const { account, deps, session } = c.var
    const form = await readForm(c, newPerson)
    const { values } = form
    if (!form.ok) return askAgain(c, 422, { values, errors: form.errors })
    const { name, handle } = form.value
    try {
      const personId = await createPerson(deps, { account, name, handle })
      return goOn(c, { ...session, personId }, localPath(values.next))
    } catch (error) {
      if (!(error instanceof DomainError) || wantsJson(c.req.header('accept') ?? '')) throw error
      const { code, message } = error
      if (code === 'invalid') return askAgain(c, 422, { values, errors: { name: [message] } })
      if (code !== 'conflict') throw error
      const free = await suggestHandle(deps.write, handle)
      return askAgain(c, 409, { values, errors: { handle: [`${message}. How about ${free}?`] } })
    }
  })

function askAgain(
  c: Context,
  status: 409 | 422,
  { values, errors }: { values: FormValues; errors: FormErrors },
) {
  c.status(status)
  return c.render(
    <WelcomePage next={localPath(values.next)} values={values} errors={errors} />,
    page,
  )
}
