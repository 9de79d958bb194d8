import { coverageKinds } from '#db/schema/index.ts'
import type { Viewer } from '#functions/attendances/queries.ts'
import { coverageKindNames } from '#functions/coverage/kinds.ts'
import type { EventSessions } from '#functions/coverage/queries.ts'
import { paths } from '#functions/paths.ts'
import type { Filled } from '../../middleware/form.ts'
import { ErrorSummary, Field } from '../components/field.tsx'
import { ListHead } from '../components/list-head.tsx'
import { AddingOutcome, type Outcome, outcomeTitles } from './adding-outcome.tsx'

type Props = Filled & {
  event: EventSessions
  /** What has just happened. */
  outcome: Outcome | null
  viewer: Viewer | null
}

/** Paste a link, say what it is about. Works without scripts, and loses nothing that was typed. */
export const AddCoveragePage = (props: Props) => {
  const { event, outcome, viewer } = props
  return (
    <div class="wrap narrow">
      <ListHead
        title={outcome ? outcomeTitles[outcome.what] : 'Add something to watch or read'}
        crumb={{ href: paths.event(event), name: event.name }}
      />
      {outcome && <AddingOutcome outcome={outcome} event={event} viewer={viewer} />}
      {outcome && <h2>Add another</h2>}
      <AddForm {...props} />
    </div>
  )
}

const AddForm = ({ event, values, errors = {}, general }: Props) => (
  <>
    <ErrorSummary errors={errors} general={general} />
    <form method="post" action={paths.addCoverage(event)} class="form">
      <Field
        name="url"
        label="Link"
        value={values.url}
        errors={errors.url}
        hint="A video, slides, a write-up, photos, code: wherever it is on the web. We look up what it is called."
        autocomplete="off"
        autocapitalize="none"
        dir="ltr"
        maxlength={2000}
        required
      />
      <div class={errors.session ? 'field wrong' : 'field'}>
        <label for="session-field">About</label>
        <select
          id="session-field"
          name="session"
          aria-invalid={errors.session ? 'true' : undefined}
          aria-describedby={errors.session ? 'session-error' : undefined}
        >
          <option value="">The event as a whole</option>
          {event.sessions.map(({ slug, title }) => (
            <option value={slug} selected={slug === values.session}>
              {title}
            </option>
          ))}
        </select>
        {errors.session && (
          <p class="error" id="session-error">
            {errors.session.join('. ')}
          </p>
        )}
      </div>
      <div class="field">
        <label for="kind-field">Kind</label>
        <select id="kind-field" name="kind">
          <option value="">Tell by the link</option>
          {coverageKinds.map((kind) => (
            <option value={kind} selected={kind === values.kind}>
              {coverageKindNames[kind].title}
            </option>
          ))}
        </select>
      </div>
      <p class="hint">Your name stands beside it, and you can take it back.</p>
      <button type="submit" class="button primary">
        Add it
      </button>
    </form>
  </>
)
