import type { Viewer } from '#functions/attendances/queries.ts'

/** For whom a page is rendered, when and where: what its cards must know besides their event. */
export type Reader = {
  /** Null for the anonymous. */
  readonly viewer: Viewer | null
  readonly now: Date
  /** The page's own path and query, where a button's answer leads back to. */
  readonly here: string
}
