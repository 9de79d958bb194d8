import type { reportReasons } from '#db/schema/index.ts'

export type ReportReason = (typeof reportReasons)[number]

/** What may be wrong with something, in the words of whoever reports it. */
export const reasonNames: Readonly<Record<ReportReason, string>> = {
  misplaced: 'It is of another session or event',
  broken: 'It leads to nothing, or to something else',
  spam: 'It is advertising',
  offensive: 'It is hateful, violent or obscene',
  rights: 'It is shown against the will of who made it or who is in it',
  other: 'Something else',
}
