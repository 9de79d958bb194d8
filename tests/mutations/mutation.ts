/** A promise of the product, and the one change of its code that would break it. */
export type Mutation = {
  /** What would no longer hold, as a sentence. */
  readonly promise: string
  /** The product's file that is changed. */
  readonly file: string
  /** Text that stands in the file exactly once. */
  readonly before: string
  /** What stands in its place: code that still parses. */
  readonly after: string
  /** The test file of project `fast` that must fail then. */
  readonly test: string
}
