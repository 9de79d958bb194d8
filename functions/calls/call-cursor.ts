import * as z from 'zod'
import { DomainError } from '../errors.ts'

/** The last call of a page: the next page goes on behind it. Calls without a deadline come last. */
export type CallCursor = { readonly deadline: Date | null; readonly id: string }

const MAX_LENGTH = 100
const parts = z.tuple([z.union([z.literal('none'), z.iso.datetime()]), z.uuid().lowercase()])

/** What a reader hands back to get the next page. */
export const writeCallCursor = ({ deadline, id }: CallCursor): string =>
  `${deadline?.toISOString() ?? 'none'}~${id}`

/** Its shape in an address: there is no second spelling of one. */
export const callCursor = z.string().refine((text) => parse(text) !== null)

/** Throws `malformed` for anything that `writeCallCursor` cannot have written. */
export function readCallCursor(text: string): CallCursor {
  const read = parse(text)
  if (!read) throw new DomainError('malformed', 'That is not a page of this list')
  return read
}

function parse(text: string): CallCursor | null {
  const read = parts.safeParse(text.length > MAX_LENGTH ? null : text.split('~'))
  if (!read.success) return null
  const [deadline, id] = read.data
  const cursor = { deadline: deadline === 'none' ? null : new Date(deadline), id }
  return writeCallCursor(cursor) === text ? cursor : null
}
