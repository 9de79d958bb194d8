import { paths } from '#functions/paths.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import { SignInButton } from './sign-in-button.tsx'
import { Refused, refusalOf, WishFacts } from './wish-words.tsx'

type UseLink = { token: string; email: string; wished: Wished | null; now: Date }

/** What the link opens: one button, so that a mail scanner that follows links does not use it up. */
export const UseLinkPage = ({ token, email, wished, now }: UseLink) => (
  <div class="wrap narrow">
    <h1>One more press</h1>
    <p class="lead">
      This signs you in as{' '}
      <strong dir="ltr" class="email">
        {email}
      </strong>
      .
    </p>
    {wished && <Wanted wished={wished} now={now} />}
    <form method="post" action={paths.signInLink(token)} class="form">
      <SignInButton wished={wished} now={now} />
    </form>
    <p class="quiet">Not you, or you did not ask for this? Close this page: nothing happens.</p>
  </div>
)

/** What the press does beside signing in, or why it no longer does. */
const Wanted = (props: { wished: Wished; now: Date }) =>
  refusalOf(props) === null ? (
    <>
      <p>
        <strong>
          <bdi>{props.wished.name}</bdi>
        </strong>
      </p>
      <WishFacts wished={props.wished} />
    </>
  ) : (
    <Refused {...props} />
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
