/** One line of foreign text as Postgres and a page can hold it: no control characters, at most `max` characters. */
export const cleanLine = (text: string, max: number) =>
  // A character is two units of text at most.
  [
    ...withoutTurns(text)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, 2 * max),
  ]
    .slice(0, max)
    .join('')
    .toWellFormed()

/** Marks that make letters run backwards, so that a name reads as another. */
const withoutTurns = (text: string) => text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
