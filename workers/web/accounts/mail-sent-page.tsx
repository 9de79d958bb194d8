import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import type { Filled } from '../../middleware/form.ts'
import { ErrorSummary, Field } from '../components/field.tsx'
import { SignInButton } from './sign-in-button.tsx'
import { MailForm } from './sign-in-page.tsx'

type Mail = { readonly email: string; readonly next: string | null }

type Props = Filled & {
  /** The mail that was asked for last; null once it is of no use. */
  mail: Mail | null
  /** What its code is typed for, beside signing in. */
  wished: Wished | null
  now: Date
}

/** After asking for a mail. Says nothing about whether that address has an account. */
export const MailSentPage = ({ mail, wished, now, values, errors = {}, general }: Props) => (
  <div class="wrap narrow">
    <h1>Look into your mail</h1>
    <p class="lead">
      A mail that signs you in is on its way{mail && ' to '}
      {mail && (
        <strong dir="ltr" class="email">
          {mail.email}
        </strong>
      )}
      . Open its link in this browser, or type its code here. It works once, within 10 minutes.
    </p>
    {mail && <ChangeAddress mail={mail} />}
    <ErrorSummary errors={errors} general={general} />
    <form method="post" action={paths.signInSent()} class="form">
      <Field
        name="code"
        label="Code"
        value={values.code}
        errors={errors.code}
        hint="Six letters and digits, such as 7KQ-2XR."
        autocomplete="one-time-code"
        autocapitalize="characters"
        dir="ltr"
        maxlength={20}
        required
      />
      <SignInButton wished={wished} now={now} />
    </form>
    <p>
      Nothing there after a minute or two? Look among the unwanted mail, or{' '}
      <a href={mail?.next ? paths.signInThen(mail.next) : paths.signIn()}>ask for another</a>.
    </p>
  </div>
)

/** A slip of the finger is put right here, and what was wanted is kept. */
const ChangeAddress = ({ mail: { email, next } }: { mail: Mail }) => (
  <details class="change">
    <summary>Wrong? Change it</summary>
    <MailForm next={localPath(next)} button="Send it there instead" again values={{ email }} />
  </details>
)
