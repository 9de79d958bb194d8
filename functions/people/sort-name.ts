import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { fold, LETTERS } from '../text/fold.ts'

/** Where names begin that no letter from a to z leads to: digits, and other scripts. */
export const BEHIND_LETTERS = '{'

const letters = Object.entries(LETTERS)
  .flatMap(([letter, ascii]) => [letter, letter.toUpperCase()].map((one) => ({ one, ascii })))
  .filter(({ one }) => /^[^A-Z]$/.test(one))
const single = letters.filter(({ ascii }) => ascii.length === 1)
const double = letters.filter(({ ascii }) => ascii.length > 1)

const inAscii = (name: SQLWrapper): SQL =>
  double.reduce(
    (text, { one, ascii }) => sql`replace(${text}, ${one}, ${ascii})`,
    sql`translate(${name}, ${single.map(({ one }) => one).join('')}, ${single.map(({ ascii }) => ascii).join('')})`,
  )

/**
 * What names are in order of, in a database whose order is that of code points: lower case, without
 * accents and without what stands before the first letter, so that `Łukasz` is among the L and `youchan`
 * among the Y. Never shown.
 */
export const sortName = (name: SQLWrapper): SQL => sql`
  regexp_replace(regexp_replace(lower(regexp_replace(
    normalize(${inAscii(name)}, NFKD),
    '[\u0300-\u036f]', '', 'g')),
    '^[ -/:-@\\[-\`{-~\u00a1-\u00bf\u2010-\u205e\u3008-\u301f]+', ''), '^(?=[0-9])', ${BEHIND_LETTERS})`

/** Whether a name is among those that begin with some letters. */
export const beginsWith = (name: string, letters: string): boolean => fold(name).startsWith(letters)
