import { pathOfWish } from '#functions/tracking/wish.ts'
import type { Wished } from '#functions/tracking/wished.ts'
import { refusalOf, WishWords } from './wish-words.tsx'

type Props = { wished: Wished | null; now: Date; words?: string }

/** Says all that its press does, to its reader and to `findPressedWish`: a wish is granted by no other. */
export function SignInButton({ wished, now, words = 'Sign in' }: Props) {
  const granted = wished && refusalOf({ wished, now }) === null ? wished : null
  return (
    <>
      {granted && <input type="hidden" name="wish" value={pathOfWish(granted.wish)} />}
      <button type="submit" class="button primary">
        {granted ? (
          <span>
            {words} and <WishWords wished={granted} now={now} />
          </span>
        ) : (
          words
        )}
      </button>
    </>
  )
}
