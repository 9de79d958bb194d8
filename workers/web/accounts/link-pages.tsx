import { paths } from '#functions/paths.ts'

/** After asking for a link. Says nothing about whether that address has an account. */
export const LinkSentPage = () => (
  <div class="wrap narrow">
    <h1>Look into your mail</h1>
    <p class="lead">A link that signs you in is on its way. It works once, within 15 minutes.</p>
    <p>
      Nothing there after a minute or two? Look among the unwanted mail, or{' '}
      <a href={paths.signIn()}>ask for another link</a>.
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

/** A link that does not work, and the way to one that does. */
export const DeadLinkPage = () => (
  <div class="wrap narrow">
    <h1>This link does not work any more</h1>
    <p class="lead">
      A sign-in link works once, within 15 minutes of asking for it. This one was used, is older, or
      was not copied whole.
    </p>
    <p>
      <a class="button primary" href={paths.signIn()}>
        Get a new link
      </a>
    </p>
  </div>
)
