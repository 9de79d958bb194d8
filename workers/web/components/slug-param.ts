import * as z from 'zod'
import { notFound } from '#functions/errors.ts'

const MAX_LENGTH = 200
const spelling = /^[a-z0-9](-?[a-z0-9])*$/

/** A slug in a query string. */
export const slugQuery = z.string().max(MAX_LENGTH).regex(spelling)

/** A slug out of a URL, in lower case. What cannot be one is not found: no query needs to say so. */
export function slugParam(text: string, what: string): string {
  const slug = text.toLowerCase()
  if (slug.length > MAX_LENGTH || !spelling.test(slug)) throw notFound(what)
  return slug
}
