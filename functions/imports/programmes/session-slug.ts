import { slugify } from '../../text/fold.ts'

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

/** Gives sessions their slugs, unlike the `taken` ones and one another. */
export function slugGiver(taken: ReadonlySet<string>): (session: Titled) => string {
  const given = new Set(taken)
  /** The next to try of each: thousands may go by one title. */
  const numbers = new Map<string, number>()
  const isFree = (slug: string) => !given.has(slug) && !reserved.has(slug)
  return (session) => {
    const base = baseSlug(session)
    let number = numbers.get(base) ?? 1
    let slug = number === 1 ? base : `${base}-${number}`
    while (!isFree(slug)) {
      number += 1
      slug = `${base}-${number}`
    }
    given.add(slug)
    numbers.set(base, number)
    return slug
  }
}

/** A title in a script that ASCII has no letters for goes by its subtitle, its speakers, or nothing. */
function baseSlug({ title, subtitle, credits }: Titled): string {
  const names = credits.map(({ name }) => name).join(' ')
  const words =
    [title, subtitle ?? '', names].map(slugify).find((slug) => /[a-z]|\d{2}/.test(slug)) ?? ''
  return cutAtWord(words) || 'session'
}

function cutAtWord(slug: string): string {
  if (slug.length <= MAX_LENGTH) return slug
  const cut = slug.slice(0, MAX_LENGTH + 1)
  const end = cut.lastIndexOf('-')
  return end > MAX_LENGTH / 2 ? cut.slice(0, end) : cut.slice(0, MAX_LENGTH).replace(/-+$/, '')
}
