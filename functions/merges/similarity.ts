import { fold } from '../text/fold.ts'

/** A year or an edition's number says when, and not which. */
const WHEN = /(?<!\S)(?:(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?)(?!\S)/g

const trigramsOf = (name: string): ReadonlySet<string> => {
  const folded = fold(name)
  const words = (folded.replace(WHEN, '').trim() || folded).match(/\S+/g) ?? []
  return new Set(
    words.flatMap((word) => {
      const padded = [...`  ${word} `]
      return padded.slice(2).map((_, at) => padded.slice(at, at + 3).join(''))
    }),
  )
}

/**
 * How alike two names are, from 0 to 1, by the trigrams that they have in common: what Postgres'
 * `pg_trgm` calls similarity, of names without their years.
 */
export function similarity(one: string, other: string): number {
  const [ones, others] = [trigramsOf(one), trigramsOf(other)]
  const common = [...ones].filter((trigram) => others.has(trigram)).length
  const all = ones.size + others.size - common
  return all === 0 ? 0 : common / all
}
