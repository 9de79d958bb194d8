import { slugify } from '../fold.ts'

const MAX_LENGTH = 60

/** What stands, or may one day stand, beside sessions at `/{year}/{event}/…/`. */
const reserved = new Set(
  'add add-session add-to-guide attendance attendees calendar calls claim coverage edit embed export feed feedback history manage map og people photos posts programme rooms save-to-calendar schedule session sessions slides sketchnotes speakers staff topics tracks trackers updates venue video writeups write-ups'.split(
    ' ',
  ),
)

type Titled = {
  readonly title: string
  readonly subtitle: string | null
  readonly credits: readonly { readonly name: string }[]
}

/**
 * A session's slug, unlike `taken` ones, to which it is added. A title in a script that ASCII has no
 * letters for goes by its subtitle, its speakers, or nothing.
 */
export function sessionSlug({ title, subtitle, credits }: Titled, taken: Set<string>): string {
  const names = credits.map(({ name }) => name).join(' ')
  const words =
    [title, subtitle ?? '', names].map(slugify).find((slug) => /[a-z]|\d{2}/.test(slug)) ?? ''
  const base = cutAtWord(words) || 'session'
  const isFree = (slug: string) => !taken.has(slug) && !reserved.has(slug)
  let slug = base
  for (let number = 2; !isFree(slug); number += 1) slug = `${base}-${number}`
  taken.add(slug)
  return slug
}

function cutAtWord(slug: string): string {
  if (slug.length <= MAX_LENGTH) return slug
  const cut = slug.slice(0, MAX_LENGTH + 1)
  const end = cut.lastIndexOf('-')
  return end > MAX_LENGTH / 2 ? cut.slice(0, end) : cut.slice(0, MAX_LENGTH).replace(/-+$/, '')
}
