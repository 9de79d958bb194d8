import { paths } from '#functions/paths.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import type { Filled } from '../../middleware/form.ts'
import { ErrorSummary, Field } from '../components/field.tsx'
import { SignInButton } from './sign-in-button.tsx'

type Props = Filled & { next: string | null; wished: Wished | null; now: Date }

/** The first time: how others will see you. */
export const WelcomePage = ({ next, wished, now, values, errors = {}, general }: Props) => (
  <div class="wrap narrow">
    <h1>Welcome to Hallway</h1>
    <p class="lead">Choose how others see you when you attend or track a conference.</p>
    <ErrorSummary errors={errors} general={general} />
    <form method="post" action={paths.welcome()} class="form">
      {next && <input type="hidden" name="next" value={next} />}
      <Field
        name="name"
        label="Name"
        value={values.name}
        errors={errors.name}
        hint="As you would write it on a badge, in any script."
        autocomplete="name"
        autocapitalize="words"
        dir="auto"
        required
      />
      <Field
        name="handle"
        label="Handle"
        value={values.handle}
        errors={errors.handle}
        hint="Short and your own, such as ada-l: letters a to z, digits and hyphens."
        autocomplete="username"
        autocapitalize="none"
        dir="ltr"
        required
      />
      <SignInButton wished={wished} now={now} words="Come in" />
    </form>
  </div>
)
