import { slugify } from '../text/fold.ts'

const MAX_BASE_LENGTH = 50

type Named = {
  readonly name: string
  readonly website: string
  readonly startsOn: string
  readonly city: { readonly slug: string } | null
}

/**
 * An event's slug, unlike those that are taken in its year: the name without its year, then with the
 * city, then with the month, then with a number.
 */
export function eventSlug(event: Named, isTaken: (slug: string) => boolean): string {
  const base = baseSlug(event)
  const city = event.city?.slug ?? 'online'
  const placed = `-${base}-`.includes(`-${city}-`) ? base : `${base}-${city}`
  const dated = `${placed}-${monthOf(event.startsOn)}`
  const free = [base, placed, dated].find((slug) => !isTaken(slug))
  if (free) return free
  for (let number = 2; ; number += 1) {
    const slug = `${dated}-${number}`
    if (!isTaken(slug)) return slug
  }
}

/** A name in a script that ASCII has no letters for goes by its website. */
function baseSlug({ name, website }: Named): string {
  const undated = name.replace(/[\s,:|–—-]*(?:[’']\d\d|\(?(?:19|20)\d\d\)?)\s*$/u, '')
  const host = new URL(website).hostname.replace(/^www\./, '').replace(/\.[a-z]+$/, '')
  const slug = slugify(undated) || slugify(name) || slugify(host) || 'conference'
  return slug.slice(0, MAX_BASE_LENGTH).replace(/-+$/, '')
}

const monthOf = (day: string) =>
  new Date(`${day}T00:00:00Z`)
    .toLocaleString('en', { month: 'long', timeZone: 'UTC' })
    .toLowerCase()
