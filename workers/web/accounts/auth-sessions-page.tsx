import type { ListedSession } from '#functions/accounts/list-auth-sessions.ts'
import { paths } from '#functions/paths.ts'
import { instantText } from '#functions/time/format-dates.ts'

/** Where somebody is signed in, and a way out of each. What a browser calls itself is not kept. */
export const AuthSessionsPage = ({ sessions }: { sessions: readonly ListedSession[] }) => (
  <div class="wrap narrow">
    <h1>Where you are signed in</h1>
    <p class="lead">One that you do not know may be somebody else: sign it out.</p>
    <ul class="plain signed-in">
      {sessions.map((session) => (
        <li>
          <Session session={session} />
        </li>
      ))}
    </ul>
    <form method="post" action={paths.signOutEverywhere()} class="form">
      <button type="submit" class="button">
        Sign out everywhere
      </button>
    </form>
  </div>
)

const Session = ({ session: { id, createdAt, expiresAt, isThis } }: { session: ListedSession }) => (
  <form method="post" action={isThis ? paths.signOut() : paths.signOutOne()}>
    {!isThis && <input type="hidden" name="session" value={id} />}
    <p>
      <strong>{isThis ? 'This browser' : 'Another browser'}</strong>
      <br />
      <span class="quiet">
        Signed in on <Instant at={createdAt} />, until <Instant at={expiresAt} />
      </span>
    </p>
    <button
      type="submit"
      class="button"
      aria-label={
        isThis
          ? 'Sign out of this browser'
          : `Sign out of the browser signed in on ${instantText(createdAt)}`
      }
    >
      Sign out
    </button>
  </form>
)

const Instant = ({ at }: { at: Date }) => <time datetime={at.toISOString()}>{instantText(at)}</time>
