import { paths } from '#functions/paths.ts'
import type { Filled } from '../../middleware/form.ts'
import { ErrorSummary, Field } from '../components/field.tsx'

/** After asking for a mail. Says nothing about whether that address has an account. */
export const LinkSentPage = ({ values, errors = {}, general }: Filled) => (
  <div class="wrap narrow">
    <h1>Look into your mail</h1>
    <p class="lead">
      A mail that signs you in is on its way. Open its link in this browser, or type its code here.
      It works once, within 10 minutes.
    </p>
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
      <button type="submit" class="button primary">
        Sign in
      </button>
    </form>
    <p>
      Nothing there after a minute or two? Look among the unwanted mail, or{' '}
      <a href={paths.signIn()}>ask for another</a>.
    </p>
  </div>
)

/** What the link opens: one button, so that a mail scanner that follows links does not use it up. */
export const UseLinkPage = ({ token, email }: { token: string; email: string }) => (
  <div class="wrap narrow">
    <h1>One more press</h1>
    <p class="lead">
      This signs you in as{' '}
      <strong dir="ltr" class="email">
        {email}
      </strong>
      .
    </p>
    <form method="post" action={paths.signInLink(token)} class="form">
      <button type="submit" class="button primary">
        Sign in
      </button>
    </form>
    <p class="quiet">Not you, or you did not ask for this? Close this page: nothing happens.</p>
  </div>
)

/** A link that does not work, or not here, and the ways on. */
export const DeadLinkPage = () => (
  <div class="wrap narrow">
    <h1>This link does not work here</h1>
    <p class="lead">
      A sign-in link works once, within 10 minutes, and only in the browser in which you asked for
      it.
    </p>
    <p>
      Did you ask on another device, or in another browser? Go back there, and type the code that is
      in the same mail. Or sign in here instead.
    </p>
    <p>
      <a class="button primary" href={paths.signIn()}>
        Get a new link
      </a>
    </p>
    <p class="quiet">You did not ask for this? Close this page: nothing happens.</p>
  </div>
)
