import { slugify } from '../text/fold.ts'
import type { Day } from '../time/day.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const MAX_BASE_LENGTH = 50

const monthIn = (day: Day) => months[Number(day.slice(5, 7)) - 1] ?? ''

type Step = {
  readonly from: Day
  readonly to: Day
  /** How many editions later: 1 for the next. */
  readonly steps: number
}

/**
 * What a later edition is called, by the pattern of an earlier one: its month, its year and a number
 * behind `#` move on, where the name has them. `Rust Meetup #41, March 2026` → `#42, April 2026`.
 */
export function nextName(name: string, { from, to, steps }: Step): string {
  const [month, year] = [monthIn(from), from.slice(0, 4)]
  return name
    .replace(new RegExp(`\\b${month}\\b`, 'gu'), monthIn(to))
    .replace(new RegExp(`\\b${year}\\b`, 'gu'), to.slice(0, 4))
    .replace(/(?<=#)\d{1,5}\b/u, (number) => String(Number(number) + steps))
}

/**
 * A slug for a new edition in its year, the same for the same day however often it is asked: the
 * series' slug with the month (`melbjs-october`), or where the month has one already, with the day
 * (`melbjs-october-13`), then a number.
 */
export function editionSlug(
  seriesSlug: string,
  startsOn: Day,
  isTaken: (slug: string) => boolean,
): string {
  const base = seriesSlug.slice(0, MAX_BASE_LENGTH).replace(/-+$/, '')
  const monthly = `${base}-${slugify(monthIn(startsOn))}`
  const daily = `${monthly}-${Number(startsOn.slice(8))}`
  const free = [monthly, daily].find((slug) => !isTaken(slug))
  if (free) return free
  for (let number = 2; ; number += 1) {
    const slug = `${daily}-${number}`
    if (!isTaken(slug)) return slug
  }
}
