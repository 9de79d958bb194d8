/** Two that may be one, for somebody to look at. */
export type LikelyPair = {
  readonly one: string
  readonly other: string
  /** `high` needs more than a name. */
  readonly likelihood: 'high' | 'some'
  /** Such as `same website`. */
  readonly reasons: readonly string[]
}
