import * as z from 'zod'
import { DomainError } from '../errors.ts'
import { dayShape } from '../time/day-shape.ts'

/** The last event of a page: the next page goes on behind it. */
export type Cursor = { readonly startsOn: string; readonly id: string }

const cursor = z.tuple([dayShape, z.uuid().lowercase()])
const MAX_LENGTH = 100

/** The cursor of keyset pagination: what a reader hands back to get the next page. Not a secret, but nothing to build on either. */
export const writeCursor = ({ startsOn, id }: Cursor): string =>
  btoa(`${startsOn} ${id}`).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Its shape in an address: there is no second spelling of one. */
export const eventCursor = z.string().refine((text) => parse(text) !== null)

/** Throws `malformed` for anything that `writeCursor` cannot have written. */
export function readCursor(text: string): Cursor {
  const read = parse(text)
  if (!read) throw new DomainError('malformed', 'That is not a page of this list')
  return read
}

function parse(text: string): Cursor | null {
  const parts = cursor.safeParse(decode(text)?.split(' '))
  if (!parts.success) return null
  const [startsOn, id] = parts.data
  return writeCursor({ startsOn, id }) === text ? { startsOn, id } : null
}

function decode(text: string): string | null {
  if (text.length > MAX_LENGTH || !/^[\w-]+$/.test(text)) return null
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return null
  }
}
