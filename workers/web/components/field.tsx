import type { Child } from '../../jsx/jsx-runtime.ts'

type FieldProps = {
  name: string
  label: string
  type?: 'text' | 'email' | 'url' | 'search'
  value?: string | undefined
  hint?: Child
  errors?: readonly string[] | undefined
  autocomplete?: string
  required?: boolean
  maxlength?: number
  /** Names and the like are written in their own direction. */
  dir?: 'auto' | 'ltr'
  autocapitalize?: 'none' | 'words' | 'characters'
}

/** A labelled input: hint below the label, and beside it what is wrong, if anything is. */
export function Field({ name, label, type = 'text', value, hint, errors, ...rest }: FieldProps) {
  const wrong = errors !== undefined && errors.length > 0
  const described = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={wrong ? 'field wrong' : 'field'}>
      <label for={`${name}-field`}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={`${name}-field`}
        name={name}
        type={type}
        value={value ?? ''}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={described || undefined}
        {...rest}
      />
      {wrong && (
        <p class="error" id={`${name}-error`}>
          {errors.join('. ')}
        </p>
      )}
    </div>
  )
}

type SummaryProps = {
  errors: Readonly<Record<string, readonly string[] | undefined>>
  /** Errors that belong to no one field. */
  general?: readonly string[] | undefined
}

/** What is wrong with a form, each line leading to its field. It takes focus, so that it is heard. */
export function ErrorSummary({ errors, general = [] }: SummaryProps) {
  const wrong = Object.entries(errors).filter(([, reasons]) => reasons && reasons.length > 0)
  if (wrong.length + general.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus>
      <h2>That did not work yet</h2>
      <ul>
        {general.map((reason) => (
          <li>{reason}</li>
        ))}
        {wrong.map(([name, reasons]) => (
          <li>
            <a href={`#${name}-field`}>{reasons?.join('. ')}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
