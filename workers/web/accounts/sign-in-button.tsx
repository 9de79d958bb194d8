import type { Wished } from '#functions/tracking/wished.ts'
import { refusalOf, WishWords } from './wish-words.tsx'

type Props = { wished: Wished | null; now: Date; words?: string }

/** Says all that its press does: a wish is granted by no other. */
export const SignInButton = ({ wished, now, words = 'Sign in' }: Props) => (
  <button type="submit" class="button primary">
    {wished && refusalOf({ wished, now }) === null ? (
      <span>
        {words} and <WishWords wished={wished} now={now} />
      </span>
    ) : (
      words
    )}
  </button>
)
