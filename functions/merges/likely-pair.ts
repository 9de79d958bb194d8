/** Two that may be one, for somebody to look at. */
export type LikelyPair = {
  readonly one: string
  readonly other: string
  /** `high` needs more than a name. */
  readonly likelihood: 'high' | 'some'
  /** Such as `same website`. */
  readonly reasons: readonly string[]
}

export const PAIRS_SHOWN = 200

/** Those to look at first: the likely before the others, and more reasons before fewer. */
export const likeliest = (pairs: readonly LikelyPair[]): LikelyPair[] =>
  pairs.toSorted((a, b) => rank(a) - rank(b)).slice(0, PAIRS_SHOWN)

const rank = ({ likelihood, reasons }: LikelyPair) =>
  (likelihood === 'high' ? 0 : 100) - reasons.length
