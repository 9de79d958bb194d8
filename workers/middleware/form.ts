import type { Context, Handler } from 'hono'
import * as z from 'zod'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import type { Account, Actor } from '#functions/deps.ts'
import { DomainError, type ErrorCode } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../app-env.ts'
import { auditError } from '../audit-refusal.ts'
import { setErrorStatus } from '../errors.tsx'
import { wantsJson } from '../gateway/answer-page.ts'
import { redirect } from '../redirect.ts'
import type { Requester } from '../requester.ts'
import { clearSession } from './session-cookie.ts'

export type FormValues = Readonly<Record<string, string>>
export type FormErrors = Readonly<Record<string, readonly string[] | undefined>>

/** A form to be shown again: what was typed, what is wrong with which field, and with no one field. */
export type Filled = {
  readonly values: FormValues
  readonly errors?: FormErrors
  readonly general?: readonly string[]
}

/** Who may send a form, and what is known of them then. */
type Sender = {
  anybody: Requester
  /** Whoever is signed in, with or without a name. */
  account: Requester & { readonly account: Account; readonly session: AuthSession }
  /** Whoever has a name too; who has none yet chooses one first. */
  actor: Requester & { readonly actor: Actor }
}

type Sent<W extends keyof Sender, S extends z.ZodType, P extends string> = {
  readonly c: Context<AppEnv, P>
  readonly requester: Sender[W]
  readonly value: z.output<S>
  readonly values: FormValues
}

export type Form<W extends keyof Sender, S extends z.ZodType, P extends string> = {
  readonly who: W
  readonly schema: S
  /**
   * Does what the form asks for, and resolves to the path to go on to. A `DomainError` that it throws
   * stands beside its `field`, or above the form.
   */
  readonly act: (sent: Sent<W, S, P>) => Promise<string>
  /** The page that the form is on. A form of one button has none: there, bad values are tampering. */
  readonly show?: (c: Context<AppEnv, P>, filled: Filled) => Response | Promise<Response>
  /**
   * Where whoever has to sign in first is led, so that what they pressed is not lost: their session may
   * have ended since they opened the page. Without it they get the error.
   */
  readonly signIn?: (c: Context<AppEnv, P>, value: z.output<S>) => string
}

/** What is wrong with what was sent, rather than with who sent it, where to, or when. */
const ABOUT_THE_FORM: ReadonlySet<ErrorCode> = new Set([
  ...(['malformed', 'forbidden', 'conflict', 'gone', 'invalid', 'too_many'] as const),
])

const forms = new WeakSet<object>()

/** Whether this handler of a POST was made here, as all are but those of the queue. */
export const isForm = (handler: object) => forms.has(handler)

/**
 * What answers a form, the only way there is: 303 once it is done; else its page with all that is wrong
 * and what was typed, under the error's status, or problem details for who asked for JSON. Throws
 * `sign_in_required` where the form leads nowhere for that, and `malformed` for a body that is no form at all.
 */
export function takeForm<W extends keyof Sender, S extends z.ZodType, P extends string>(
  form: Form<W, S, P>,
): Handler<AppEnv, P> {
  const handler: Handler<AppEnv, P> = async (c) => {
    const { requester } = c.var
    const values = await readValues(c)
    const read = form.schema.safeParse(values)
    const isJson = wantsJson(c.req.header('accept') ?? '')
    const show = isJson ? undefined : form.show
    const signIn = () => (read.success && !isJson && form.signIn?.(c, read.data)) || null
    try {
      if (form.who !== 'anybody' && !requester.account)
        throw new DomainError('sign_in_required', 'Sign in to do that')
      if (form.who === 'actor' && !requester.actor) return redirect(c, paths.welcome(signIn()), 303)
      if (!read.success) return refuseValues(c, { values, error: read.error, show, isJson })
      const sent = { c, requester: requester as Sender[W], value: read.data, values }
      return redirect(c, await form.act(sent), 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const to = error.code === 'sign_in_required' ? signIn() : null
      if (to) return leadToSignIn(c, error, to)
      if (!show || !ABOUT_THE_FORM.has(error.code)) throw error
      setErrorStatus(c, error)
      const { field, message } = error
      return show(c, {
        values,
        ...(field ? { errors: { [field]: [message] } } : { general: [message] }),
      })
    }
  }
  forms.add(handler)
  return handler
}

/** The audit log has it as a refusal all the same. */
function leadToSignIn(c: Context<AppEnv>, error: DomainError, to: string): Response {
  auditError(c, error)
  if (c.var.session) clearSession(c)
  return redirect(c, to, 303)
}

type Refused<P extends string> = {
  values: FormValues
  error: z.ZodError
  show: Form<'anybody', z.ZodType, P>['show']
  isJson: boolean
}

function refuseValues<P extends string>(
  c: Context<AppEnv, P>,
  { values, error, show, isJson }: Refused<P>,
) {
  const { fieldErrors: errors, formErrors: general } = z.flattenError(error) as {
    fieldErrors: FormErrors
    formErrors: string[]
  }
  if (show) {
    c.status(422)
    return show(c, { values, errors, general })
  }
  const all = [...general, ...Object.values(errors).flat()].join('. ')
  throw new DomainError('invalid', isJson ? all : UNREADABLE)
}

const UNREADABLE = 'That form could not be read. Go back, reload and try again'

async function readValues(c: Context): Promise<FormValues> {
  const body = await c.req.parseBody().catch((error: unknown) => {
    if (error instanceof DomainError) throw error
    throw new DomainError('malformed', 'That form could not be read', { cause: error })
  })
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  // Postgres keeps no NUL in a text, and nobody types one.
  return Object.fromEntries(texts.map(([name, text]) => [name, text.replaceAll('\0', '')]))
}
