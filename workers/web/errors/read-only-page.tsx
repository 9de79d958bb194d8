import { paths } from '#functions/paths.ts'
import { instantText } from '#functions/time/format-dates.ts'

type Props = { reason: string | null; until: Date | null }

/** Answers whoever tried to change something while the site is read-only. */
export const ReadOnlyPage = ({ reason, until }: Props) => (
  <div class="wrap narrow error-page">
    <h1>We are only reading just now</h1>
    <p class="lead">
      Hallway is being looked after, so nothing can be changed for a short while. What you just
      tried was not saved; everything else is safe, and you stay signed in.
    </p>
    {reason && <p dir="auto">{reason}</p>}
    <p>
      {until ? (
        <>
          It should be over by <time datetime={until.toISOString()}>{instantText(until)}</time>. Go
          back and try again then.
        </>
      ) : (
        'Go back and try again in a few minutes.'
      )}
    </p>
    <p>
      <a class="button" href={paths.home()}>
        Keep reading
      </a>
    </p>
  </div>
)
