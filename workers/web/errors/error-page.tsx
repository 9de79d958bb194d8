import { paths } from '#functions/paths.ts'

export type ErrorPageProps = {
  status: number
  title: string
  message: string
  /** So that we can find in our log what this visitor met. */
  requestId?: string | undefined
}

/** The site is away for a moment and knows it: nobody has to tell us. */
const PAUSED = 503

/** What went wrong, in a sentence, and where to go from here. */
export function ErrorPage({ status, title, message, requestId }: ErrorPageProps) {
  return (
    <div class="wrap narrow error-page">
      <p class="number" aria-hidden="true">
        {status}
      </p>
      <h1>{title}</h1>
      <p class="lead">{/[.!?]$/.test(message) ? message : `${message}.`}</p>
      <NextSteps status={status} />
      {status >= 500 && status !== PAUSED && requestId && (
        <p class="quiet">
          If it keeps happening, tell us this number: <code>{requestId}</code>
        </p>
      )}
    </div>
  )
}

function NextSteps({ status }: { status: number }) {
  if (status === 401)
    return (
      <p>
        <a class="button primary" href={paths.signIn()}>
          Sign in
        </a>
      </p>
    )
  const words = status === 404 || status === 410 ? 'Perhaps it is one of these:' : 'Meanwhile:'
  return (
    <>
      <p>{words}</p>
      <ul class="steps">
        <li>
          <a href={paths.conferences()}>Conferences</a>: every one to come, by month
        </li>
        <li>
          <a href={paths.topics()}>Topics</a>: what they are about
        </li>
        <li>
          <a href={paths.places()}>Places</a>: where they are
        </li>
        <li>
          <a href={paths.home()}>The front page</a>
        </li>
      </ul>
    </>
  )
}
