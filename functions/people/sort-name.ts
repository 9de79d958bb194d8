import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { fold } from '../text/fold.ts'

/** Where names begin that no letter from a to z leads to: digits, and other scripts. */
export const BEHIND_LETTERS = '{'

/**
 * What names are in order of, in a database whose order is that of code points: lower case, without
 * accents and without what stands before the first letter, so that `Łukasz` is among the L and `youchan`
 * among the Y. Never shown.
 */
export const sortName = (name: SQLWrapper): SQL => sql`
  regexp_replace(regexp_replace(lower(regexp_replace(
    normalize(translate(${name}, 'ŁłØøĐđÐðÞþÆæŒœıĦħŊŋß', 'llooddddttaaooihhnns'), NFKD),
    '[\u0300-\u036f]', '', 'g')),
    '^[ -/:-@\\[-\`{-~]+', ''), '^(?=[0-9])', ${BEHIND_LETTERS})`

/** Whether a name is among those that begin with some letters. */
export const beginsWith = (name: string, letters: string): boolean => fold(name).startsWith(letters)
