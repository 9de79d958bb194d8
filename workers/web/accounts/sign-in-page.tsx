import { paths } from '#functions/paths.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import type { Filled } from '../../middleware/form.ts'
import { ErrorSummary, Field } from '../components/field.tsx'
import { Refused, refusalOf, WishFacts, WishWords } from './wish-words.tsx'

type Props = Filled & {
  /** Where to go on afterwards. */
  next: string | null
  /** What to attend or track afterwards. */
  wished: Wished | null
  /** Is signing in by GitHub on offer? */
  github: boolean
  now: Date
  /** Why nobody can sign in now; null while they can. */
  closed: string | null
}

/** Two ways in, no password. */
export const SignInPage = ({ next, wished, github, now, closed, ...filled }: Props) => (
  <div class="wrap narrow">
    <Heading wished={wished} now={now} />
    {closed && <p class="banner">{closed}.</p>}
    <p class="lead">
      We send you a link that signs you in. No password, and the first time it also makes your
      account.
    </p>
    <ErrorSummary errors={filled.errors ?? {}} general={filled.general} />
    <MailForm next={next} button="Send me a link" {...filled} />
    {github && (
      <p class="other-way">
        <a class="button" href={paths.signInGithub(next)} rel="nofollow">
          Sign in with GitHub
        </a>
      </p>
    )}
  </div>
)

function Heading({ wished, now }: Pick<Props, 'wished' | 'now'>) {
  if (!wished) return <h1>Sign in</h1>
  const refused = refusalOf({ wished, now }) !== null
  return (
    <>
      <h1>
        Sign in
        {!refused && (
          <>
            {' to '}
            <WishWords wished={wished} now={now} />
          </>
        )}
      </h1>
      {refused ? <Refused wished={wished} now={now} /> : <WishFacts wished={wished} />}
    </>
  )
}

type MailFormProps = Filled & {
  next: string | null
  button: string
  /** Is it beside the form that matters now? */
  again?: boolean
}

/** Asks for a mail that signs in. */
export const MailForm = ({ next, button, again = false, values, errors = {} }: MailFormProps) => (
  <form method="post" action={paths.signIn()} class="form">
    {next && <input type="hidden" name="next" value={next} />}
    <Field
      name="email"
      label="E-mail address"
      type="email"
      value={values.email}
      errors={errors.email}
      autocomplete="email"
      autocapitalize="none"
      dir="ltr"
      maxlength={254}
      required
    />
    <button type="submit" class={again ? 'button' : 'button primary'}>
      {button}
    </button>
  </form>
)
