import { paths } from '#functions/paths.ts'
import type { Filled } from '../../middleware/form.ts'
import { ErrorSummary, Field } from '../components/field.tsx'

type Props = Filled & {
  /** Where to go on afterwards. */
  next: string | null
  /** Is signing in by GitHub on offer? */
  github: boolean
}

/** Two ways in, no password. */
export const SignInPage = ({ next, github, values, errors = {}, general }: Props) => (
  <div class="wrap narrow">
    <h1>Sign in</h1>
    <p class="lead">
      We send you a link that signs you in. No password, and the first time it also makes your
      account.
    </p>
    <ErrorSummary errors={errors} general={general} />
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
      <button type="submit" class="button primary">
        Send me a link
      </button>
    </form>
    {github && (
      <p class="other-way">
        <a class="button" href={paths.signInGithub(next)} rel="nofollow">
          Sign in with GitHub
        </a>
      </p>
    )}
  </div>
)
