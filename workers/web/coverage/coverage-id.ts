import { coverageCursor } from '#functions/coverage/queries.ts'
import { notFound } from '#functions/errors.ts'

/** The id of an item in an address. What cannot be one is not found: no query needs to say so. */
export function coverageId(text: string): string {
  const id = coverageCursor.safeParse(text)
  if (!id.success) throw notFound('This link')
  return id.data
}
