import { reportReasons } from '#db/schema/index.ts'
import type { ListedCoverage } from '#functions/coverage/coverage.ts'
import { coverageName } from '#functions/coverage/coverage-name.ts'
import { paths } from '#functions/paths.ts'
import { reasonNames } from '#functions/reports/reasons.ts'
import type { Filled } from '../../middleware/form.ts'
import { ErrorSummary, Field } from '../components/field.tsx'
import { ListHead } from '../components/list-head.tsx'

type Props = Filled & { item: ListedCoverage; isSent: boolean }

/**
 * Of who has sent one, and of whoever opens that address: a visitor's report is known by nothing that a
 * page could ask for, and a replica may not have it yet, so the words are true of both.
 */
export const SENT_TITLE = 'What is reported'

/** Says what is wrong with a link. Works without scripts, and for everybody. */
export const ReportPage = ({ item, isSent, ...filled }: Props) => (
  <div class="wrap narrow">
    <ListHead
      title={isSent ? SENT_TITLE : 'What is wrong with it?'}
      crumb={{ href: paths.eventCoverage(item.event), name: item.event.name }}
    />
    {isSent ? (
      <p role="status">
        Somebody looks at all that is reported, and takes away what should not be here.
      </p>
    ) : (
      <ReportForm item={item} {...filled} />
    )}
  </div>
)

const ReportForm = ({ item, values, errors = {}, general }: Omit<Props, 'isSent'>) => (
  <>
    <p class="quiet reported">
      <bdi>{coverageName(item)}</bdi>, <bdi dir="ltr">{item.url}</bdi>
    </p>
    <ErrorSummary errors={errors} general={general} />
    <form method="post" action={paths.reportCoverage(item.id)} class="form">
      <fieldset
        id="reason-field"
        class={errors.reason ? 'field reasons wrong' : 'field reasons'}
        aria-describedby={errors.reason ? 'reason-error' : undefined}
      >
        <legend>It should not be here because</legend>
        {reportReasons.map((reason) => (
          <label>
            <input type="radio" name="reason" value={reason} checked={reason === values.reason} />
            {reasonNames[reason]}
          </label>
        ))}
        {errors.reason && (
          <p class="error" id="reason-error">
            {errors.reason.join('. ')}
          </p>
        )}
      </fieldset>
      <Field
        name="note"
        label="Anything that helps to see it (optional)"
        value={values.note}
        errors={errors.note}
        hint="Only those who run this site read it."
        autocomplete="off"
        dir="auto"
        maxlength={1000}
      />
      <button type="submit" class="button primary">
        Report it
      </button>
    </form>
  </>
)
