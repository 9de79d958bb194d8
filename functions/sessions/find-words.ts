/** Accents that Latin, Greek and Cyrillic letters carry; a vowel sign of Tamil is no such thing. */
const ACCENTS = /[\u0300-\u036f]/g

const fold = (text: string) => text.normalize('NFKD').replaceAll(ACCENTS, '').toLowerCase()

/**
 * Tells of texts whether they have every word of a query, anywhere: without regard to case and
 * accents, so that "zoe" finds "Zoë". Nothing asked for is everywhere. Browsers load this too.
 */
export function hasWords(query: string): (text: string) => boolean {
  const words = fold(query).split(/\s+/).filter(Boolean)
  return (text) => {
    const folded = fold(text)
    return words.every((word) => folded.includes(word))
  }
}
